"""Operations that are to end: told in the contract beside the operation, and from there in every answer of it.

A route is marked where it is made::

    @router.get("/loaves", openapi_extra=ending(date(2027, 1, 4), date(2028, 1, 4), successor="/v2/loaves"))
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

MARK: Final = "x-deprecation"
"""The member of an operation in a contract that says when it was deprecated, when it ends, and what follows it."""

NOTICE: Final = timedelta(days=365)
"""For how long an operation stays, at the least, after it was said that it ends."""


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since when an operation is deprecated, from when on it may be gone, and the address that takes its place."""

    on: date
    sunset: date
    successor: str | None = None


def ending(on: date, sunset: date, successor: str | None = None) -> dict[str, Any]:
    """Return what marks an operation of a contract as one that is to end.

    Raises:
        ValueError: it would end sooner than callers were promised.
    """
    if sunset - on < NOTICE:
        raise ValueError(f"deprecated on {on}, it stays at least {NOTICE.days} days; {sunset} is too soon")
    told = {"on": on.isoformat(), "sunset": sunset.isoformat(), "successor": successor}
    return {"deprecated": True, MARK: told}


def deprecation_of(operation: dict[str, Any]) -> Deprecation | None:
    """Return when an operation of a contract ends, or ``None`` for one that stays.

    Raises:
        ValueError: it is called deprecated, and does not say since when and until when.
    """
    told = operation.get(MARK)
    if told is None:
        if operation.get("deprecated"):
            raise ValueError("an operation that is deprecated says since when and until when: mark it with ending()")
        return None
    return Deprecation(date.fromisoformat(told["on"]), date.fromisoformat(told["sunset"]), told["successor"])
