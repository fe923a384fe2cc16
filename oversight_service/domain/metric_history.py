"""A metric over the years up to that of the pack, the test of whether it moves, and the change on last year, tested.

The indicators service has tested both over everything that it knows. A test that holds a later year than the pack's
is no evidence here: a pack of 2017 must not know 2018.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from oversight_service.domain.evidence import Absence
from oversight_service.domain.evidence_metrics import Change, MetricTrend, YearPoint
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_definitions import MetricDefinition
from oversight_service.domain.metric_evidence import COMPARED, NOT_STATED, TOO_FEW, withheld_for
from oversight_service.domain.pack_extras import NOT_ASKED, Response
from oversight_service.domain.peer_body import Body
from oversight_service.domain.results import row_key
from oversight_service.domain.sentences import in_words, reason_in_words
from vocabulary.ethnicity import EthnicGroup

SERVICE: Final = "indicators"
LATER_YEARS: Final = "later-years-in-the-test"
WITHHELD: Final = frozenset({TOO_FEW, NOT_STATED})
"""Reasons of this service's own for which a figure is not shown."""

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
    points = _points(definition, Body("trends", _given(trends)), item, year)
    tested = item.inner("trend")
    reason = _untested(tested, year) or _withheld_in(points, tested)
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

    Where last year's figure must be withheld, or nothing tells how many people are behind it, so is the movement.

    Raises:
        PeerBodyError: the answer is not in the agreed shape.
    """
    if change is None:
        return None
    body = None if isinstance(trends, Absence) else Body("trends", trends)
    item = _item(definition, body) if body else None
    points = _points(definition, body, item, year) if body and item else ()
    before = next((point for point in points if point.year == change.previous_year), None)
    if definition.minimum_denominator is not None and (before is None or before.reason in WITHHELD):
        return _withheld_change(change, before.reason if before else NOT_STATED)
    tested = item.inner("change") if item else None
    if item is None or tested is None or tested.wholes("years") != [change.previous_year, year]:
        return change
    significant, p_value = tested.flag("significant"), tested.number("p_value")
    return replace(
        change,
        p_value=p_value,
        test=tested.text("test"),
        significant=significant,
        sentence=_change(change, item.text("unit"), significant, p_value),
    )


def _withheld_change(change: Change, reason: str | None) -> Change:
    words = f"The figure of {change.previous_year} is not shown. {reason_in_words(reason)}"
    return Change(change.previous_year, None, None, sentence=words)


def _given(trends: Response) -> Mapping[str, object]:
    return {} if isinstance(trends, Absence) else trends


def _item(definition: MetricDefinition, trends: Body) -> Body | None:
    """Return the row of the years that the metric shows."""
    wanted = row_key(definition.indicator, definition.part, definition.measure)
    for item in _of(definition, trends):
        if row_key(definition.indicator, item.part("part"), item.needed_text("measure")) == wanted:
            return item
    return None


def _of(definition: MetricDefinition, trends: Body) -> list[Body]:
    return [item for item in trends.each("items") if item.text("indicator") == definition.indicator]


def _points(definition: MetricDefinition, trends: Body, item: Body, year: int) -> tuple[YearPoint, ...]:
    """Return the years to that of the pack, each withheld where its groups are smaller than the metric allows."""
    alone = {
        group: row
        for group in COMPARED
        for row in _of(definition, trends)
        if row.part("part") == {"group": group.value}
    }
    told = []
    for point in item.each("points"):
        when = point.needed_whole("year")
        if when > year:
            continue
        why = withheld_for(definition, partial(_people, point, when, alone))
        withheld = why is not None and point.number("value") is not None
        told.append(YearPoint(when, None, None, None, why) if withheld else _point(point))
    return tuple(told)


def _people(point: Body, year: int, alone: Mapping[EthnicGroup, Body], group: EthnicGroup) -> float | None:
    """Return the people of a group behind a point: as it states them, or as the row of that group alone does."""
    same = (each for row in (alone.get(group),) if row for each in row.each("points") if each.whole("year") == year)
    for each in (point, *same):
        behind = each.inner("denominators")
        stated = behind.number(group.value) if behind else None
        if stated is not None:
            return stated
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


def _withheld_in(points: Sequence[YearPoint], tested: Body | None) -> str | None:
    """Return why a test must be withheld: it would tell of a year that is."""
    years = tested.wholes("years") if tested else []
    return next((each.reason for each in points if each.year in years and each.reason in WITHHELD), None)


def _untested(tested: Body | None, year: int) -> str | None:
    """Return why there is no test of a trend that the pack may show, ``None`` where there is one."""
    if tested is None:
        return "not-tested"
    reason = tested.text("reason")
    if reason is not None or tested.number("p_value") is None:
        return reason or "not-tested"
    years = tested.wholes("years")
    if not years:
        return "not-tested"
    return LATER_YEARS if max(years) > year else None


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
    moved = "changed" if change.difference is None else "risen" if change.difference > 0 else "fallen"
    return f"{before}; it has {moved}, and chance does not explain the change."


def _source(definition: MetricDefinition, ods: str, year: int) -> Source:
    return Source(
        service=SERVICE,
        href=f"/v1/organisations/{ods}/trends?indicator={definition.indicator}",
        year=year,
        indicator=definition.indicator,
        part=definition.part,
        measure=definition.measure,
    )
