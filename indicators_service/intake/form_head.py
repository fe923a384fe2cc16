"""The block above the table of a collection form: whose return it is, of which year, and how it was counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from indicators_service.intake.layout import LAYOUT_LABEL, Layout, layout_named, plain
from indicators_service.intake.placing import place_at
from indicators_service.intake.taken import Mistake, Place, UnreadableError
from vocabulary.organisations import is_ods_code
from vocabulary.years import FIRST_YEAR, LAST_YEAR

_WHOLE: Final = re.compile(r"\d{1,4}(\.0+)?")
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands beside a label: text of the current year and the previous one, and where; blank is ``None``."""

    current: str | None
    previous: str | None
    places: tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class YearHead:
    """What the block says of one year's return."""

    snapshot: str | None
    edition: str | None
    window_years: int | None
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Head:
    """The block as read. The organisation or year is ``None`` where it is missing or wrong; a mistake says so."""

    layout: Layout
    organisation: str | None
    year: int | None
    current: YearHead
    previous: YearHead


def read_head(rows: Sequence[Sequence[object]], sheet: str | None) -> tuple[Head, list[Mistake]]:
    """Return what the lines above the table say, and what is wrong in them.

    Raises:
        UnreadableError: no layout is named (``no-layout``), or one that is not known (``unknown-layout``).
    """
    labelled = _labelled(rows, sheet)
    layout = _layout(labelled)
    names = layout.header
    reading = _Reading(labelled, [])
    organisation = reading.organisation(names.organisation)
    year = reading.year(names.year)
    fields = {"snapshot": names.snapshot, "edition": names.edition, "disciplinary.window_years": names.window_years}
    years = [
        YearHead(
            snapshot=reading.day(names.snapshot, which),
            edition=reading.text(names.edition, which),
            window_years=reading.window(names.window_years, which),
            places=reading.places(fields, which),
        )
        for which in (0, 1)
    ]
    found = [
        Mistake(each.place, organisation, None if year is None else year - which, each.code, each.message)
        for which, each in reading.mistakes
    ]
    return Head(layout, organisation, year, years[0], years[1]), found


def _labelled(rows: Sequence[Sequence[object]], sheet: str | None) -> dict[str, Stated]:
    """Return what stands right of each text, by the text; the first of two equal labels counts."""
    found: dict[str, Stated] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if plain(cell):
                values = [_text(row[at]) if at < len(row) else None for at in (column + 1, column + 2)]
                places = (
                    place_at(sheet, number, column + 1, str(cell).strip()),
                    place_at(sheet, number, column + 2, str(cell).strip()),
                )
                found.setdefault(plain(cell), Stated(values[0], values[1], places))
    return found


def _text(cell: object) -> str | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a workbook has no whole numbers of its own
    return str(cell).strip() or None if cell is not None else None


def _layout(labelled: Mapping[str, Stated]) -> Layout:
    stated = labelled.get(plain(LAYOUT_LABEL))
    if stated is None or stated.current is None:
        raise UnreadableError(
            "no-layout", f"Nothing stands beside '{LAYOUT_LABEL}' above the table. Download a template for the form."
        )
    return layout_named(stated.current)


class _Reading:
    """Takes values by label and notes what is wrong with them: 0 is the current year, 1 the previous one."""

    def __init__(self, labelled: Mapping[str, Stated], mistakes: list[tuple[int, Mistake]]) -> None:
        self._labelled = labelled
        self.mistakes = mistakes

    def text(self, label: str, which: int) -> str | None:
        stated = self._labelled.get(plain(label))
        return None if stated is None else (stated.current, stated.previous)[which]

    def places(self, fields: Mapping[str, str], which: int) -> dict[str, Place]:
        return {
            f"$.{field}": self._labelled[plain(label)].places[which]
            for field, label in fields.items()
            if self.text(label, which) is not None
        }

    def organisation(self, label: str) -> str | None:
        code = self.text(label, 0)
        if code is not None and is_ods_code(code.upper()):
            return code.upper()
        self._note(label, 0, "organisation", f"Give the ODS code beside '{label}': three to six letters and digits.")
        return None

    def year(self, label: str) -> int | None:
        year = _whole(self.text(label, 0))
        if year is not None and FIRST_YEAR <= year <= LAST_YEAR:
            return year
        self._note(label, 0, "year", f"Give the reporting year beside '{label}': {FIRST_YEAR} or later.")
        return None

    def day(self, label: str, which: int) -> str | None:
        text = self.text(label, which)
        if text is None or _is_day(text):
            return text
        self._note(label, which, "date", f"'{text[:40]}' is no date. Write it as 2019-03-31.")
        return None

    def window(self, label: str, which: int) -> int | None:
        text = self.text(label, which)
        years = _whole(text)
        if text is not None and years not in {1, 2}:
            self._note(label, which, "window", f"'{text[:40]}' is no window. Give 1 or 2 years.")
            return None
        return years

    def _note(self, label: str, which: int, code: str, message: str) -> None:
        stated = self._labelled.get(plain(label))
        place = None if stated is None else stated.places[which]
        self.mistakes.append((which, Mistake(place, None, None, code, message)))


def _whole(text: str | None) -> int | None:
    return int(float(text)) if text is not None and _WHOLE.fullmatch(text) else None


def _is_day(text: str) -> bool:
    try:
        return bool(_ISO_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False
