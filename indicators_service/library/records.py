"""The library of indicators: one TOML file per indicator beside this module, with all that a reader should know.

What an indicator computes is declared in its standard. The library says why it matters, how it is read, what to be
careful of, and who answers for the wording.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from vocabulary.indicators import Polarity
from vocabulary.years import FIRST_YEAR, LAST_YEAR

FOLDER: Final = Path(__file__).parent
"""Where the committed files are."""


def _one_line(text: object) -> object:
    """Return text without the line breaks of the file."""
    return " ".join(text.split()) if isinstance(text, str) else text


Words = Annotated[str, Field(min_length=3, max_length=1000), BeforeValidator(_one_line)]


class LibraryError(ValueError):
    """A file of the library is broken. The message names the file and the fault."""


class Record(BaseModel):
    """One indicator.

    ``why`` says in two to four sentences why it matters. ``since`` is the first reporting year. ``question`` is the
    staff survey's question behind it, if any. ``basis`` says how sure the definition is. ``review_date`` is the day
    by which the owner looks at the wording again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    version: Annotated[str, Field(min_length=1)]
    title: Words
    why: Words
    formula: Words
    unit: Literal["ratio", "percent", "percentage_points"]
    orientation: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    polarity: Polarity
    parity: float
    period: Words
    since: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    question: str | None = None
    caveats: Annotated[tuple[Words, ...], Field(min_length=1)]
    source: Words
    basis: Literal["published", "known", "assumed"]
    owner: Words
    review_date: date


@cache
def library() -> Mapping[str, Record]:
    """Return the committed records by id, read once a process.

    Raises:
        LibraryError: a file is broken.
    """
    return load(FOLDER)


def load(folder: Path) -> Mapping[str, Record]:
    """Return the records of a folder by id: numbered indicators in order, then the others by name.

    Raises:
        LibraryError: a file is broken; the file, the field and the fault are named.
    """
    records = (_read(path) for path in sorted(folder.glob("*.toml"), key=_order))
    return MappingProxyType({record.id: record for record in records})


def _order(path: Path) -> tuple[bool, int, str]:
    number = path.stem.isdecimal()
    return not number, int(path.stem) if number else 0, path.stem


def _read(path: Path) -> Record:
    try:
        record = Record.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        raise LibraryError(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except ValueError as error:  # broken TOML, and text that is not UTF-8
        raise LibraryError(f"{path.name}: {error}") from None
    if record.id != path.stem:
        raise LibraryError(f"{path.name}: id: '{record.id}' is not the name of the file")
    return record
