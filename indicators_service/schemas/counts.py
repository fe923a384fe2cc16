"""The plainest values that every section of a return is made of: people, percentages, years, codes."""

from typing import Annotated

from pydantic import Field

from services.wire import Whole, Wire
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.years import FIRST_YEAR, LAST_YEAR

MOST_PEOPLE = 5_000_000
"""More people than any count in the NHS can hold; keeps a slip of the keyboard out of the sums."""

People = Annotated[Whole, Field(strict=True, ge=0, le=MOST_PEOPLE)]
Percent = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Year = Annotated[Whole, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
OdsCode = Annotated[str, Field(pattern=ODS_CODE_PATTERN)]


class GroupCounts(Wire):
    """People counted in each group."""

    white: People
    bme: People
    unknown: People = 0
