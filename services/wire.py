"""The kinds of value that every service takes as JSON: strict where a slip of the hand would pass unnoticed."""

import re
from datetime import date, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Wire(BaseModel):
    """The base of everything taken: a field that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


def _whole(value: object) -> object:
    """Return 8.0 as 8: JSON and spreadsheets make no difference. Everything else stays as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written(value: object) -> object:
    """Refuse a number where a day or an instant is meant: nobody means seconds since 1970 by it."""
    if isinstance(value, date | datetime):
        return value
    if not isinstance(value, str) or not _DAY.match(value):
        raise ValueError("write it as ISO 8601 does, such as 2018-03-31 or 2018-03-31T12:00:00Z")
    return value


def _with_time(value: object) -> object:
    if isinstance(value, str) and "T" not in value.upper():
        raise ValueError("write the instant as ISO 8601 does, such as 2018-03-31T12:00:00Z")
    return value


Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""Text that every database can hold: PostgreSQL takes no NUL."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number; a field of this type is made strict where it is used, so that text and true are refused."""

Day = Annotated[date, BeforeValidator(_written)]
"""A calendar day."""

Instant = Annotated[AwareDatetime, BeforeValidator(_with_time), BeforeValidator(_written)]
"""An instant with its zone."""
