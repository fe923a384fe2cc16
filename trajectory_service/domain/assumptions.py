"""Values a trajectory rests on, each with where it came from."""

from dataclasses import dataclass
from typing import Final

GIVEN: Final = "given"
DEFAULT: Final = "default"
FITTED: Final = "fitted"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that was assumed: its name, what it is, its origin, and a sentence for the reader.

    ``origin`` is ``given``, ``default``, ``fitted`` or what ``from_returns`` says.
    """

    name: str
    value: float
    origin: str
    note: str


def given(name: str, value: float, note: str = "Given with the request.") -> Assumption:
    """Return a value as the caller gave it."""
    return Assumption(name, value, GIVEN, note)


def from_returns(first: int, last: int | None = None) -> str:
    """Return the origin of a value taken from a return, or from the returns of two years."""
    return f"from returns {first}" if last is None or last == first else f"from returns {first}–{last}"
