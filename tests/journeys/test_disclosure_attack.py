"""An attacker without a key takes everything that the service shows of a region, and solves for what is hidden.

The figures come over HTTP, as anybody gets them. Every count in them becomes a known figure: a shown one lies within
its rounding, and one that is not shown is any number. The same attack with more knowledge, which cells are small
among it, is in the tests of the release.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from indicators_service.domain import items
from indicators_service.loading import load_demonstration
from services.database import open_database
from services.settings import Settings
from tests.callers import PUBLIC, House, open_house
from tests.databases import migrated
from tests.disclosure_attack import UNBOUNDED, Attack, Known
from tests.disclosure_known import leaves_of

REGION: Final = "Y58"
YEAR: Final = 2018
GROUPS: Final = ("white", "bme", "unknown")
LEAVES: Final = {item: place for place, item in enumerate(items.COUNTED)}
EVENTS: Final = {
    "2": (items.APPOINTED, items.SHORTLISTED),
    "3": (items.ENTERED, items.DISCIPLINARY_STAFF),
    "4": (items.ACCESSED, items.TRAINING_STAFF),
}

Shown = dict[str, dict[str, int | None]]
"""What an answer shows of each item: a count by group, ``None`` where it is hidden."""


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


async def read(house: House, path: str) -> Any:
    answer = await house.indicators.get(path, PUBLIC)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cells_of(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the items that a result shows counts of, and in which field of its groups."""
    indicator, part = result["indicator"], result["part"] or {}
    if indicator == "1" and result["measure"] in ("share", "share_of_known"):
        yield f"workforce/{part['staff_group']}/{part['band']}", "numerator"
    elif indicator in EVENTS:
        yield from zip(EVENTS[indicator], ("numerator", "denominator"), strict=True)
    elif indicator == "9" and part["group"] == "bme":
        yield f"board/{part['membership']}", "numerator"


def counts_in(results: list[Mapping[str, Any]]) -> Iterator[tuple[str, str, int | None]]:
    """Yield item, group and count, ``None`` where it is not shown, of everything that was collected."""
    for result in (each for each in results if each["reason"] != "not-collected"):
        for item, field in cells_of(result):
            for group, figures in result["groups"].items():
                yield item, group, figures[field]


def shown_in(answer: Mapping[str, Any]) -> Shown:
    """Return what one answer shows; the same count at two places must be the same number."""
    shown: Shown = {}
    for item, group, count in counts_in(answer["results"]):
        before = shown.setdefault(item, {}).get(group)
        assert before is None or count is None or before == count, (item, group)
        shown[item][group] = count if count is not None else before
    return shown


def known_of(shown: Shown, bodies: list[int], group: str, name: str) -> list[Known]:
    """Return what an answer tells of one group: of one body, or of several together."""
    found = []
    for item, counts in shown.items():
        if item not in LEAVES and item not in items.TREE and item not in items.STAFF_OF:
            continue
        if counts.get(group) is None and item in items.STAFF_OF:
            # The whole workforce again, left out with the section's own small counts: shown under its own name.
            continue
        form = {body * len(LEAVES) + LEAVES[leaf]: 1.0 for body in bodies for leaf in leaves_of(item)}
        count = counts.get(group)
        if count is None:
            # Not shown: small itself, or beside a small one in the same result. A reader cannot tell which.
            found.append(Known(form, 0, UNBOUNDED, hidden=True, name=f"{name} {item} {group}"))
        else:
            low, high = (0, 0) if count == 0 else (max(5, count - 2), count + 2)
            found.append(Known(form, low, high, name=f"{name} {item} {group}"))
    return found


async def test_nothing_hidden_can_be_solved_for_from_all_that_is_public_of_a_region(house: House) -> None:
    listed = (await read(house, f"/v1/organisations?region={REGION}&limit=500"))["items"]
    members = [body for body in listed if body["type"] != "arms_length_body"]
    codes = [body["ods"] for body in members]
    bodies = [shown_in(await read(house, f"/v1/organisations/{ods}/indicators?year={YEAR}")) for ods in codes]
    areas = {f"region:{REGION}": [*range(len(codes))]}
    for place, body in enumerate(members):
        areas.setdefault(f"ics:{body['ics']}", []).append(place)
    sums = {area: shown_in(await read(house, f"/v1/areas/{area}/indicators?year={YEAR}")) for area in areas}
    for group in GROUPS:
        known = [each for place, shown in enumerate(bodies) for each in known_of(shown, [place], group, codes[place])]
        known += [each for area, shown in sums.items() for each in known_of(shown, areas[area], group, area)]
        assert sum(each.hidden for each in known) > 100
        assert Attack(known).found() == []


async def test_the_public_sees_the_same_figure_of_a_body_at_every_address(house: House) -> None:
    listed = (await read(house, f"/v1/organisations?region={REGION}&type=acute&limit=3"))["items"]
    for body in listed:
        own = (await read(house, f"/v1/organisations/{body['ods']}/indicators?year={YEAR}"))["results"]
        for indicator in ("2", "3", "5", "9"):
            values = await read(house, f"/v1/indicators/{indicator}/values?year={YEAR}&q={body['ods']}")
            (listed_one,) = values["items"]
            same = [
                result
                for result in own
                if (result["indicator"], result["measure"], result["part"])
                == (indicator, values["measure"], values["part"])
            ]
            assert listed_one["result"] | {"previous": None} == same[0] | {"previous": None}
        trends = await read(house, f"/v1/organisations/{body['ods']}/trends?indicator=3")
        point = next(each for each in trends["items"][0]["points"] if each["year"] == YEAR)
        assert point["value"] == next(r["value"] for r in own if r["indicator"] == "3")


async def test_no_survey_answer_tells_what_everybody_said_or_of_fewer_than_eleven(house: House) -> None:
    listed = (await read(house, f"/v1/organisations?region={REGION}&limit=500"))["items"]
    for body in listed[::4]:
        for result in (await read(house, f"/v1/organisations/{body['ods']}/indicators?year={YEAR}"))["results"]:
            if result["measure"] == "percentage" and result["value"] is not None:
                own = result["groups"][result["part"]["group"]]
                assert 0 < result["value"] < 100
                assert own["denominator"] >= 10  # 11 and more, rounded to 5


async def test_the_nation_keeps_the_strategys_table_1_for_everybody(house: House) -> None:
    england = await read(house, f"/v1/areas/england/indicators?year={YEAR}")
    told = england["representation"]
    assert (told["workforce"]["bme"], told["workforce"]["reason"]) == (230_190, None)
    assert told["workforce"]["share"] == pytest.approx(18.94, abs=0.01)
    assert told["bands_8a_to_vsm"]["share"] == pytest.approx(11.20, abs=0.02)
