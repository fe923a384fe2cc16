"""What a specification is made of: chapters of paragraphs, each with inputs and lines of expected results."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Value = float | str | None
"""What the engine gives: a number, words, or nothing."""

NOTHING = "null"
"""How an expected absence is written."""


@dataclass(frozen=True, slots=True)
class Table:
    """Inputs as a table. Whole numbers are people and are shown with thousands marked."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int | str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One expected result beside what the engine gives.

    ``expected`` is as it was printed or worked out by hand; its decimal places say how closely it is meant.
    ``figure`` names the published figure that the line reproduces.
    """

    what: str
    expected: str
    gives: Value
    unit: str = ""
    figure: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the engine gives what is expected, within half of the last place of a number."""
        if self.gives is None or isinstance(self.gives, str):
            return self.expected == (NOTHING if self.gives is None else self.gives)
        return abs(Decimal(repr(self.gives)) - Decimal(self.expected)) <= self._step / 2

    @property
    def difference(self) -> str:
        """Expected minus given, for numbers; empty for words."""
        if self.gives is None or isinstance(self.gives, str | int):
            return ""
        exact = Decimal(self.expected) - Decimal(repr(self.gives))
        return f"{fixed(float(exact), self._places + 2):+}"

    @property
    def given(self) -> str:
        """What the engine gives as text, with two places more than expected."""
        if self.gives is None:
            return NOTHING
        if isinstance(self.gives, float):
            return f"{fixed(self.gives, self._places + 2)}{self.unit}"
        return f"{self.gives:,}" if isinstance(self.gives, int) else self.gives

    @property
    def wanted(self) -> str:
        """What is expected, as text."""
        return f"{int(self.expected):,}" if isinstance(self.gives, int) else f"{self.expected}{self.unit}"

    @property
    def _places(self) -> int:
        return len(self.expected.partition(".")[2])

    @property
    def _step(self) -> Decimal:
        return Decimal(1).scaleb(-self._places)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that the method does: a title, plain words, inputs, and lines of results.

    ``published`` says that what is expected was printed by somebody, so that differences are residuals worth
    showing. ``after`` is what follows from the results, formatted from them.
    """

    title: str
    text: str
    lines: tuple[Line, ...]
    given: Table | None = None
    source: str = ""
    published: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Paragraphs on one subject. They are functions, so that nothing is computed before it is asked for."""

    title: str
    text: str
    paragraphs: tuple[Callable[[], Paragraph], ...]


def fixed(value: float, places: int) -> Decimal:
    """Return a number with so many places, half away from zero, and without a minus before nought."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded or abs(rounded)
