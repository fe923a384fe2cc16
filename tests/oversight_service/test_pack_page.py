"""The pack as a page to print: well-formed, self-contained, the figures of the JSON, and no code."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest

from oversight_service.domain.evidence_metrics import YearPoint
from oversight_service.domain.sentences import in_words
from oversight_service.pages.charts import HEIGHT, WIDTH, share_bar, trend_chart
from oversight_service.pages.pack_page import p_value, short
from services.settings import Settings
from tests.callers import PUBLIC, REGULATOR, House
from tests.oversight_service.record_house import open_records
from tests.oversight_service.test_well_led_pack import PACK, agree
from tests.trajectory_service.staffed import returned

VOID = {"meta", "br", "line", "circle", "rect", "polyline"}
PAGE = f"{PACK}&format=html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Page(HTMLParser):
    """What a page holds: its elements in order, its words, ids, links, and the cells of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, "elements are closed in order"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)
        if self.rows and "tr" in self.open and "sup" not in self.open:
            self.rows[-1][-1] += data.strip()

    def of(self, attribute: str, tag: str | None = None) -> list[str]:
        return [value for each, name, value in self.attributes if name == attribute and tag in (None, each)]


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_records(settings) as opened:
        await returned(opened, "RX1", {2016: (10, 90), 2017: (11, 91), 2018: (7, 96)})
        await returned(opened, "RX2", {2018: (20, 80)})
        await agree(opened)
        yield opened


async def page(house: House, caller: Any = REGULATOR, path: str = PAGE) -> Page:
    answer = await house.oversight.get(path, caller)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


async def test_a_page_is_well_formed_whatever_is_known(house: House) -> None:
    for ods, year, caller in product(("RX1", "RX2", "Q01"), (2016, 2018, 2025), (REGULATOR, PUBLIC)):
        found = await page(house, caller, f"/v1/organisations/{ods}/well-led?year={year}&format=html")
        assert found.open == []
        ids = found.of("id")
        assert max(Counter(ids).values()) == 1
        assert {link[1:] for link in found.of("href", "a") if link.startswith("#")} <= set(ids)
        assert set(found.of("aria-labelledby")) <= set(ids)
        assert found.headings[0] == 1
        assert found.headings.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(found.headings, found.headings[1:], strict=False))
        assert "None" not in re.findall(r"\w+", " ".join(found.words))


async def test_a_page_fetches_nothing_and_runs_nothing(house: House) -> None:
    answer = await house.oversight.get(PAGE, REGULATOR)
    found = Page(answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not {tag for tag, *_ in found.attributes} & {"script", "link", "img", "iframe", "form"}
    assert not [name for _, name, _ in found.attributes if name.startswith("on") or name in ("src", "style")]
    assert all(link.startswith(("#", "/v1/organisations/")) for link in found.of("href"))


async def test_figures_on_the_page_are_those_of_the_json(house: House) -> None:
    pack = (await house.oversight.get(PACK, REGULATOR)).json()
    rows = {row[0]: row for row in (await page(house)).rows if row}
    for metric in pack["metrics"]:
        row = rows[f"{metric['id']} {metric['title']}"]
        assert row[3] == short(metric["value"], metric["unit"])
        if metric["p_value"] is not None:
            assert f"(p{p_value(metric['p_value'])})" in row[5].replace(" ", "").replace("below", "below ")
    for way in pack["trajectories"]:
        if way["questions"]:
            assert rows[way["title"]][1:3] == [in_words(way["total"], "count"), in_words(way["interest"], "count")]
    (goal,) = pack["targets"]["items"]
    assert goal["sentence"] in rows[f"{goal['title']}, 25.0% by 2028"]


async def test_every_sentence_of_the_json_is_on_the_page(house: House) -> None:
    pack = (await house.oversight.get(PACK, REGULATOR)).json()
    words = " ".join(" ".join((await page(house)).words).split())
    said = [metric["sentence"] for metric in pack["metrics"]]
    said += [metric["trend"]["sentence"] for metric in pack["metrics"]]
    said += [each["sentence"] for metric in pack["metrics"] for each in metric["comparisons"] if not each["reason"]]
    said += [line["reason"] for line in pack["evaluations"] if line["result"] == "suggested"]
    said += [pack["action_plan"]["sentence"], pack["return_life"]["sentence"], *pack["caveats"]]
    assert len(said) > 30
    assert [each for each in said if " ".join(each.split()) not in words] == []


async def test_every_note_names_an_address_and_every_figure_a_note(house: House) -> None:
    found = await page(house)
    notes = [each for each in found.of("id") if each.startswith("note-")]
    used = {link[1:] for link in found.of("href", "a") if link.startswith("#note-")}
    assert used == set(notes)
    assert len(notes) > 10


async def test_what_a_body_wrote_is_text_and_never_markup(house: House) -> None:
    name = '<script>alert("x")</script> & Sons'
    body = {"name": name, "type": "acute", "region": "Y56"}
    assert (await house.indicators.put("/v1/organisations/RX2", body)).is_success
    answer = await house.oversight.get("/v1/organisations/RX2/well-led?year=2018&format=html", REGULATOR)
    assert "<script" not in answer.text
    assert name in "".join(Page(answer.text).words)


async def test_a_browser_gets_the_page_and_a_client_the_json(house: House) -> None:
    for accept, form in ((BROWSER, "text/html"), ("application/json", "application/json"), ("text/csv", "text/csv")):
        answer = await house.oversight.get(PACK, REGULATOR, headers={"accept": accept})
        assert answer.headers["content-type"].startswith(form)
        again = {"accept": accept, "if-none-match": answer.headers["etag"]}
        assert (await house.oversight.get(PACK, REGULATOR, headers=again)).status_code == 304
    forced = await house.oversight.get(f"{PACK}&format=json", REGULATOR, headers={"accept": BROWSER})
    assert forced.headers["content-type"] == "application/json"


def points(*values: float | None) -> list[YearPoint]:
    return [
        YearPoint(
            2016 + place, value, None if value is None else value - 1.0, None, None if value else "not-collected"
        )
        for place, value in enumerate(values)
    ]


def test_a_chart_stands_where_its_figures_say() -> None:
    drawn = trend_chart(points(1.0, None, 3.0), "ratio")
    assert drawn is not None
    first, last = drawn.marks
    assert (first.year, last.year) == (2016, 2018)
    assert first.y == drawn.parity
    assert 0 < last.y < first.y < HEIGHT, "a larger value stands higher, and a ratio of 1 on the line of parity"
    assert first.low is not None
    assert first.low - first.y == pytest.approx((first.y - last.y) / 2), "one unit down is half of two up"
    assert first.high is None
    assert 0 < first.x < last.x < WIDTH


def test_a_chart_needs_two_years_and_survives_one_value_throughout() -> None:
    assert trend_chart(points(1.0, None), "ratio") is None
    flat = trend_chart([YearPoint(year, 5.0, None, None, None) for year in (2017, 2018)], "percent")
    assert flat is not None
    assert (flat.parity, flat.marks[0].y) == (None, HEIGHT / 2)


def test_a_bar_never_leaves_its_box() -> None:
    for share, target in ((0.0, 0.2), (0.5, None), (0.95, 0.3), (0.1, 1.0)):
        drawn = share_bar(share, target)
        assert drawn is not None
        assert 0 <= drawn.share <= WIDTH
        assert drawn.target is None or 0 <= drawn.target <= WIDTH
    assert share_bar(None, 0.2) is None
