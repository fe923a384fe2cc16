"""A national file as a year's team would have it: 430 bodies, three years, and two mistakes put in on purpose.

The bodies are those of the demonstration, and eight of them once more under codes of their own. All are invented.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from indicators_service import demonstration
from indicators_service.intake import national_csv
from vocabulary.bands import AFC_AND_VSM, OF_WHICH, SENIOR_FROM
from vocabulary.organisations import ENGLAND_TYPES

YEARS: Final = (2016, 2017, 2018)
COPIES: Final = 8
"""How many bodies there are besides the 422 of the demonstration."""

SUPPRESSED: Final = ("ZT004", 2018, "workforce/non_clinical/7")
"""The line whose BME figure becomes ``<5``."""

TOO_MANY: Final = ("ZC010", 2016, "recruitment/appointed")
"""The line whose white figure becomes one more than the people shortlisted."""

_COLUMNS: Final = ("ods", "name", "type", "region", "ics", "opened", "closed", "synthetic")
_WHITE: Final = 3
_BME: Final = 4
_LEADERS: Final = AFC_AND_VSM[AFC_AND_VSM.index(SENIOR_FROM) :]

Document = dict[str, Any]
Line = tuple[str, int, str]
"""ODS code, year and item: what names a line of the file."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake that was put into the file: whose, and in which cell. Row 1 is the header."""

    organisation: str
    year: int
    row: int
    column: str
    cell: str


@dataclass(frozen=True, slots=True)
class NationalFile:
    """The two files to send, what is wrong with the second, and the returns that are to be taken from it."""

    organisations: str
    returns: str
    planted: tuple[Planted, ...]
    total: int
    sound: tuple[Document, ...]

    def nation(self, year: int) -> list[Document]:
        """Return the documents of a year that England is added up from: of trusts and CCGs, to be taken."""
        counted = {body["ods"] for body in bodies() if body["type"] in ENGLAND_TYPES}
        return [each for each in self.sound if each["year"] == year and each["organisation"] in counted]


@dataclass(frozen=True, slots=True)
class Share:
    """BME people in a part of the workforce, and of all people there the percentage, not rounded."""

    bme: int
    percent: float


def national_file() -> NationalFile:
    """Return the file; it is the same on every machine."""
    documents = [document for year in YEARS for document in returns(year)]
    lines = list(national_csv(documents))
    planted = plant(lines)
    withheld = {(each.organisation, each.year) for each in planted}
    sound = tuple(each for each in documents if (each["organisation"], each["year"]) not in withheld)
    return NationalFile(organisations_csv(bodies()), "".join(lines), planted, len(documents), sound)


def bodies() -> list[Document]:
    """Return 430 bodies: those of the demonstration, then the first eight again, ``ZX001`` to ``ZX008``."""
    given = demonstration.organisations()
    copies = [{**body, "ods": _copy(number), "name": f"{body['name']} (second)"} for number, body in _first(given)]
    return given + copies


def returns(year: int) -> list[Document]:
    """Return the return of every body for a year, in the order of ``bodies``."""
    given = demonstration.returns(year)
    return given + [{**document, "organisation": _copy(number)} for number, document in _first(given)]


def _first(given: Sequence[Document]) -> list[tuple[int, Document]]:
    return list(enumerate(given[:COPIES], start=1))


def _copy(number: int) -> str:
    return f"ZX{number:03}"


def organisations_csv(given: Sequence[Document]) -> str:
    """Return bodies as a file to import."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for body in given:
        told = {**body, "synthetic": str(body["synthetic"]).lower()}
        writer.writerow(["" if told[column] is None else told[column] for column in _COLUMNS])
    return text.getvalue()


def plant(lines: list[str]) -> tuple[Planted, ...]:
    """Put the two mistakes into the lines of a national CSV, and return where they are.

    Raises:
        ValueError: the file has no such line.
    """
    shortlisted = lines[_place(lines, (*TOO_MANY[:2], "recruitment/shortlisted"))].split(",")[_WHITE]
    return (
        _changed(lines, SUPPRESSED, _BME, "<5"),
        _changed(lines, TOO_MANY, _WHITE, str(int(shortlisted) + 1)),
    )


def _changed(lines: list[str], line: Line, column: int, text: str) -> Planted:
    place = _place(lines, line)
    cells = lines[place].rstrip("\r\n").split(",")
    cells[column] = text
    lines[place] = ",".join(cells) + "\r\n"
    row = place + 1
    return Planted(line[0], line[1], row, lines[0].rstrip("\r\n").split(",")[column], f"{'ABCDEF'[column]}{row}")


def _place(lines: Sequence[str], line: Line) -> int:
    start = ",".join(map(str, line)) + ","
    found = next((place for place, text in enumerate(lines) if text.startswith(start)), None)
    if found is None:
        raise ValueError(f"the file has no line {start}")
    return found


def bme_share(documents: Sequence[Document], *, leaders: bool = False) -> Share:
    """Return the BME share of the whole workforce of some returns together, or of band 8a to VSM.

    Added up here from the documents, line by line, so that it owes nothing to what it is compared with.
    """
    counted = [
        stratum
        for document in documents
        for stratum in document["workforce"]
        if stratum["band"] not in OF_WHICH and (not leaders or stratum["band"] in _LEADERS)
    ]
    bme = sum(stratum["bme"] for stratum in counted)
    everybody = bme + sum(stratum["white"] + stratum["unknown"] for stratum in counted)
    return Share(bme, 100 * bme / everybody)
