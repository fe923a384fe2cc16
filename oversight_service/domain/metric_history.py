"""A metric over the years up to that of the pack, the test of whether it moves, and the change on last year, tested.

The indicators service has tested both over everything that it knows. A test that holds a later year than the pack's
is no evidence here: a pack of 2017 must not know 2018.
"""

from typing import Final

from oversight_service.domain.evidence import Absence, Change, MetricTrend, YearPoint
from oversight_service.domain.facts import Source
from oversight_service.domain.frameworks import MetricDefinition
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.results import row_key
from oversight_service.domain.sentences import in_words, reason_in_words

SERVICE: Final = "indicators"
LATER_YEARS: Final = "later-years-in-the-test"
_MOVES: Final = {"rising": "rises", "falling": "falls"}


def history_of(definition: MetricDefinition, ods: str, year: int, trends: Response) -> MetricTrend | None:
    """Return a metric's years to that of the pack; ``None`` where nobody asked for them.

    Raises:
        PeerBodyError: the answer is not in the agreed shape.
    """
    if trends is NOT_ASKED:
        return None
    source = _source(definition, ods, year)
    item = None if isinstance(trends, Absence) else _item(definition, Body("trends", trends))
    if item is None:
        missing = trends.reason if isinstance(trends, Absence) else "not-in-response"
        words = f"Over the years: {reason_in_words(missing)}"
        return MetricTrend((), (), None, None, None, None, missing, words, source)
    unit = item.text("unit")
    points = tuple(_point(each) for each in item.each("points") if each.needed_whole("year") <= year)
    tested = item.inner("trend")
    reason = _untested(tested, year)
    if tested is None or reason is not None:
        words = f"{_years(points, unit)} {reason_in_words(reason)}".strip()
        return MetricTrend(points, (), None, None, None, None, reason, words, source)
    significant = tested.flag("significant")
    return MetricTrend(
        points=points,
        years=tuple(tested.wholes("years")),
        direction=tested.text("direction"),
        p_value=tested.number("p_value"),
        test=tested.text("test"),
        significant=significant,
        reason=None,
        sentence=f"{_years(points, unit)} {_trend(tested, significant)}".strip(),
        source=source,
    )


def tested_change(definition: MetricDefinition, year: int, trends: Response, change: Change | None) -> Change | None:
    """Return the movement since last year with its test, where the two years were tested.

    Raises:
        PeerBodyError: the answer is not in the agreed shape.
    """
    if change is None or isinstance(trends, Absence):
        return change
    item = _item(definition, Body("trends", trends))
    tested = item.inner("change") if item else None
    if item is None or tested is None or tested.wholes("years") != [change.previous_year, year]:
        return change
    significant, p_value = tested.flag("significant"), tested.number("p_value")
    return Change(
        previous_year=change.previous_year,
        previous_value=change.previous_value,
        difference=change.difference,
        p_value=p_value,
        test=tested.text("test"),
        significant=significant,
        sentence=_change(change, item.text("unit"), significant, p_value),
    )


def _item(definition: MetricDefinition, trends: Body) -> Body | None:
    """Return the row of the years that the metric shows."""
    wanted = row_key(definition.indicator, definition.part, definition.measure)
    for item in trends.each("items"):
        if item.text("indicator") == definition.indicator:
            found = row_key(definition.indicator, item.part("part"), item.needed_text("measure"))
            if found == wanted:
                return item
    return None


def _point(body: Body) -> YearPoint:
    interval = body.inner("interval")
    return YearPoint(
        year=body.needed_whole("year"),
        value=body.number("value"),
        lower=interval.number("lower") if interval else None,
        upper=interval.number("upper") if interval else None,
        reason=body.text("reason"),
    )


def _untested(tested: Body | None, year: int) -> str | None:
    """Return why there is no test of a trend that the pack may show, ``None`` where there is one."""
    if tested is None:
        return "not-tested"
    reason = tested.text("reason")
    if reason is not None or tested.number("p_value") is None:
        return reason or "not-tested"
    return LATER_YEARS if max(tested.wholes("years"), default=year) > year else None


def _years(points: tuple[YearPoint, ...], unit: str | None) -> str:
    told = [f"{point.year} {in_words(point.value, unit)}" for point in points if point.value is not None]
    return f"Over the years: {', '.join(told)}." if told else "No year has a value."


def _trend(tested: Body, significant: bool | None) -> str:
    years = tested.wholes("years")
    span = f"From {years[0]} to {years[-1]}"
    if not significant:
        return f"{span} the movement could be chance."
    return f"{span} it {_MOVES.get(tested.text('direction') or '', 'moves')}, and chance does not explain it."


def _change(change: Change, unit: str | None, significant: bool | None, p_value: float | None) -> str:
    before = f"In {change.previous_year} it was {in_words(change.previous_value, unit)}"
    if p_value is None:
        return f"{before}; the change was not tested."
    if not significant:
        return f"{before}; the change could be chance."
    moved = "risen" if (change.difference or 0.0) > 0 else "fallen"
    return f"{before}; it has {moved}, and chance does not explain the change."


def _source(definition: MetricDefinition, ods: str, year: int) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/trends?indicator={definition.indicator}",
        year=year,
        revision=None,
        document=None,
        method_version=None,
        indicator=definition.indicator,
        part=definition.part,
        measure=definition.measure,
    )
