"""Assessments over HTTP, on both databases: one body, all bodies, alerts between two instants, and kept reviews."""

import csv
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.settings import Settings
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    House,
    commissioner,
    open_house,
    provider,
    publish,
    refused,
)
from tests.documents import complete
from tests.servers import ROOT

NEW = """
key = "bakery-2018"
version = "7"
title = "A framework that nobody wrote code for"
body = "The Guild"
assesses = ["acute", "ccg"]
computed_by = "Computed by us."
arranged_by = "themes"
triggers = "potential_support_need"
caveats = ["None to speak of."]
in_force = { from = 2017-11-01, to = 2019-08-22, confidence = "published", note = "Invented." }
scale = { name = "segment", values = ["1", "2"], confidence = "published" }
source = { title = "Invented", confidence = "published", note = "Invented." }
review = { author = "Somebody", reviewed_on = 2030-01-01 }

[[questions]]
id = "crust"
title = "Crust"
asks = "Is it crisp?"
confidence = "published"

[[questions]]
id = "crumb"
title = "Crumb"
asks = "Is it open?"
confidence = "published"

[[metrics]]
id = "S7"
title = "Appointment from shortlisting"
indicator = "2"
measure = "rate_ratio"
direction = "parity_is_good"
questions = ["crust", "crumb"]
why = "Because."
confidence = "published"
wording = { figures = "A ratio of {value}.", favours_reference = "One way.", favours_interest = "The other." }

[[metrics]]
id = "S8"
title = "Harassed by staff"
indicator = "6"
measure = "gap"
direction = "parity_is_good"
minimum_denominator = 11
questions = ["crust"]
why = "Because."
confidence = "published"
wording = { figures = "A gap of {value}.", favours_reference = "One way.", favours_interest = "The other." }

[[recorded]]
id = "sick"
title = "Sickness absence"
figure = "sickness-absence"
direction = "low_is_good"
questions = ["crumb"]
why = "Because."
confidence = "unconfirmed"

[aspiration]
bands = ["bands_8a_to_vsm"]
questions = ["crust"]
why = "Because."
confidence = "published"

[submission]
questions = ["crumb"]
why = "Because."
confidence = "published"

[[records]]
id = "plan"
title = "Action plan"
record = "action_plan"
questions = ["crumb"]
why = "Because."
confidence = "published"

[[rules]]
id = "ratio-high"
looks_at = "metric"
only = ["S7"]
reason = "{title}: the ratio is {value}, above 1.25."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "value", comparison = "above", threshold = 1.25 }]

[[rules]]
id = "gap-wide"
looks_at = "metric"
only = ["S8"]
reason = "{title}: the gap is {value}."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "value", comparison = "above", threshold = 4.5 }]

[[rules]]
id = "sick-high"
looks_at = "recorded"
reason = "{title}: {value}, above 5 %."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "value", comparison = "above", threshold = 5 }]

[[rules]]
id = "no-goal"
looks_at = "aspiration"
reason = "{title}: {status}."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "status", comparison = "equals", threshold = "no_goal" }]

[[rules]]
id = "no-return"
looks_at = "submission"
reason = "{title}: none is published."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "published", comparison = "equals", threshold = false }]

[[rules]]
id = "no-plan"
looks_at = "record"
reason = "{title}: nothing is on record."
enquiry = "Why?"
confidence = "unconfirmed"
when = [{ value = "held", comparison = "equals", threshold = false }]
"""
ONE = "/v1/organisations/RX1/assessments/bakery-2018?year=2018"
ALL = "/v1/assessments/bakery-2018?year=2018"
TRUSTS = ("RX1", "RX2", "RX3", "RX4")


def appointed(ods: str, bme: int, year: int = 2018) -> dict[str, Any]:
    """A return where 240 of 3,015 white and ``bme`` of 755 BME people on the shortlist were appointed."""
    recruitment = {
        "shortlisted": {"white": 3015, "bme": 755, "unknown": 20},
        "appointed": {"white": 240, "bme": bme, "unknown": 1},
    }
    survey = {
        "year": year - 1,
        "harassment_public": {},
        "harassment_staff": {
            "white": {"percent": 23.0, "respondents": 900},
            "bme": {"percent": 28.0, "respondents": 140},
        },
        "equal_opportunities": {},
        "discrimination": {},
    }
    stated = complete(organisation=ods, year=year, snapshot=None, recruitment=recruitment, staff_survey=survey)
    return stated | {"edition": None}


async def put_return(house: House, ods: str, bme: int) -> None:
    answer = await house.indicators.put(f"/v1/organisations/{ods}/returns/2018", appointed(ods, bme))
    assert answer.is_success, answer.text
    await publish(house.indicators, ods, 2018)


@pytest.fixture
async def house(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = tmp_path_factory.mktemp("frameworks")
    (folder / "bakery-2018.toml").write_text(NEW, encoding="utf-8")
    async with open_house(settings.model_copy(update={"frameworks": folder})) as opened:
        for ods in TRUSTS:
            body = {"name": f"Trust {ods}", "type": "acute", "region": "Y56"}
            assert (await opened.indicators.put(f"/v1/organisations/{ods}", body)).is_success
        for ods in ("Q01", "RA9"):
            body = {"name": f"Body {ods}", "type": "ccg" if ods == "Q01" else "ambulance", "region": "Y58"}
            assert (await opened.indicators.put(f"/v1/organisations/{ods}", body)).is_success
        for ods in TRUSTS[:3]:
            await put_return(opened, ods, bme=60)
        yield opened


async def read(house: House, path: str, caller: Any = REGULATOR) -> dict[str, Any]:
    answer = await house.oversight.get(path, caller)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def metrics(assessment: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {metric["id"]: metric for theme in assessment["themes"] for metric in theme["metrics"]}


async def test_a_framework_added_as_a_file_is_served_and_evaluated(house: House) -> None:
    listed = await read(house, "/v1/frameworks")
    assert "bakery-2018" in {each["key"] for each in listed["items"]}
    found = await read(house, ONE)
    assert (found["framework"]["key"], found["framework"]["version"]) == ("bakery-2018", "7")
    assert [theme["id"] for theme in found["themes"]] == ["crust", "crumb"]
    told = metrics(found)
    # 240 of 3,015 over 60 of 755: 0.0796 to 0.0795, a ratio of 1.0017.
    assert told["S7"]["value"] == pytest.approx(240 / 3015 / (60 / 755), abs=1e-4)
    assert told["S7"]["triggered"] is False
    assert told["S7"]["threshold"] == "value above 1.25"
    assert told["S7"]["source"]["href"] == "/v1/organisations/RX1/indicators?year=2018"
    assert (told["S8"]["value"], told["S8"]["triggered"]) == (5.0, True)
    assert told["S8"]["reason"] == "Harassed by staff: the gap is 5.0 percentage points."
    assert (told["sick"]["triggered"], told["sick"]["missing"]) == (None, "not-recorded")
    assert told["aspiration/all/bands_8a_to_vsm"]["value"] == "no_goal"
    assert (told["plan"]["value"], told["plan"]["triggered"]) == (False, True)
    assert found["summary"].startswith(
        "3 of 6 pieces of evidence point to a potential support need under Crust, Crumb."
    )
    assert found["missing"] == [
        {
            "id": "sick",
            "title": "Sickness absence",
            "reason": "not-recorded",
            "sentence": "Sickness absence: no figure is recorded for 2018.",
        }
    ]
    assert found["official"] is None


async def test_the_framework_s_own_outcome_stands_beside_and_changes_nothing_that_is_computed(house: House) -> None:
    before = await read(house, ONE)
    outcome = {"rating": "2", "date": "2018-09-01", "source": "Published list of segments"}
    path = "/v1/organisations/RX1/official-outcomes/bakery-2018"
    assert (await house.oversight.put(path, outcome, OVERSIGHT)).status_code == 201
    after = await read(house, ONE)
    assert after["official"] == {"rating": "2", "date": "2018-09-01", "source": "Published list of segments"}
    assert {**after, "official": None} == before


async def test_one_and_all_say_the_same_of_a_body_and_a_body_without_a_return_is_among_them(house: House) -> None:
    one, feed = await read(house, ONE), await read(house, ALL)
    assert [item["organisation"] for item in feed["items"]] == ["Q01", *TRUSTS]
    own = next(item for item in feed["items"] if item["organisation"] == "RX1")
    assert (own["summary"], own["triggered"]) == (one["summary"], one["triggered"])
    for name, metric in metrics(own).items():
        whole = metrics(one)[name]
        assert {**metric, "source": None} == {key: whole[key] for key in metric if key != "source"} | {"source": None}
    empty = next(item for item in feed["items"] if item["organisation"] == "RX4")
    assert metrics(empty)["S7"]["missing"] == "not-published"
    assert metrics(empty)["wres_return"]["triggered"] is True
    assert "RA9" not in {item["organisation"] for item in feed["items"]}, "an ambulance trust is not assessed"


async def test_the_feed_is_conditional_filtered_and_in_pages(house: House) -> None:
    answer = await house.oversight.get(ALL, REGULATOR)
    tag = {"if-none-match": answer.headers["etag"]}
    assert (await house.oversight.get(ALL, REGULATOR, headers=tag)).status_code == 304
    await house.oversight.put(
        "/v1/organisations/RX2/figures/sickness-absence?year=2018",
        {"value": 5.5, "published_on": "2018-06-01", "source": "NHS workforce statistics"},
    )
    changed = await house.oversight.get(ALL, REGULATOR, headers=tag)
    assert changed.status_code == 200
    own = {item["organisation"]: metrics(item)["sick"] for item in changed.json()["items"]}
    assert own["RX2"]["reason"] == "Sickness absence: 5.5%, above 5 %."
    assert own["RX1"]["triggered"] is None
    assert [each["organisation"] for each in (await read(house, ALL + "&type=ccg"))["items"]] == ["Q01"]
    assert (await read(house, ALL + "&region=Y59"))["reason"] == "No registered organisation fits what was asked for."
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await read(house, f"{ALL}&limit=2{f'&cursor={cursor}' if cursor else ''}")
        assert page["total"] == 5
        seen += [item["organisation"] for item in page["items"]]
        cursor = page["next"]
    assert seen == ["Q01", *TRUSTS]


async def test_the_feed_as_csv_holds_the_figures_of_the_json(house: House) -> None:
    feed = await read(house, ALL)
    text = (await house.oversight.get(ALL + "&format=csv", REGULATOR)).text
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = [
        (item["organisation"], theme["id"], metric["id"], metric["value"], metric["triggered"])
        for item in feed["items"]
        for theme in item["themes"]
        for metric in theme["metrics"]
    ]
    assert len(rows) == len(expected)
    for row, (ods, theme, name, value, triggered) in zip(rows, expected, strict=True):
        assert (row["organisation"], row["theme"], row["metric"]) == (ods, theme, name)
        assert row["triggered"] == {True: "True", False: "False", None: ""}[triggered]
        if isinstance(value, float):
            assert float(row["value"]) == value


async def test_the_same_state_gives_the_same_bytes_and_an_instant_gives_what_was_known(house: House) -> None:
    first = await house.oversight.get(ONE, REGULATOR)
    assert (await house.oversight.get(ONE, OVERSIGHT)).content == first.content
    instant = await known_now(house)
    await put_return(house, "RX1", bme=30)
    later = await read(house, ONE)
    assert (later["revision"], metrics(later)["S7"]["triggered"]) == (2, True)
    past = await house.oversight.get(f"{ONE}&as_of={instant}", REGULATOR)
    assert past.content == first.content


async def known_now(house: House) -> str:
    """The instant of the newest write about any of the trusts: everything so far was known by then."""
    pages = [(await house.indicators.get(f"/v1/organisations/{ods}/audit")).json() for ods in TRUSTS]
    instant: str = max(entry["at"] for page in pages for entry in page["items"])
    return instant


async def test_alerts_name_exactly_the_bodies_whose_rules_moved(house: House) -> None:
    since = await known_now(house)
    nothing = await read(house, f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}")
    assert (nothing["items"], nothing["total"]) == ([], 0)
    # Published again: one ratio rises over the line, one stays under it, and a first return comes in.
    await put_return(house, "RX1", bme=30)
    await put_return(house, "RX2", bme=55)
    await put_return(house, "RX4", bme=60)
    found = await read(house, f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}")
    moved = {(each["organisation"], each["rule"], each["movement"]) for each in found["items"]}
    assert moved == {
        ("RX1", "ratio-high", "newly_triggered"),
        ("RX4", "gap-wide", "newly_triggered"),
        ("RX4", "no-return", "cleared"),
    }
    assert found["organisations"] == ["RX1", "RX4"]
    alert = next(each for each in found["items"] if each["organisation"] == "RX1")
    assert alert["reason"] == "Appointment from shortlisting: the ratio is 2.00, above 1.25."
    assert (alert["before"]["revision"], alert["after"]["revision"]) == (1, 2)
    assert alert["themes"] == ["crust", "crumb"]
    until = await known_now(house)
    await put_return(house, "RX1", bme=60)
    cleared = await read(house, f"/v1/assessments/bakery-2018/alerts?year=2018&since={until}")
    assert [(each["organisation"], each["movement"]) for each in cleared["items"]] == [("RX1", "cleared")]
    again = await read(house, f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}&until={until}")
    assert again["items"] == found["items"]
    text = (
        await house.oversight.get(
            f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}&until={until}&format=csv", REGULATOR
        )
    ).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["organisation"], row["rule"], row["reason"]) for row in rows] == [
        (each["organisation"], each["rule"], each["reason"]) for each in found["items"]
    ]


async def test_figures_of_too_few_people_raise_no_alert(house: House) -> None:
    since = await known_now(house)
    small = appointed("RX3", 60) | {
        "recruitment": {
            "shortlisted": {"white": 9, "bme": 9, "unknown": 0},
            "appointed": {"white": 4, "bme": 1, "unknown": 0},
        }
    }
    assert (await house.indicators.put("/v1/organisations/RX3/returns/2018", small)).is_success
    await publish(house.indicators, "RX3", 2018)
    found = await read(house, f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}")
    assert (found["items"], found["too_few_people"]) == ([], 1)


async def test_a_review_is_kept_as_it_stood_and_compared_with_the_next(house: House) -> None:
    order = {"framework": "bakery-2018", "year": 2018, "note": "First."}
    answer = await house.oversight.post("/v1/reviews", order, NATIONAL_TEAM)
    assert answer.status_code == 201, answer.text
    first = answer.json()
    assert answer.headers["location"] == f"/v1/reviews/{first['id']}"
    assert first["id"] == "bakery-2018.2018.1"
    standing = {each["evidence"]: each for each in first["standings"]}
    assert standing["S7"]["clear"] == ["RX1", "RX2", "RX3"]
    assert standing["S7"]["not_assessable"] == ["Q01", "RX4"]
    await put_return(house, "RX1", bme=30)
    await put_return(house, "RX2", bme=30)
    assert (await read(house, f"/v1/reviews/{first['id']}")) == first, "a kept review does not move"
    second = (await house.oversight.post("/v1/reviews", order, NATIONAL_TEAM)).json()
    assert second["inputs"] != first["inputs"]
    compared = await read(house, f"/v1/reviews/{second['id']}/comparison?with={first['id']}")
    moved = {each["evidence"]: each for each in compared["movements"]}
    assert (moved["S7"]["newly_triggered"], moved["S7"]["cleared"]) == (["RX1", "RX2"], [])
    assert (moved["S7"]["both"], moved["S7"]["earlier"], moved["S7"]["later"]) == (3, 0, 2)
    # Two moved, both the same way: 2 · (1/2)² = 0.5.
    assert moved["S7"]["p_value"] == 0.5
    assert moved["S8"]["p_value"] is None
    listed = await read(house, "/v1/reviews?framework=bakery-2018")
    assert [each["id"] for each in listed["items"]] == [first["id"], second["id"]]
    bands = {each["band"]: each for each in first["aspiration"]["bands"]}
    england = await house.trajectory.get("/v1/areas/england/trajectories?year=2018&horizon=2028", REGULATOR)
    own = next(
        each
        for each in england.json()["trajectories"]
        if (each["staff_group"], each["band"]) == ("all", "bands_8a_to_vsm")
    )
    assert bands["bands_8a_to_vsm"]["interest"] == own["baseline"]["interest"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/organisations/RX1/assessments/nothing-2018?year=2018", 404, "not-found"),
        ("/v1/assessments/nothing-2018?year=2018", 404, "not-found"),
        ("/v1/organisations/RX1/assessments/bakery-2018?year=2016", 422, "not-in-force"),
        ("/v1/assessments/bakery-2018?year=2020", 422, "not-in-force"),
        ("/v1/organisations/RA9/assessments/bakery-2018?year=2018", 422, "not-assessed-by-this-framework"),
        ("/v1/organisations/RX9/assessments/bakery-2018?year=2018", 404, "not-found"),
        ("/v1/organisations/RX1/assessments/bakery-2018", 422, "missing"),
        ("/v1/assessments/bakery-2018?year=2018&cursor=%21", 422, "cursor"),
        ("/v1/assessments/bakery-2018?year=2018&as_of=2999-01-01T00:00:00Z", 422, "value-error"),
        ("/v1/assessments/bakery-2018/alerts?year=2018", 422, "missing"),
        (
            "/v1/assessments/bakery-2018/alerts?year=2018&since=2024-01-02T00:00:00Z&until=2024-01-01T00:00:00Z",
            422,
            "not-after-since",
        ),
        ("/v1/reviews/bakery-2018.2018.9", 404, "not-found"),
    ],
)  # fmt: skip
async def test_what_cannot_be_assessed_is_refused_with_the_reason(
    house: House, path: str, status: int, code: str
) -> None:
    answer = await house.oversight.get(path, REGULATOR)
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert code in {problem["code"], *(each["code"] for each in problem["errors"])}


async def test_a_review_of_no_framework_or_a_year_out_of_force_is_refused_and_nothing_is_kept(house: House) -> None:
    for order in ({"framework": "nothing-2018", "year": 2018}, {"framework": "bakery-2018", "year": 2020}):
        assert (await house.oversight.post("/v1/reviews", order, NATIONAL_TEAM)).status_code == 422
    assert (await read(house, "/v1/reviews"))["total"] == 0


@pytest.mark.parametrize(
    ("caller", "sees"),
    [
        (ADMINISTRATOR, True),
        (NATIONAL_TEAM, True),
        (REGULATOR, True),
        (OVERSIGHT, True),
        (provider("RX1"), False),
        (commissioner("Q01"), False),
        (PUBLIC, False),
    ],
    ids=lambda each: each.client if hasattr(each, "client") else str(each),
)
async def test_alerts_and_reviews_are_for_those_who_see_every_body(house: House, caller: Any, sees: bool) -> None:
    since = await known_now(house)
    expected = 200 if sees else refused(caller)
    alerts = f"/v1/assessments/bakery-2018/alerts?year=2018&since={since}"
    assert (await house.oversight.get(alerts, caller)).status_code == expected
    assert (await house.oversight.get("/v1/reviews", caller)).status_code == expected
    run = await house.oversight.post("/v1/reviews", {"framework": "bakery-2018", "year": 2018}, caller)
    assert run.status_code == (201 if caller in (ADMINISTRATOR, NATIONAL_TEAM) else refused(caller))


@pytest.mark.parametrize(
    ("caller", "goals", "records"),
    [
        (REGULATOR, True, True),
        (provider("RX1"), True, True),
        (provider("RX2"), False, False),
        (commissioner("Q01"), False, False),
        (PUBLIC, False, False),
    ],
    ids=["regulator", "itself", "another", "not-its-commissioner", "public"],
)
async def test_goals_and_records_are_told_to_those_entitled_and_figures_are_controlled_for_others(
    house: House, caller: Any, goals: bool, records: bool
) -> None:
    told = metrics(await read(house, ONE, caller))
    assert (told["aspiration/all/bands_8a_to_vsm"]["missing"] == "not-visible") is not goals
    assert (told["plan"]["missing"] == "not-visible") is not records
    exact = metrics(await read(house, ONE))["S7"]["value"]
    own = (await house.indicators.get("/v1/organisations/RX1/indicators?year=2018&indicator=2", caller)).json()
    ratio = next(each for each in own["results"] if each["measure"] == "rate_ratio")
    assert told["S7"]["value"] == ratio["value"]
    if goals:
        assert told["S7"]["value"] == exact


async def test_a_draft_is_no_evidence_for_anybody(house: House) -> None:
    before = await house.oversight.get(ONE, REGULATOR)
    answer = await house.indicators.put("/v1/organisations/RX1/returns/2018", appointed("RX1", 15))
    assert answer.is_success
    assert (await house.oversight.get(ONE, REGULATOR)).content == before.content
    assert (await house.oversight.get(ONE, provider("RX1"))).content == before.content


async def test_a_broken_file_of_the_installation_s_own_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    broken = NEW.replace('figure = "sickness-absence"', 'figure = "sickness"')
    (tmp_path / "bakery-2018.toml").write_text(broken, encoding="utf-8")
    line = broken[: broken.index('figure = "sickness"')].count("\n") + 1
    words = rf"bakery-2018\.toml, line {line}: recorded\[0\]\.figure: 'sickness' is not one of"
    with pytest.raises(ValueError, match=words):
        async with open_house(settings.model_copy(update={"frameworks": tmp_path})):
            pass
    (tmp_path / "bakery-2018.toml").unlink()
    (tmp_path / "cqc-well-led-2017.toml").write_text(NEW, encoding="utf-8")
    with pytest.raises(ValueError, match="comes with the product"):
        async with open_house(settings.model_copy(update={"frameworks": tmp_path})):
            pass


async def test_the_guide_s_example_is_loaded_and_evaluated_as_it_stands(settings: Settings, tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    (example,) = (each for each in re.findall(r"```toml\n(.*?)```", guide, re.S) if each.startswith("key = "))
    (tmp_path / "example-2030.toml").write_text(example, encoding="utf-8")
    async with open_house(settings.model_copy(update={"frameworks": tmp_path})) as opened:
        body = {"name": "Body RX1", "type": "acute", "region": "Y56"}
        assert (await opened.indicators.put("/v1/organisations/RX1", body)).is_success
        document = complete(year=2030, snapshot=None) | {"edition": None}
        assert (await opened.indicators.put("/v1/organisations/RX1/returns/2030", document)).is_success
        await publish(opened.indicators, "RX1", 2030)
        found = await read(opened, "/v1/organisations/RX1/assessments/example-2030?year=2030")
        people = next(each for each in found["themes"] if each["id"] == "people")
        values = {each["id"]: each["value"] for each in people["metrics"]}
        indicators = (await opened.indicators.get("/v1/organisations/RX1/indicators?year=2030")).json()["results"]
        assert values["appointment"] == next(each["value"] for each in indicators if each["indicator"] == "2")
        assert {each["id"] for each in found["themes"]} == {"people", "finance"}
