"""The figures of the wire: what each may be when it comes in, and how it is rounded when it goes out."""

from typing import Annotated, Final, overload

from pydantic import Field

from services.rounding import half_away
from services.wire import Whole
from vocabulary.years import FIRST_YEAR, LAST_YEAR

MOST_POSTS: Final = 20_000
"""The most posts one stratum may have here: more than any band of any organisation."""

_SHARE_PLACES: Final = 6
_PEOPLE_PLACES: Final = 3

Posts = Annotated[Whole, Field(strict=True, ge=0, le=MOST_POSTS)]
People = Annotated[Whole, Field(strict=True, ge=0, le=5_000_000)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Rate = Annotated[float, Field(strict=True, ge=0.0001, le=1, allow_inf_nan=False)]
"""A share of posts a year. Less than one in ten thousand is nobody in a lifetime, and too little to divide by."""

Growth = Annotated[float, Field(strict=True, ge=-0.5, le=1, allow_inf_nan=False)]
"""A share of posts added a year, or cut where negative."""

Odds = Annotated[float, Field(strict=True, ge=0.01, le=100, allow_inf_nan=False)]
Year = Annotated[Whole, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]


@overload
def share_out(value: float) -> float: ...
@overload
def share_out(value: float | None) -> float | None: ...
def share_out(value: float | None) -> float | None:
    """Return a share or probability to six places, half away from zero."""
    return None if value is None else half_away(value, _SHARE_PLACES)


@overload
def people_out(value: float) -> float: ...
@overload
def people_out(value: float | None) -> float | None: ...
def people_out(value: float | None) -> float | None:
    """Return expected people to three places, half away from zero."""
    return None if value is None else half_away(value, _PEOPLE_PLACES)
