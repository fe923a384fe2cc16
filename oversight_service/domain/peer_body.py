"""Reading the JSON bodies of the other services: kinds are checked, and what is absent is None."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite


class PeerBodyError(ValueError):
    """A body from another service that is not in the agreed shape, with the path and the fault."""

    def __init__(self, path: str, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Body:
    """One JSON object of a body and its path. Methods return None for a key that is absent or null.

    Raises:
        PeerBodyError: from any method, when the value is of another kind, or is needed and absent.
    """

    path: str
    content: Mapping[str, object]

    def text(self, key: str) -> str | None:
        """Return a text."""
        value = self.content.get(key)
        if value is None or isinstance(value, str):
            return value
        raise PeerBodyError(f"{self.path}.{key}", "must be a text")

    def needed_text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.text(key)
        if value is None:
            raise PeerBodyError(f"{self.path}.{key}", "is missing")
        return value

    def day(self, key: str) -> date | None:
        """Return a day."""
        text = self.text(key)
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError as error:
            raise PeerBodyError(f"{self.path}.{key}", "must be a day such as 2018-03-31") from error

    def instant(self, key: str) -> datetime | None:
        """Return an instant with its offset from UTC."""
        text = self.text(key)
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError as error:
            raise PeerBodyError(f"{self.path}.{key}", "must be an instant such as 2018-03-31T09:00:00Z") from error
        if found.tzinfo is None:
            raise PeerBodyError(f"{self.path}.{key}", "must be an instant with its offset from UTC")
        return found

    def needed_instant(self, key: str) -> datetime:
        """Return an instant that must be there."""
        found = self.instant(key)
        if found is None:
            raise PeerBodyError(f"{self.path}.{key}", "is missing")
        return found

    def flag(self, key: str) -> bool | None:
        """Return a yes or no."""
        value = self.content.get(key)
        if value is None or isinstance(value, bool):
            return value
        raise PeerBodyError(f"{self.path}.{key}", "must be true or false")

    def number(self, key: str) -> float | None:
        """Return a finite number; a whole number stays one."""
        value = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise PeerBodyError(f"{self.path}.{key}", "must be a finite number")
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number, also when it is written as 12.0."""
        value = self.number(key)
        if value is not None and value != int(value):
            raise PeerBodyError(f"{self.path}.{key}", "must be a whole number")
        return None if value is None else int(value)

    def needed_whole(self, key: str) -> int:
        """Return a whole number that must be there."""
        value = self.whole(key)
        if value is None:
            raise PeerBodyError(f"{self.path}.{key}", "is missing")
        return value

    def inner(self, key: str) -> "Body | None":
        """Return an inner object."""
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise PeerBodyError(f"{self.path}.{key}", "must be an object")
        return Body(f"{self.path}.{key}", value)

    def needed_inner(self, key: str) -> "Body":
        """Return an inner object that must be there."""
        value = self.inner(key)
        if value is None:
            raise PeerBodyError(f"{self.path}.{key}", "is missing")
        return value

    def each(self, key: str) -> "list[Body]":
        """Return the objects of a list; an absent list is empty."""
        values = self.content.get(key)
        if values is None:
            return []
        if not isinstance(values, list | tuple) or not all(isinstance(value, Mapping) for value in values):
            raise PeerBodyError(f"{self.path}.{key}", "must be a list of objects")
        return [Body(f"{self.path}.{key}[{number}]", value) for number, value in enumerate(values)]

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list; an absent list is empty."""
        values = self.content.get(key)
        if values is None:
            return []
        if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
            raise PeerBodyError(f"{self.path}.{key}", "must be a list of texts")
        return list(values)

    def wholes(self, key: str) -> list[int]:
        """Return the whole numbers of a list; an absent list is empty."""
        values = self.content.get(key)
        if values is None:
            return []
        if not isinstance(values, list | tuple) or not all(type(value) is int for value in values):
            raise PeerBodyError(f"{self.path}.{key}", "must be a list of whole numbers")
        return list(values)

    def part(self, key: str) -> dict[str, str] | None:
        """Return an object whose values are all texts: what an indicator's row is about."""
        table = self.inner(key)
        return None if table is None else {name: table.needed_text(name) for name in table.content}
