"""The one result by which each of the nine WRES indicators is told in brief.

Indicator 1 by the BME share of bands 8a to VSM, 2 to 4 by their ratios, 5 to 8 by BME less white percentage, and 9 by
the BME share of the board less that of the workforce. Source: the strategy's Annex A.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from oversight_service.domain.peer_body import Body

_SENIOR: Final = {"staff_group": "all", "band": "bands_8a_to_vsm"}
_WORKFORCE: Final = {"staff_group": "all", "band": "all"}
_BOARD: Final = {"membership": "all", "group": "bme"}

HEADLINES: Final[Mapping[str, tuple[Mapping[str, str] | None, str]]] = MappingProxyType(
    {"1": (_SENIOR, "share")}
    | dict.fromkeys(("2", "3", "4"), (None, "rate_ratio"))
    | dict.fromkeys(("5", "6", "7", "8"), (None, "gap"))
    | {"9": (_BOARD, "gap")}
)
"""The part and measure of each indicator's headline."""


@dataclass(frozen=True, slots=True)
class Headline:
    """An indicator's headline in its own unit, and that of the year before; ``reason`` says why there is none."""

    indicator: str
    part: Mapping[str, str] | None
    measure: str
    value: float | None
    unit: str | None
    reason: str | None
    previous_year: int | None
    previous: float | None


def headlines(rows: Sequence[Body], absent: str = "not-in-response") -> tuple[Headline, ...]:
    """Return the headline of each of the nine indicators; ``absent`` is why those are missing that no row tells."""
    found = {(row.text("indicator"), row.text("measure"), _named(row.part("part"))): row for row in rows}
    return tuple(
        _headline(indicator, part, measure, found.get((indicator, measure, _named(part))), absent)
        for indicator, (part, measure) in HEADLINES.items()
    )


def _named(part: Mapping[str, str] | None) -> frozenset[tuple[str, str]]:
    return frozenset((part or {}).items())


def _headline(
    indicator: str, part: Mapping[str, str] | None, measure: str, row: Body | None, absent: str
) -> Headline:
    if row is None:
        return Headline(indicator, part, measure, None, None, absent, None, None)
    before, value = row.inner("previous"), row.number("value")
    return Headline(
        indicator=indicator,
        part=part,
        measure=measure,
        value=value,
        unit=row.text("unit"),
        reason=(row.text("reason") or absent) if value is None else None,
        previous_year=before.whole("year") if before else None,
        previous=before.number("value") if before else None,
    )


def workforce_share(rows: Sequence[Body]) -> Fraction | None:
    """Return the BME share of the whole workforce in percent, exact, from its counts; unknown ethnicity counts."""
    return _share(rows, "1", "share", _WORKFORCE)


def board_share(rows: Sequence[Body]) -> Fraction | None:
    """Return the BME share of the whole board in percent, exact, from its counts; unknown ethnicity counts."""
    return _share(rows, "9", "gap", _BOARD)


def _share(rows: Sequence[Body], indicator: str, measure: str, part: Mapping[str, str]) -> Fraction | None:
    for row in rows:
        if row.text("indicator") == indicator and row.text("measure") == measure and row.part("part") == part:
            bme = row.needed_inner("groups").needed_inner("bme")
            people, all_there = bme.whole("numerator"), bme.whole("denominator")
            return Fraction(100 * people, all_there) if people is not None and all_there else None
    return None
