"""An attacker without a key takes everything that the service shows of a region, and solves for what is hidden.

The figures come over HTTP, as anybody gets them. Every count in them becomes a known figure: a shown one lies within
its rounding, a hidden one of one body below the threshold, and any other that is not shown is any number. The same
attack on releases of many shapes is in the tests of the release.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from indicators_service import demonstration, documents
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.loading import load_demonstration
from indicators_service.schemas.annual_return import ReturnIn
from services.database import open_database
from services.settings import Settings
from tests.callers import PUBLIC, House, open_house
from tests.databases import migrated
from tests.disclosure_attack import Attack
from tests.disclosure_seen import GROUPS, known_of, seen_in, seen_of_workforce

REGION: Final = "Y58"
YEARS: Final = (2017, 2018)
NEWEST: Final = 2018

Answer = Mapping[str, Any]
Key = tuple[str, str, tuple[tuple[str, str], ...]]
"""Indicator, measure and part of a result."""


@dataclass(frozen=True)
class Public:
    """What the service shows of a region: which bodies its areas have, and answers by body or area and year.

    ``workforces`` has the people in every stratum of the bodies, by year.
    """

    codes: Sequence[str]
    areas: Mapping[str, Sequence[int]]
    answers: Mapping[tuple[str, int], Answer]
    workforces: Mapping[int, Answer]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder: Path = tmp_path_factory.mktemp("attacked")
    settings = Settings(data=folder, log_level="ERROR")
    await migrated(settings)
    database = open_database(settings, "indicators")
    await load_demonstration(database, settings)
    await database.engine.dispose()
    async with open_house(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
async def public(house: House) -> Public:
    listed = (await read(house, f"/v1/organisations?region={REGION}&limit=500"))["items"]
    areas: dict[str, list[int]] = {}
    for place, body in enumerate(listed):
        if body["type"] != "arms_length_body":
            for area in (f"region:{REGION}", f"ics:{body['ics']}"):
                areas.setdefault(area, []).append(place)
    codes = [body["ods"] for body in listed]
    paths = {ods: f"/v1/organisations/{ods}" for ods in codes} | {area: f"/v1/areas/{area}" for area in areas}
    answers = {
        (name, year): await read(house, f"{path}/indicators?year={year}")
        for name, path in paths.items()
        for year in YEARS
    }
    workforces = {year: await read(house, f"/v1/workforce?year={year}&region={REGION}") for year in YEARS}
    return Public(codes, areas, answers, workforces)


async def read(house: House, path: str) -> Any:
    answer = await house.indicators.get(path, PUBLIC)
    assert answer.status_code == 200, answer.text
    return answer.json()


def exact_counts(codes: Sequence[str], year: int) -> Tally:
    own = {each["organisation"]: each for each in demonstration.returns(year)}
    return tally_of([documents.annual_return(ReturnIn.model_validate(own[ods])) for ods in codes])


@pytest.mark.parametrize(("year", "group"), [(2017, "bme"), (NEWEST, "white"), (NEWEST, "bme"), (NEWEST, "unknown")])
async def test_nothing_hidden_can_be_solved_for_from_all_that_is_public_of_a_region(
    public: Public, year: int, group: str
) -> None:
    exact, known = exact_counts(public.codes, year), []
    of = {ods: [place] for place, ods in enumerate(public.codes)} | dict(public.areas)
    for name, bodies in of.items():
        seen = seen_in([public.answers[name, year]])
        known += known_of(name, seen_of_workforce(public.workforces[year], name) | seen, exact, bodies, group)
    assert sum(each.hidden for each in known) > 1000
    assert Attack(known).found() == []


def results_of(public: Public) -> Iterator[tuple[str, int, Answer]]:
    for (name, year), answer in public.answers.items():
        for result in answer["results"]:
            yield name, year, result


async def test_the_workforce_of_all_shows_no_count_that_a_bodys_own_answer_hides(public: Public) -> None:
    compared = 0
    for (name, year), answer in public.answers.items():
        own, all_together = seen_in([answer]), seen_of_workforce(public.workforces[year], name)
        assert (name in public.areas) == (not all_together)
        for cell in own.keys() & all_together.keys():
            assert all_together[cell] in (None, own[cell]), (name, year, cell)
            compared += 1
    assert compared > 5000


async def test_a_result_that_is_suppressed_tells_no_figure_of_its_counts(public: Public) -> None:
    silent = ("value", "display", "interval", "p_value", "test", "four_fifths", "significant", "favours")
    suppressed = [each for each in results_of(public) if each[2]["reason"] == "suppressed"]
    assert len(suppressed) > 5000
    for name, year, result in suppressed:
        assert [result[field] for field in silent] == [None] * len(silent), (name, year)
        if result["measure"] not in ("percentage", "gap") or result["indicator"] in ("1", "9"):
            shown = [count for figures in result["groups"].values() for count in figures.values()]
            assert shown == [None] * len(shown), (name, year, result["indicator"])


def rate(figures: Mapping[str, float]) -> float:
    return float(figures["numerator"] / figures["denominator"])


def recomputed(result: Answer) -> float:
    """Return a measure's value from the counts that stand beside it."""
    white, bme = result["groups"]["white"], result["groups"]["bme"]
    if result["measure"] in ("share", "share_of_known"):
        people = sum(group["numerator"] for group in result["groups"].values())
        assert people == bme["denominator"]
        return 100 * rate(bme)
    if result["orientation"] == "white_over_bme":
        return rate(white) / rate(bme)
    assert result["orientation"] == "bme_over_white"
    return rate(bme) / rate(white)


async def test_every_value_and_rate_follows_from_the_shown_counts(public: Public) -> None:
    kinds = ("share", "share_of_known", "rate_ratio", "progression_ratio")
    told = [each for each in results_of(public) if each[2]["measure"] in kinds and each[2]["value"] is not None]
    assert {result["measure"] for *_, result in told} == set(kinds)
    for name, year, result in told:
        assert result["value"] == pytest.approx(recomputed(result), abs=6e-5), (name, year, result)
        for group in (each for each in result["groups"].values() if each["numerator"] is not None):
            years = round(100 * rate(group) / group["rate"]) if group["rate"] else 1
            assert years in (1, 2)
            assert group["rate"] == pytest.approx(100 * rate(group) / years, abs=6e-5)


async def test_gaps_and_board_seats_follow_from_the_shown_counts(public: Public) -> None:
    for (name, year), answer in public.answers.items():
        seen = seen_in([answer])
        whole = {group: seen["workforce/all/all", group] for group in GROUPS}
        gaps = [each for each in answer["results"] if each["indicator"] == "1" and each["measure"] == "gap"]
        for result in (each for each in gaps if each["value"] is not None):
            own = 100 * rate(result["groups"]["bme"])
            people = sum(count or 0 for count in whole.values())
            assert result["value"] == pytest.approx(own - 100 * (whole["bme"] or 0) / people, abs=6e-5), name
        for seats in (each for each in answer["board_seats"] if each["reason"] is None):
            cut = [seen[f"board/{seats['membership']}", group] for group in GROUPS]
            assert (seats["members"], seats["actual"]) == (sum(count or 0 for count in cut), cut[1]), (name, year)


async def test_the_value_of_the_year_before_is_the_one_shown_in_that_year(public: Public) -> None:
    shown = {(name, year, key(result)): result["value"] for name, year, result in results_of(public)}
    told = [each for each in results_of(public) if each[1] == NEWEST and each[2]["previous"]]
    assert len(told) > 5000
    for name, year, result in told:
        assert result["previous"] == {"year": year - 1, "value": shown[name, year - 1, key(result)]}


def value_of(answer: Answer, asked: Key) -> float | None:
    found: float | None = next(result["value"] for result in answer["results"] if key(result) == asked)
    return found


def key(result: Answer) -> Key:
    return result["indicator"], result["measure"], tuple(sorted((result["part"] or {}).items()))


async def test_the_public_sees_the_same_figure_of_a_body_at_every_address(house: House, public: Public) -> None:
    for indicator in map(str, range(1, 10)):
        values = await read(house, f"/v1/indicators/{indicator}/values?year={NEWEST}&region={REGION}&limit=500")
        assert [each["organisation"]["ods"] for each in values["items"]] == sorted(public.codes)
        for each in values["items"]:
            own = {key(result): result for result in public.answers[each["organisation"]["ods"], NEWEST]["results"]}
            result = each["result"]
            assert result | {"previous": None} == own[key(result)] | {"previous": None}


async def test_trends_and_benchmarks_show_no_other_value(house: House, public: Public) -> None:
    for ods in public.codes[::8]:
        trends = await read(house, f"/v1/organisations/{ods}/trends")
        benchmarks = await read(house, f"/v1/organisations/{ods}/benchmarks?year={NEWEST}&group=type")
        told = [(NEWEST, key(each), each["value"]) for each in benchmarks["items"]]
        points = [(key(each), point) for each in trends["items"] for point in each["points"]]
        told += [(point["year"], asked, point["value"]) for asked, point in points if point["year"] in YEARS]
        assert len(told) > 300
        for year, asked, value in told:
            assert value_of(public.answers[ods, year], asked) == value, (ods, year, asked)


async def test_no_survey_answer_tells_what_everybody_said_or_of_fewer_than_eleven(public: Public) -> None:
    asked = [each for each in results_of(public) if each[2]["measure"] == "percentage"]
    told = [each for each in asked if each[2]["value"] is not None]
    assert 0 < len(told) < len(asked)
    for name, year, result in told:
        own = result["groups"][result["part"]["group"]]
        assert 0 < result["value"] < 100, (name, year)
        assert own["rate"] == result["value"] == round(result["value"])
        assert own["denominator"] >= 10  # 11 and more, rounded to 5
        assert own["denominator"] % 5 == 0


async def test_the_nation_keeps_the_strategys_table_1_for_everybody(house: House) -> None:
    england = await read(house, f"/v1/areas/england/indicators?year={NEWEST}")
    told = england["representation"]
    assert (told["workforce"]["bme"], told["workforce"]["reason"]) == (230_190, None)
    assert told["workforce"]["share"] == pytest.approx(18.94, abs=0.01)
    assert told["bands_8a_to_vsm"]["share"] == pytest.approx(11.20, abs=0.02)
