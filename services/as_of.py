"""The instant that a reader may ask about: what was known then, and never what is still to come."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from services.instants import now
from services.wire import Instant


def not_to_come(instant: datetime | None) -> datetime | None:
    """Return the instant unchanged.

    Raises:
        ValueError: it lies in the future. What is under embargo must not be read by asking about tomorrow.
    """
    if instant is not None and instant > now():
        raise ValueError("the instant lies in the future; nothing is known of it yet")
    return instant


AsOf = Annotated[
    Instant | None, AfterValidator(not_to_come), Query(description="Answer with what was known at this instant.")
]
"""A route parameter: the instant of which the answer is to tell what was known."""


def as_known(as_of: datetime | None) -> dict[str, str]:
    """Return the parameter that asks another service for what was known at an instant."""
    return {} if as_of is None else {"as_of": as_of.isoformat()}
