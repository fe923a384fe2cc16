"""Standards as the service shows them, and counts computed by one of them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.settings import Settings
from tests.callers import PUBLIC, House, open_house
from tests.documents import complete

Counts = dict[str, int]


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


def row(item: str, **counts: int) -> dict[str, Any]:
    return {"item": item, "counts": counts}


def of_disability(item: str, non_disabled: int, disabled: int, unknown: int = 0) -> dict[str, Any]:
    return row(item, non_disabled=non_disabled, disabled=disabled, unknown=unknown)


WDES = {
    "year": 2023,
    "counts": [
        of_disability("workforce/non_clinical/bands_1_to_4", 900, 80, 20),
        of_disability("recruitment/shortlisted", 400, 100),
        of_disability("recruitment/appointed", 80, 10),
        of_disability("capability/entered", 9, 4),
        of_disability("board/voting/executive", 5, 1),
    ],
}


async def computed(house: House, key: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await house.indicators.post(f"/v1/standards/{key}/compute", body, PUBLIC)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def one(answer: dict[str, Any], indicator: str, measure: str, part: dict[str, str] | None = None) -> dict[str, Any]:
    (found,) = (
        result
        for result in answer["results"]
        if (result["indicator"], result["measure"], result["part"]) == (indicator, measure, part)
    )
    return dict(found)


async def test_every_standard_is_listed_and_shown_whole(house: House) -> None:
    listed = (await house.indicators.get("/v1/standards", PUBLIC)).json()
    assert [line["key"] for line in listed["items"]] == ["bank-wres", "wdes", "wres"]
    for line in listed["items"]:
        shown = (await house.indicators.get(line["href"], PUBLIC)).json()
        assert [indicator["id"] for indicator in shown["indicators"]] == line["indicators"]
        assert set(shown["groups"]) == {"reference", "interest", "unknown"}
        assert shown["layout"]["whole"] in shown["layout"]["tree"]
        assert {indicator["basis"] for indicator in shown["indicators"]} <= {"published", "known", "assumed"}
    missing = await house.indicators.get("/v1/standards/wedding", PUBLIC)
    assert missing.status_code == 404
    assert "bank-wres, wdes, wres" in missing.json()["detail"]


async def test_the_wres_shows_its_editions_and_where_a_series_breaks(house: House) -> None:
    shown = (await house.indicators.get("/v1/standards/wres", PUBLIC)).json()
    assert shown["breaks"] == {"7": [2022]}
    editions = {edition["key"]: edition for edition in shown["editions"]}
    assert editions["wres-2016"]["window_years"] == 2
    assert editions["wres-2019"]["survey_items"]["harassment_public"] == "Q13a"
    assert editions["wres-2024"]["senior"] == "bands_8c_to_vsm"
    assert editions["wres-2024"]["assumed"]
    (discipline,) = (each for each in shown["indicators"] if each["id"] == "3")
    assert discipline["measures"][0] | {"parts": None} == {
        "name": "rate_ratio",
        "operator": "rate_ratio",
        "group": "bme",
        "top": "bme",
        "welcome": False,
        "window_years": None,
        "unit": "ratio",
        "orientation": "bme_over_white",
        "polarity": "closer_to_parity",
        "parity": 1.0,
        "parts": None,
    }
    assert discipline["measures"][0]["parts"] == [
        {"of": "disciplinary/entered", "against": "disciplinary/staff", "part": None}
    ]


async def test_results_carry_the_standard_s_own_names(house: House) -> None:
    answer = await computed(house, "wdes", WDES)
    assert answer["edition"]["key"] == "wdes-2019"
    appointment = one(answer, "2", "rate_ratio")
    assert (appointment["value"], appointment["orientation"]) == (2.0, "non_disabled_over_disabled")
    assert set(appointment["groups"]) == {"non_disabled", "disabled", "unknown"}
    capability = one(answer, "3", "rate_ratio")
    assert capability["value"] == 5.0
    assert capability["groups"]["disabled"]["rate"] == 2.5
    board = one(answer, "10", "gap", {"membership": "all", "group": "disabled"})
    assert board["value"] == round(100 / 6 - 8, 4)
    assert "bme" not in str(answer)


async def test_the_same_return_gives_the_same_results_by_either_address(house: House) -> None:
    document = complete(edition="wres-2018")
    own = await house.indicators.post("/v1/indicators:compute", document, PUBLIC)
    rows = [
        {"item": f"workforce/{cell['staff_group']}/{cell['band']}", "counts": _groups(cell)}
        for cell in document["workforce"]
    ]
    rows += [
        {"item": f"recruitment/{name}", "counts": _groups(cell)} for name, cell in document["recruitment"].items()
    ]
    rows.append({"item": "disciplinary/entered", "counts": _groups(document["disciplinary"]["entered"])})
    rows.append({"item": "training/accessed", "counts": _groups(document["training"]["accessed"])})
    rows += [{"item": _seat(cell), "counts": _groups(cell)} for cell in document["board"]]
    survey = {name: given for name, given in document["staff_survey"].items() if name != "year" and given}
    body = {"year": 2018, "window_years": 1, "counts": _added(rows), "survey": survey}
    declared = [result for result in own.json()["results"] if result["indicator"] != "ethnicity-pay-gap"]
    assert (await computed(house, "wres", body))["results"] == declared


def _groups(cell: dict[str, Any]) -> Counts:
    return {name: cell.get(name, 0) for name in ("white", "bme", "unknown")}


def _seat(cell: dict[str, Any]) -> str:
    voting, executive = (
        "voting" if cell["voting"] else "non_voting",
        "executive" if cell["executive"] else "non_executive",
    )
    return f"board/{voting}/{executive}"


def _added(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[str, Counts] = {}
    for each in rows:
        sum_of = sums.setdefault(each["item"], dict.fromkeys(each["counts"], 0))
        sums[each["item"]] = {name: sum_of[name] + count for name, count in each["counts"].items()}
    return [{"item": item, "counts": counts} for item, counts in sums.items()]


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"counts": [of_disability("workforce/all/all", 1, 1)]}, "$.counts[0].item", "unknown-item"),
        (
            {
                "counts": [
                    of_disability("recruitment/shortlisted", 1, 1),
                    of_disability("recruitment/shortlisted", 1, 1),
                ]
            },
            "$.counts[1].item",
            "repeated-item",
        ),
        (
            {"counts": [row("recruitment/shortlisted", white=1, non_disabled=1, disabled=1)]},
            "$.counts[0].counts.white",
            "unknown-group",
        ),
        ({"counts": [row("recruitment/shortlisted", disabled=1)]}, "$.counts[0].counts.non_disabled", "missing"),
        (
            {"counts": [of_disability("recruitment/shortlisted", -1, 1)]},
            "$.counts[0].counts.non_disabled",
            "greater-than-equal",
        ),
        (
            {
                "counts": [
                    of_disability("recruitment/shortlisted", 9, 9),
                    of_disability("recruitment/appointed", 3, 10),
                ]
            },
            "$.counts[1].counts.disabled",
            "more-than-everybody",
        ),
        ({"edition": "wres-2019"}, "$.edition", "unknown-edition"),
        ({"year": 2016}, "$.year", "unknown-edition"),
        ({"survey": {"harassment_public": {}}}, "$.survey.harassment_public", "unknown-question"),
    ],
)
async def test_a_fault_is_named_by_its_row_and_field(
    house: House, change: dict[str, Any], path: str, code: str
) -> None:
    answer = await house.indicators.post("/v1/standards/wdes/compute", WDES | change, PUBLIC)
    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["errors"]
    assert (fault["path"], fault["code"]) == (path, code)
    if path.startswith("$.counts"):
        assert fault["row"] == int(path[9])
        assert fault["column"] == path.rpartition(".")[2]


async def test_survey_answers_of_unknown_groups_are_refused_and_an_edition_changes_the_window(house: House) -> None:
    answers = {"harassment_public": {"unknown": {"percent": 1.0, "respondents": 10}}}
    body = {"year": 2023, "counts": [], "survey": answers}
    refused = await house.indicators.post("/v1/standards/wres/compute", body, PUBLIC)
    assert [fault["path"] for fault in refused.json()["errors"]] == ["$.survey.harassment_public.unknown"]
    staff = [row("workforce/non_clinical/5", white=1000, bme=500), row("disciplinary/entered", white=40, bme=20)]
    rates = {}
    for edition in ("wres-2016", "wres-2019"):
        answer = await computed(house, "wres", {"year": 2019, "edition": edition, "counts": staff})
        assert answer["edition"]["key"] == edition
        rates[edition] = one(answer, "3", "rate_ratio")["groups"]["white"]["rate"]
    assert rates == {"wres-2016": 2.0, "wres-2019": 4.0}
