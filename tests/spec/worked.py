"""Worked examples: small returns as JSON, read and computed by the engine as any return is."""

from typing import Any

from indicators_service.documents import annual_return
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.schemas.annual_return import ReturnToCompute
from indicators_service.standards.wres import compute
from tests.spec.paragraphs import Line, Value

Groups = dict[str, int]
ALL_STAFF = {"staff_group": "all", "band": "all"}


def groups(white: int, bme: int, unknown: int = 0) -> Groups:
    """Return people by group."""
    return {"white": white, "bme": bme, "unknown": unknown}


def row(band: str, people: Groups, staff_group: str = "non_clinical") -> dict[str, Any]:
    """Return one row of a workforce."""
    return {"staff_group": staff_group, "band": band, **people}


def tally(*bodies: dict[str, Any]) -> Tally:
    """Return the tally of some bodies, each given by the sections of its return."""
    found = [ReturnToCompute.model_validate({"year": 2019} | body) for body in bodies]
    return tally_of([annual_return(body) for body in found])


def find(counted: Tally, indicator: str, measure: str, part: dict[str, str] | None = None) -> Result:
    """Return one result of the first body."""
    wanted = (indicator, measure, part)
    return next(r for r in compute(counted)[0] if (r.indicator, r.measure, r.part and dict(r.part)) == wanted)


def result_of(body: dict[str, Any], indicator: str, measure: str, part: dict[str, str] | None = None) -> Result:
    """Return one result of one body."""
    return find(tally(body), indicator, measure, part)


def words(value: object) -> str:
    """Return a judgement as the wire says it."""
    return "null" if value is None else str(value).lower()


def value_line(result: Result, expected: str, what: str = "value", unit: str = "", figure: str = "") -> Line:
    """Return the line of a result's value."""
    return Line(what, expected, result.value, unit, figure)


def reason_line(result: Result, expected: str) -> Line:
    """Return the line of the reason why there is no value."""
    return Line("reason", expected, words(result.reason))


def interval_lines(result: Result, lower: str, upper: str, method: str, unit: str = "") -> tuple[Line, ...]:
    """Return the lines of a 95 % interval and its method."""
    interval = result.interval
    bounds: tuple[Value, Value] = (None, None) if interval is None else (interval.lower, interval.upper)
    return (
        Line("95 % interval, lower", lower, bounds[0], unit),
        Line("95 % interval, upper", upper, bounds[1], unit),
        Line("method of the interval", method, words(interval and interval.method)),
    )


def judged(result: Result, four_fifths: str, favours: str) -> tuple[Line, ...]:
    """Return the lines of the judgements of a ratio."""
    return (
        Line("four-fifths rule", four_fifths, words(result.four_fifths)),
        Line("favours", favours, words(result.favours)),
    )
