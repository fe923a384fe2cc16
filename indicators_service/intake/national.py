"""The national CSV: many bodies and years in one long file, one line an item."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from indicators_service.intake.assembly import PERCENT, About, assemble, entries_of
from indicators_service.intake.figures import figure
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

    A mistake withholds the return that it is in, and no other.

    Raises:
        UnreadableError: a column is missing, unknown or there twice.
    """
    header = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    columns = _columns(rows[header] if rows else ())
    lines: dict[Key, list[Entry]] = {}
    mistakes: list[Mistake] = []
    wrong: set[tuple[str | None, int | None]] = set()
    for number in range(header + 1, len(rows)):
        if any(cell.strip() for cell in rows[number]):
            key, entry, found = _line(rows[number], number + 1, columns)
            mistakes += found
            wrong |= {(each.organisation, each.year) for each in found}
            if key is not None and entry is not None:
                lines.setdefault(key, []).append(entry)
    returns = []
    for done, ((organisation, year), entries) in enumerate(lines.items(), 1):
        read, found = assemble(organisation, year, entries, About())
        mistakes += found
        if read is not None and (organisation, year) not in wrong:
            returns.append(read)
        if progress is not None:
            progress(done, len(lines))
    return Taken(FORMAT, None, tuple(returns), tuple(mistakes))


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    missing = [name for name in COLUMNS if name not in names and name != "unknown"]
    unknown = [name for name in names if name and name not in COLUMNS]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    faults = (("are missing", missing), ("are not known", unknown), ("stand there twice", twice))
    told = "; ".join(f"columns that {what}: {', '.join(which)}" for what, which in faults if which)
    if told:
        raise UnreadableError("wrong-columns", f"The header has {told}. It needs {', '.join(COLUMNS)}.")
    return {name: place for place, name in enumerate(names) if name}


def _line(
    row: Sequence[str], number: int, columns: Mapping[str, int]
) -> tuple[Key | None, Entry | None, list[Mistake]]:
    """Return whose line it is, what it says, and what is wrong with it."""

    def place(name: str) -> Place:
        return Place(None, number, name, f"{column_letters(columns[name])}{number}" if name in columns else "")

    def cell(name: str) -> str:
        at = columns.get(name, len(row))
        return row[at].strip() if at < len(row) else ""

    organisation, said = cell("organisation").upper(), cell("year")
    year = int(said) if _YEAR.fullmatch(said) and FIRST_YEAR <= int(said) <= LAST_YEAR else None
    item = cell("item")
    if not is_ods_code(organisation):
        words = f"{organisation[:40]!r} is no ODS code; it has three to six capital letters and digits."
        return None, None, [Mistake(place("organisation"), organisation[:20] or None, year, "not-an-ods-code", words)]
    if year is None:
        words = f"{said[:40]!r} is no reporting year; the first is {FIRST_YEAR}."
        return None, None, [Mistake(place("year"), organisation, None, "not-a-year", words)]
    numbers: list[Number | None] = []
    mistakes: list[Mistake] = []
    for name in COLUMNS[3:]:
        value, wrong = figure(cell(name), place(name), percent=item in PERCENT, organisation=organisation, year=year)
        numbers.append(value)
        mistakes += [wrong] if wrong else []
    places = (place("white"), place("bme"), place("unknown"))
    entry = Entry(item, (numbers[0], numbers[1], numbers[2]), places, place("item"))
    return (organisation, year), entry, mistakes


def national_csv(documents: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a national CSV that holds some returns, its header first; each ends its line."""
    yield ",".join(COLUMNS) + "\r\n"
    for document in documents:
        start = f"{document['organisation']},{document['year']},"
        for item, figures in entries_of(document):
            told = ",".join("" if number is None else str(number) for number in figures)
            yield f"{start}{item},{told}\r\n"
