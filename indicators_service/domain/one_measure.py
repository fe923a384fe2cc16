"""One measure of a standard for every body at once: columns to compare, sort and count by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators_service.domain.engine import OPERATORS
from indicators_service.domain.findings import Findings
from indicators_service.domain.results import Heading, Result
from indicators_service.domain.standard import Measure, Standard
from indicators_service.domain.tally import Tally
from indicators_service.domain.telling import told
from inference.normal import Floats


class UnknownMeasureError(LookupError):
    """The standard has no such indicator, measure or part. The message names what there is."""


@dataclass(frozen=True, slots=True)
class OneMeasure:
    """A measure of one part: its declaration, cut down to that part, and its heading."""

    measure: Measure
    heading: Heading

    def findings(self, tally: Tally) -> Findings:
        """Return what the measure finds, (bodies, 1)."""
        return OPERATORS[self.measure.operator](self.measure, tally)

    def values(self, tally: Tally) -> Floats:
        """Return the values, (bodies,); ``nan`` where undefined."""
        found: Floats = self.findings(tally).value[:, 0]
        return found

    def results(self, tally: Tally) -> list[Result]:
        """Return the result of every body, in order."""
        return [row[0] for row in told(self.findings(tally), self.measure.headings, tally.rule)]


def one_measure(standard: Standard, indicator: str, measure: str | None, part: Mapping[str, str]) -> OneMeasure:
    """Return the measure of an indicator for the part that ``part`` describes.

    A measure that is not named is the indicator's own, the one with a parity. What ``part`` leaves out is taken as
    the whole: all staff, the whole board, the group of interest.

    Raises:
        UnknownMeasureError: there is none, with the names of those there are.
    """
    found = [each for each in measures_of(standard, indicator) if measure in (None, each.heading.measure)]
    if not found:
        names = sorted({each.heading.measure for each in measures_of(standard, indicator)})
        raise UnknownMeasureError(f"Indicator {indicator} has no measure '{measure}'; it has {', '.join(names)}.")
    own = [each for each in found if measure is not None or each.heading.parity is not None]
    fitting = [each for each in own if _fits(each.heading.part or {}, part)]
    if not fitting:
        raise UnknownMeasureError(
            f"Indicator {indicator} has no such part; it has {_parts(own, standard.groups.shown())}."
        )
    return min(fitting, key=lambda each: _distance(each.heading.part or {}, part))


def measures_of(standard: Standard, indicator: str) -> list[OneMeasure]:
    """Return every measure of every part of an indicator.

    Raises:
        UnknownMeasureError: the standard has no such indicator.
    """
    for definition in standard.definitions:
        if definition.id == indicator:
            return [
                OneMeasure(measure.of_part(place), heading)
                for measure in definition.measures
                for place, heading in enumerate(measure.headings)
            ]
    known = ", ".join(definition.id for definition in standard.definitions)
    raise UnknownMeasureError(f"There is no indicator '{indicator}'; there are {known}.")


def _fits(own: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    return all(own.get(key) == value for key, value in asked.items())


def _distance(own: Mapping[str, str], asked: Mapping[str, str]) -> int:
    """Count what of a part was not asked for and is not the whole."""
    wholes = ("all", "interest")
    return sum(value not in wholes for key, value in own.items() if key not in asked)


def _parts(measures: Iterable[OneMeasure], groups: Mapping[str, str]) -> str:
    keys: dict[str, dict[str, None]] = {}
    for each in measures:
        for key, value in (each.heading.part or {}).items():
            keys.setdefault(key, {})[groups.get(value, value) if key == "group" else value] = None
    return "; ".join(f"{key}: {', '.join(values)}" for key, values in keys.items()) or "no parts"
