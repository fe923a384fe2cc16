"""A strict reader of one table of a framework file: every fault names the file, the key and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from oversight_service.domain.frameworks import Threshold

Word = TypeVar("Word", bound=StrEnum)
Kind = TypeVar("Kind")


class FrameworkError(ValueError):
    """A framework file that cannot be used, with the file, the line, the dotted key and the fault."""

    def __init__(self, file: str, key: str, fault: str, line: int | None = None) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {key}: {fault}")
        self.file = file
        self.key = key
        self.fault = fault
        self.line = line

    def on_line(self, line: int | None) -> "FrameworkError":
        """Return the same error with the line that it is on."""
        return FrameworkError(self.file, self.key, self.fault, line)


@dataclass(slots=True)
class Table:
    """One table of a file. Keys are taken by name and kind; ``finish`` refuses those that nobody took."""

    file: str
    path: str
    content: Mapping[str, object]
    taken: set[str] = field(default_factory=set)

    def fault(self, key: str, what: str) -> FrameworkError:
        """Return the error for ``key`` of this table."""
        return FrameworkError(self.file, f"{self.path}.{key}" if self.path else key, what)

    def finish(self) -> None:
        """Refuse keys that no reader asked for.

        Raises:
            FrameworkError: there is one; the first in the file's order is named.
        """
        for key in self.content:
            if key not in self.taken:
                raise self.fault(key, "this key is not known")

    def has(self, key: str) -> bool:
        """Say whether the table holds ``key``."""
        return key in self.content

    def _take(self, key: str, kind: type[Kind], name: str) -> Kind:
        self.taken.add(key)
        if key not in self.content:
            raise self.fault(key, "this key is missing")
        value = self.content[key]
        # A yes is an int in Python and an instant is a date: neither is what a file means by the other.
        disguised = isinstance(value, bool | datetime)
        if not isinstance(value, kind) or disguised:
            raise self.fault(key, f"must be {name}")
        return value

    def text(self, key: str) -> str:
        """Return a text that is not blank."""
        value = " ".join(self._take(key, str, "a text").split())
        if not value:
            raise self.fault(key, "must not be blank")
        return value

    def day(self, key: str) -> date:
        """Return a day."""
        return self._take(key, date, "a date such as 2017-06-01")

    def optional_day(self, key: str) -> date | None:
        """Return a day, or None when the key is absent."""
        return self.day(key) if self.has(key) else None

    def whole(self, key: str) -> int:
        """Return a whole number of at least 1."""
        value = self._take(key, int, "a whole number")
        if value < 1:
            raise self.fault(key, "must be 1 or more")
        return value

    def optional_whole(self, key: str) -> int | None:
        """Return a whole number of at least 1, or None when the key is absent."""
        return self.whole(key) if self.has(key) else None

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self.threshold(key)
        if isinstance(value, bool | str):
            raise self.fault(key, "must be a number")
        return value

    def numbers(self, key: str) -> tuple[float, ...]:
        """Return a list of finite numbers, or nothing when the key is absent."""
        if not self.has(key):
            return ()
        values = self._take(key, list, "a list of numbers")
        if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            raise self.fault(key, "must be a list of numbers")
        return tuple(float(value) for value in values)

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one word of a closed list."""
        return self._word(key, self.text(key), words)

    def words(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Return words of a closed list, at least one."""
        return tuple(self._word(key, text, words) for text in self.texts(key))

    def _word(self, key: str, text: str, words: type[Word]) -> Word:
        try:
            return words(text)
        except ValueError:
            raise self.fault(key, f"'{text}' is not one of {', '.join(words)}") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, at least one, none of them blank or repeated."""
        values = self._take(key, list, "a list of texts")
        texts = [" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()]
        if not values or len(texts) != len(values):
            raise self.fault(key, "must be a list of texts, none of them blank")
        if len(set(texts)) != len(texts):
            raise self.fault(key, "names something twice")
        return tuple(texts)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or nothing when the key is absent."""
        return self.texts(key) if self.has(key) else ()

    def part(self, key: str) -> dict[str, str]:
        """Return a table of texts: the part of an indicator."""
        table = self.table(key)
        part = {name: table.text(name) for name in table.content}
        if not part:
            raise self.fault(key, "must name at least one part")
        return part

    def optional_part(self, key: str) -> dict[str, str] | None:
        """Return the part of an indicator, or None when the key is absent: the indicator as a whole."""
        return self.part(key) if self.has(key) else None

    def threshold(self, key: str) -> Threshold:
        """Return a word, a yes or no, or a finite number."""
        self.taken.add(key)
        value = self.content.get(key)
        if isinstance(value, bool | str):
            return value
        if isinstance(value, int | float) and abs(value) < float("inf"):
            return float(value)
        raise self.fault(key, "must be a word, true or false, or a finite number")

    def table(self, key: str) -> "Table":
        """Return an inner table."""
        return Table(self.file, f"{self.path}.{key}" if self.path else key, self._take(key, dict, "a table"))

    def tables(self, key: str) -> "list[Table]":
        """Return the inner tables of a list, or none when the key is absent."""
        if not self.has(key):
            return []
        where = f"{self.path}.{key}" if self.path else key
        values = self._take(key, list, "a list of tables")
        if not all(isinstance(value, dict) for value in values):
            raise self.fault(key, "must be a list of tables")
        return [Table(self.file, f"{where}[{number}]", value) for number, value in enumerate(values)]
