"""Strata read from an organisation's indicators: what indicator 1 says of each band, for the model to start from.

The indicators service has already decided what the caller may see. Counts that it hides are not guessed:
such a stratum is not assessable.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.turnover import Frame, default_turnover
from vocabulary.bands import AFC_AND_VSM, Band

TOGETHER: Final = "all"
_LADDER_GROUPS: Final = ("non_clinical", "clinical_non_medical")
_POOLED: Final = "bands_8a_to_vsm"
_GROUPS: Final = ("white", "bme", "unknown")


@dataclass(frozen=True, slots=True)
class Cell:
    """People of a stratum; all three are ``None`` when ``reason`` says why they are not known."""

    white: int | None
    bme: int | None
    unknown: int | None
    reason: str | None

    def __add__(self, other: "Cell") -> "Cell":
        """Return two strata together; not known when either is not."""
        reason = self.reason or other.reason
        if reason is not None:
            return Cell(None, None, None, reason)
        white, bme, unknown = (getattr(self, name) + getattr(other, name) for name in _GROUPS)
        return Cell(white, bme, unknown, None)


@dataclass(frozen=True, slots=True)
class Returned:
    """A stratum of a return: the model's input, or the reason why there is none."""

    staff_group: str
    band: str
    stratum: Stratum | None
    reason: str | None


def strata(indicators: Mapping[str, Any], bands: Sequence[str] | None) -> list[Returned]:
    """Return the strata of an indicators answer: each staff group's bands and grades, then both ladders together.

    The target is the share of the whole workforce (equality, strategy section 04), of known ethnicity.
    """
    cells = _cells(indicators["results"])
    whole = cells.pop((TOGETHER, TOGETHER))
    year = int(indicators["year"])
    return [
        _returned(staff_group, band, cell, whole, year)
        for (staff_group, band), cell in (*_single(cells), *_together(cells))
        if bands is None or band in bands
    ]


def _cells(results: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Cell]:
    cells: dict[tuple[str, str], Cell] = {}
    for result in results:
        if result["indicator"] == "1" and result["measure"] == "share":
            people = [result["groups"][group]["numerator"] for group in _GROUPS]
            hidden = any(count is None for count in people)
            reason = (result["reason"] or "suppressed") if hidden else None
            white, bme, unknown = (None, None, None) if hidden else people
            cells[result["part"]["staff_group"], result["part"]["band"]] = Cell(white, bme, unknown, reason)
    return cells


Labelled = tuple[tuple[str, str], Cell]


def _single(cells: Mapping[tuple[str, str], Cell]) -> Iterator[Labelled]:
    wanted = {*Band, _POOLED}
    yield from ((key, cell) for key, cell in cells.items() if key[1] in wanted and key[0] != TOGETHER)


def _together(cells: Mapping[tuple[str, str], Cell]) -> Iterator[Labelled]:
    non_clinical, clinical = _LADDER_GROUPS
    for band in (*AFC_AND_VSM, _POOLED):
        # The pooled bands have a count of their own: under disclosure control it tells more than a sum of parts.
        own = cells.get((TOGETHER, band))
        yield (TOGETHER, band), own if own is not None else cells[non_clinical, band] + cells[clinical, band]


def _returned(staff_group: str, band: str, cell: Cell, whole: Cell, year: int) -> Returned:
    reason = cell.reason or whole.reason
    if cell.white is None or cell.bme is None or cell.unknown is None or whole.white is None or whole.bme is None:
        return Returned(staff_group, band, None, reason)
    if whole.white + whole.bme == 0:
        return Returned(staff_group, band, None, "no-denominator")
    known_band = Band(band) if band in set(Band) else None
    stratum = Stratum(
        staff_group=staff_group,
        band=band,
        baseline=Baseline(year, cell.bme, cell.white + cell.bme, cell.unknown),
        target=Target.of_workforce(whole.bme, whole.white + whole.bme, f"whole workforce, return of {year}"),
        turnover=default_turnover(Frame.LOCAL, known_band),
    )
    return Returned(staff_group, band, stratum, None)
