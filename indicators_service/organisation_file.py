"""Reading a CSV file of organisations: a header in any order and case, one body a row.

Columns that the file does not have stay as they are recorded. An empty cell means that there is none; only an empty
cell of successors says nothing, because a file adds and corrects successions and never takes them back.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from indicators_service.domain.succession import SuccessionFault, SuccessionKind
from indicators_service.domain.successors import Naming
from indicators_service.registration import Wish
from indicators_service.schemas.organisations import OrganisationIn
from services.problems import MOST_FAULTS, Fault, Problem
from vocabulary.organisations import is_ods_code

COLUMNS: Final = (
    *("ods", "name", "type", "region", "ics", "opened", "closed"),
    *("successors", "succession_kind", "synthetic"),
)
REQUIRED: Final = ("ods", "name", "type")
_SYNTHETIC: Final[Mapping[str, bool]] = {
    "true": True,
    "yes": True,
    "1": True,
    "false": False,
    "no": False,
    "0": False,
}
_KINDS: Final = tuple(kind.value for kind in SuccessionKind)
_FIELDS: Final = frozenset(OrganisationIn.model_fields) - {"successors"}


@dataclass(slots=True)
class OrganisationFile:
    """What a file says, body by body, on which row each stands, and what is wrong with it; ``read`` rows so far."""

    wishes: list[Wish] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0


def fault(row: int, column: str | None, code: str, message: str) -> Fault:
    """Return what is wrong with a cell, or with a row as a whole; the header is row 1."""
    return Fault(f"row {row}" + (f", {column}" if column else ""), code, message, row, column)


def refused(faults: Sequence[Fault]) -> Problem:
    """Return the problem that refuses a file, with as many faults as one answer lists."""
    listed = "each is listed in errors" if len(faults) <= MOST_FAULTS else f"the first {MOST_FAULTS:,} are in errors"
    words = f"Nothing of the file was taken. Wrong cells: {len(faults):,}; {listed}."
    return Problem(422, words, errors=tuple(faults[:MOST_FAULTS]))


def read_file(content: bytes) -> OrganisationFile:
    """Return what a file in UTF-8, with or without a byte order mark, says of organisations."""
    found = OrganisationFile()
    try:
        lines = _lines(content.decode("utf-8-sig"), found)
        header = _header(next(lines, (1, [])), found)
        for row, cells in lines if header else ():
            _read(row, cells, header, found)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found.faults.append(fault(line, None, "encoding", "The file is not in UTF-8; save it as CSV UTF-8."))
    except csv.Error as error:
        found.faults.append(fault(found.read + 1, None, "csv", f"The file cannot be read as CSV: {error}."))
    return found


def _lines(text: str, found: OrganisationFile) -> Iterator[tuple[int, list[str]]]:
    for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
        found.read = row
        if any(cell.strip() for cell in cells):
            yield row, [cell.strip() for cell in cells]


def _header(line: tuple[int, list[str]], found: OrganisationFile) -> list[str]:
    row, cells = line
    names = [cell.lower() for cell in cells]
    takes = f"The columns are {', '.join(COLUMNS)}."
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            found.faults.append(fault(row, name[:60], "unknown-column", f"There is no such column. {takes}"))
        elif names.count(name) > 1:
            found.faults.append(fault(row, name, "double-column", "The column comes twice; keep one."))
    for name in REQUIRED:
        if name not in names:
            found.faults.append(fault(row, name, "missing-column", f"The column is missing. {takes}"))
    return [] if found.faults else names


def _read(row: int, cells: Sequence[str], header: Sequence[str], found: OrganisationFile) -> None:
    if len(cells) > len(header):
        words = f"The row has {len(cells)} cells and the header {len(header)}; put commas inside a cell in quotes."
        found.faults.append(fault(row, None, "too-many-cells", words))
        return
    said = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    faults = [*_code_faults(row, said["ods"], found), *_kind_faults(row, said), *_synthetic_faults(row, said)]
    checked, wrong = _checked(row, said)
    found.faults += (*faults, *wrong)
    if checked is None or faults:
        return
    fields = {name: value for name, value in checked.model_dump().items() if name in _FIELDS and name in said}
    found.wishes.append(Wish(said["ods"], fields, _naming(checked, said)))
    found.rows[said["ods"]] = row


def _naming(checked: OrganisationIn, said: Mapping[str, str]) -> Naming | None:
    kind = said.get("succession_kind", "").lower()
    if not checked.successors:
        return None
    return Naming(tuple(checked.successors), SuccessionKind(kind) if kind in _KINDS else None, only=False)


def _checked(row: int, said: Mapping[str, str]) -> tuple[OrganisationIn | None, list[Fault]]:
    value: dict[str, Any] = {name: said[name] or None for name in said if name in _FIELDS}
    value["successors"] = said.get("successors", "").split()
    value["synthetic"] = _SYNTHETIC.get(said.get("synthetic", "").lower(), False)
    value["type"] = said["type"].lower()
    try:
        return OrganisationIn.model_validate(value), []
    except ValidationError as error:
        return None, [_fault_of(row, each["loc"], each["type"], each["msg"]) for each in error.errors()]


def _fault_of(row: int, location: tuple[int | str, ...], code: str, message: str) -> Fault:
    # What is wrong with a row as a whole is the order of its two days.
    column = str(location[0]) if location else "closed"
    return fault(row, column, code.replace("_", "-"), message.removeprefix("Value error, "))


def _code_faults(row: int, ods: str, found: OrganisationFile) -> Iterator[Fault]:
    if not is_ods_code(ods):
        yield fault(row, "ods", "ods-code", "An ODS code is three to six capital letters and digits.")
    elif ods in found.rows:
        yield fault(row, "ods", "double", f"{ods} stands on row {found.rows[ods]} already; keep one of them.")


def _kind_faults(row: int, said: Mapping[str, str]) -> Iterator[Fault]:
    kind = said.get("succession_kind", "").lower()
    if kind and kind not in _KINDS:
        words = f"Write one of {', '.join(_KINDS)}, or leave the cell empty."
        yield fault(row, "succession_kind", "succession-kind", words)
    elif kind and not said.get("successors"):
        yield fault(row, "succession_kind", "no-successor", "Name the successors, or leave the kind out.")


def _synthetic_faults(row: int, said: Mapping[str, str]) -> Iterator[Fault]:
    text = said.get("synthetic", "").lower()
    if text and text not in _SYNTHETIC:
        yield fault(row, "synthetic", "not-true-or-false", "Write true or false, or leave the cell empty.")


def fault_of(wrong: SuccessionFault, file: OrganisationFile) -> Fault:
    """Return the fault at the row of the body that a wrong succession is about.

    A body that is not in the file can be wrong because of its successors that are; then the row is not known.
    """
    row = file.rows.get(wrong.ods)
    column = "succession_kind" if wrong.field == "kind" else wrong.field
    return (
        Fault(wrong.ods, wrong.code, wrong.message) if row is None else fault(row, column, wrong.code, wrong.message)
    )
