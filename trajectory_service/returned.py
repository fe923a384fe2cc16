"""Strata read from answers of the indicators service: what indicator 1 says of each band, where the model starts.

The indicators service has already decided what the caller may see. Counts that it hides are not guessed:
such a stratum is not assessable.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Self

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.strata import Baseline, Stratum, Target
from trajectory_service.domain.turnover import Frame, default_turnover
from vocabulary.bands import AFC_AND_VSM, Band

TOGETHER: Final = "all"
POOLED: Final = "bands_8a_to_vsm"
LADDER_GROUPS: Final = ("non_clinical", "clinical_non_medical")
_GROUPS: Final = ("white", "bme", "unknown")
_WORKFORCES: Final = 4

Name = tuple[str, str]
"""Staff group and band."""

WHOLE: Final[Name] = (TOGETHER, TOGETHER)


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

    @classmethod
    def of(cls, people: Sequence[int | None], reason: str | None) -> Self:
        """Return a cell of white, BME and unknown people; any that is hidden hides the others."""
        white, bme, unknown = people
        if white is None or bme is None or unknown is None:
            return cls(None, None, None, reason or "suppressed")
        return cls(white, bme, unknown, None)

    @property
    def share(self) -> float | None:
        """BME share of those of known ethnicity."""
        if self.white is None or self.bme is None or not self.white + self.bme:
            return None
        return self.bme / (self.white + self.bme)


Cells = Mapping[Name, Cell]


@dataclass(frozen=True, slots=True)
class Feeder:
    """The band below, from which recruits come, and the BME share of those of known ethnicity in it."""

    band: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Returned:
    """A stratum of a return: the model's input, or the reason why there is none; and the band below it."""

    staff_group: str
    band: str
    stratum: Stratum | None
    reason: str | None
    feeder: Feeder | None


def cells_of_indicators(indicators: Mapping[str, Any]) -> Cells:
    """Return the strata of an answer about one organisation or area."""
    cells: dict[Name, Cell] = {}
    for result in indicators["results"]:
        if result["indicator"] == "1" and result["measure"] == "share":
            people = [result["groups"][group]["numerator"] for group in _GROUPS]
            cells[result["part"]["staff_group"], result["part"]["band"]] = Cell.of(people, result["reason"])
    return together(cells)


@lru_cache(maxsize=_WORKFORCES)
def cells_of_workforce(answer: bytes) -> Sequence[tuple[Mapping[str, Any], Cells]]:
    """Return every organisation of an answer about the workforce of many, and its strata.

    Read once for each of the last few answers: a table of one organisation takes the same answer as that of all.
    """
    workforce = json.loads(answer)
    names = [(each["staff_group"], each["band"]) for each in workforce["strata"]]
    absent = set(workforce["not_collected"])
    columns = zip(workforce["organisations"], *(workforce[group] for group in _GROUPS), strict=True)
    return [
        (body, together(dict(zip(names, _row(people, body["ods"] in absent), strict=True))))
        for body, *people in columns
    ]


def _row(people: Iterable[Sequence[int | None]], absent: bool) -> Iterator[Cell]:
    reason = "not-collected" if absent else None
    return (Cell.of(three, reason) for three in zip(*people, strict=True))


def together(cells: Mapping[Name, Cell]) -> Cells:
    """Return strata with both ladders together, band by band, among them."""
    non_clinical, clinical = LADDER_GROUPS
    # The pooled bands have a count of their own: under disclosure control it tells more than a sum of parts.
    added = {
        (TOGETHER, band): cells[non_clinical, band] + cells[clinical, band]
        for band in (*AFC_AND_VSM, POOLED)
        if (TOGETHER, band) not in cells
    }
    return {**cells, **added}


def added_up(many: Sequence[Cells]) -> Cells:
    """Return several bodies' or areas' strata added, each not known when one of them is not."""
    first, *others = many
    total = dict(first)
    for cells in others:
        for name, cell in cells.items():
            total[name] = total[name] + cell
    return total


def strata(
    cells: Cells,
    year: int,
    frame: Frame,
    bands: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    turnover: Assumption | None = None,
) -> list[Returned]:
    """Return strata for the model: each staff group's bands and grades, then both ladders together.

    The target is the share of the whole workforce (equality, strategy section 04), of known ethnicity.

    Args:
        cells: people of every stratum.
        year: the year of the return, or of the returns added.
        frame: whose posts are counted, which decides the turnover to assume.
        bands: only these bands and grades.
        groups: only these staff groups; ``all`` is both ladders together.
        turnover: for every stratum; the default of each where it is left out.
    """
    return [
        _returned(name, cells, year, frame, turnover)
        for name in _wanted(cells)
        if (bands is None or name[1] in bands) and (groups is None or name[0] in groups)
    ]


def _wanted(cells: Cells) -> Iterator[Name]:
    shown = {*Band, POOLED}
    yield from (name for name in cells if name[1] in shown and name[0] != TOGETHER)
    yield from ((TOGETHER, band) for band in (*AFC_AND_VSM, POOLED))


def stratum_of(name: Name, cells: Cells, year: int, frame: Frame) -> Stratum | None:
    """Return one stratum for the model, ``None`` when it or the whole workforce is not known."""
    return _returned(name, cells, year, frame).stratum


def _returned(name: Name, cells: Cells, year: int, frame: Frame, turnover: Assumption | None = None) -> Returned:
    cell, whole = cells[name], cells[WHOLE]
    staff_group, band = name
    feeder = _feeder(name, cells)
    if cell.white is None or cell.bme is None or cell.unknown is None or whole.white is None or whole.bme is None:
        return Returned(staff_group, band, None, cell.reason or whole.reason, feeder)
    if whole.white + whole.bme == 0:
        return Returned(staff_group, band, None, "no-denominator", feeder)
    stratum = Stratum(
        staff_group=staff_group,
        band=band,
        baseline=Baseline(year, cell.bme, cell.white + cell.bme, cell.unknown),
        target=Target.of_workforce(whole.bme, whole.white + whole.bme, f"whole workforce, return of {year}"),
        turnover=turnover or default_turnover(frame, Band(band) if band in set(Band) else None),
    )
    return Returned(staff_group, band, stratum, None, feeder)


def _feeder(name: Name, cells: Cells) -> Feeder | None:
    staff_group, band = name
    lowest = Band.BAND_8A if band == POOLED else band
    if lowest not in AFC_AND_VSM[1:]:
        # Medical grades are no ladder, and nothing lies below the lowest band.
        return None
    below = AFC_AND_VSM[AFC_AND_VSM.index(Band(lowest)) - 1]
    cell = cells.get((staff_group, below))
    return Feeder(below, cell.share) if cell else None
