"""The published figures as the files hold them, looked up by name."""

import csv
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "figures"
STRATEGY = "*A Model Employer*, NHS England, January 2019"


@cache
def _read(name: str) -> tuple[dict[str, str], ...]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def cells() -> dict[str, dict[str, str]]:
    """Return every row of the strategy's tables by its name, ``table/row/column``."""
    return {f"{row['table']}/{row['row']}/{row['column']}": row for row in _read("strategy_tables.csv")}


@cache
def records() -> dict[str, dict[str, str]]:
    """Return what NHS bodies printed, by id from D1 to D8."""
    return {row["id"]: row for row in _read("published.csv")}


def value(cell: str) -> str:
    """Return the value of one cell as it was printed."""
    return cells()[cell]["value"]


def people(cell: str) -> str:
    """Return the people that a cell's note counts: "56" of "56 a year"."""
    found = re.match(r"\d+", cells()[cell]["note"])
    assert found is not None, f"{cell} counts nobody"
    return found.group()


def source(identity: str) -> str:
    """Return the source line of a record: who printed it, about when, which indicator, and how."""
    row = records()[identity]
    printed = row["published"].removeprefix("printed as ")
    return f"{row['organisation']}, {row['period']}, indicator {row['indicator']}. In print: {printed}. ({identity})"
