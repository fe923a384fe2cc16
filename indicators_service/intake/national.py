"""The national CSV: many bodies and years in one long file, one line an item."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from indicators_service.intake.assembly import About, assemble, entries_of
from indicators_service.intake.figures import figure
from indicators_service.intake.items import ITEMS, PERCENT, nearest
from indicators_service.intake.placing import column_letters
from indicators_service.intake.taken import Entry, Limits, Mistake, Number, Place, Taken, UnreadableError
from vocabulary.organisations import is_ods_code
from vocabulary.years import FIRST_YEAR, LAST_YEAR

FORMAT: Final = "national-csv"
COLUMNS: Final = ("organisation", "year", "item", "white", "bme", "unknown")

_YEAR: Final = re.compile(r"[0-9]{4}")

Progress = Callable[[int, int], None]
Key = tuple[str, int]


def read_national(rows: Sequence[Sequence[str]], limits: Limits, progress: Progress | None = None) -> Taken:
    """Return the returns of a national CSV, in the order in which each body and year first appears.

    A mistake withholds the return that it is in, and no other. Each return that is withheld has a mistake; the
    others are told as far as the limit goes.

    Raises:
        UnreadableError: a column is missing, unknown or there twice, or there are more returns than the limit.
    """
    header = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    reading = _Reading(_columns(rows[header] if rows else ()), limits.mistakes)
    for number in range(header + 1, len(rows)):
        reading.take([cell.strip() for cell in rows[number]], number + 1)
        reading.refuse_more_returns_than(limits.returns)
    returns = []
    for done, ((organisation, year), entries) in enumerate(reading.lines.items(), 1):
        if not entries:
            continue
        read, found = assemble(organisation, year, entries, About())
        reading.note(found)
        if read is not None and not reading.is_withheld(organisation, year, entries[0].place):
            returns.append(read)
        if progress is not None:
            progress(done, len(reading.lines))
    return Taken(FORMAT, None, tuple(returns), tuple(reading.mistakes))


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    missing = [name for name in COLUMNS if name not in names and name != "unknown"]
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    twice = sorted({name for name in names if name and names.count(name) > 1})
    faults = (("missing", missing), ("not known", unknown), ("there twice", twice))
    told = "; ".join(f"{what}: {', '.join(name[:40] for name in which[:10])}" for what, which in faults if which)
    if told:
        raise UnreadableError("wrong-columns", f"Columns of the header {told}. It needs {', '.join(COLUMNS)}.")
    return {name: place for place, name in enumerate(names) if name}


class _Reading:
    """The lines of a file by body and year, and what is wrong with them."""

    def __init__(self, columns: Mapping[str, int], most_mistakes: int) -> None:
        self.lines: dict[Key, list[Entry]] = {}
        self.mistakes: list[Mistake] = []
        self.withheld: set[tuple[str | None, int | None]] = set()
        self._most = most_mistakes
        self._at = [columns.get(name) for name in COLUMNS]
        self._letters = ["" if at is None else column_letters(at) for at in self._at]
        self._last = max(columns.values())

    def note(self, mistakes: Iterable[Mistake]) -> None:
        """Keep mistakes: all of them up to the limit, and after that the first of each return."""
        for each in mistakes:
            key = (each.organisation, each.year)
            if len(self.mistakes) < self._most or key not in self.withheld:
                self.mistakes.append(each)
            self.withheld.add(key)

    def is_withheld(self, organisation: str, year: int, place: Place) -> bool:
        """Say whether a return is withheld: for a mistake of its own, or a line that may have been meant for it."""
        if (organisation, None) in self.withheld:
            words = (
                "A line of this organisation names no year and may belong here; correct it and send the file again."
            )
            self.note([Mistake(place, organisation, year, "line-without-year", words)])
        return (organisation, year) in self.withheld

    def refuse_more_returns_than(self, most: int) -> None:
        """Refuse a file that costs far more than it weighs: a line of 35 bytes can be a return of its own."""
        if max(len(self.lines), len(self.withheld)) > most:
            raise UnreadableError(
                "too-many-returns", f"The file is about more than {most:,} bodies and years; split it."
            )

    def take(self, row: Sequence[str], number: int) -> None:
        """Take a line, without spaces around its cells, unless it is blank."""
        if not any(row):
            return
        organisation, year, item, *figures = ["" if at is None or at >= len(row) else row[at] for at in self._at]
        key = self._key(organisation.upper(), year, number)
        if key is None:
            return
        entries = self.lines.setdefault(key, [])
        item = item.casefold()
        if any(row[self._last + 1 :]):
            place = Place(None, number, "", f"{column_letters(self._last + 1)}{number}")
            words = "The line has more cells than the header; type figures without a comma between thousands."
            self._wrong(key, place, "too-many-cells", words)
        elif item not in ITEMS:
            # The nearest item takes long to find, so not for more lines than anyone reads of.
            hint = nearest(item) if len(self.mistakes) < self._most else ""
            self._wrong(key, self._place(2, number), "unknown-item", f"There is no item '{item[:80]}'.{hint}")
        else:
            entries.append(self._entry(key, item, figures, number))

    def _key(self, organisation: str, said: str, number: int) -> Key | None:
        """Return whose line it is, and of which year."""
        year = int(said) if _YEAR.fullmatch(said) and FIRST_YEAR <= int(said) <= LAST_YEAR else None
        if not is_ods_code(organisation):
            words = f"{organisation[:40]!r} is no ODS code; it has three to six capital letters and digits."
            whose = (organisation[:20] or None, year)
            self._wrong(whose, self._place(0, number), "not-an-ods-code", words)
            return None
        if year is None:
            words = f"{said[:40]!r} is no reporting year; the first is {FIRST_YEAR}."
            self._wrong((organisation, None), self._place(1, number), "not-a-year", words)
            return None
        return organisation, year

    def _entry(self, key: Key, item: str, cells: Sequence[str], number: int) -> Entry:
        places = (self._place(3, number), self._place(4, number), self._place(5, number))
        figures = [self._figure(key, item, which, cell, places[which]) for which, cell in enumerate(cells)]
        return Entry(item, (figures[0], figures[1], figures[2]), places, self._place(2, number))

    def _figure(self, key: Key, item: str, which: int, cell: str, place: Place) -> Number | None:
        if not cell:
            return None
        if which >= ITEMS[item]:
            self._wrong(key, place, "unused-cell", f"{item} has no figure in this column; leave the cell blank.")
            return None
        number, mistake = figure(cell, place, percent=item in PERCENT, organisation=key[0], year=key[1])
        if mistake is None:
            return number
        self.note((mistake,))
        # Nobody is told as well that the cell is blank. The return is withheld anyway.
        return 0

    def _place(self, column: int, number: int) -> Place:
        letters = self._letters[column]
        return Place(None, number, COLUMNS[column], f"{letters}{number}" if letters else "")

    def _wrong(self, whose: tuple[str | None, int | None], place: Place, code: str, words: str) -> None:
        self.note((Mistake(place, *whose, code, words),))


def national_csv(documents: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a national CSV that holds some returns, its header first; each ends its line."""
    yield ",".join(COLUMNS) + "\r\n"
    for document in documents:
        start = f"{document['organisation']},{document['year']},"
        for item, figures in entries_of(document):
            told = ",".join(map(_told, figures))
            yield f"{start}{item},{told}\r\n"


def _told(number: Number | None) -> str:
    """Return a figure in digits, never with an exponent."""
    return "" if number is None else f"{Decimal(str(number)):f}"
