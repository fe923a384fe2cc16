"""Rules that hold the figures an organisation prints of itself against the counts it submits.

A stated figure agrees when the exact one, rounded to its decimal places, is the same. Where it does not, the wording
names the usual slip that reproduces the stated figure, if one does.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from indicators_service.domain.facts import Facts, Place, total
from indicators_service.domain.printed import places_of, rounded, slip, stated_value
from indicators_service.domain.rules import Context, Figure, FigureKind, Rule, Stated

Found = Iterator[tuple[Place, Mapping[str, Any]]]

_MORE_PLACES: Final = 2
"""Decimal places that the exact figure is shown with beyond those of the stated one, to tell them apart."""


def stated_differs(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find stated figures that the counts do not give."""
    for place, stated, figure in _about(rule, context):
        exact = exact_figure(figure, facts)
        if exact is not None and not _agrees(stated, exact):
            found = "" if (cause := slip(stated, exact, _rates(figure, facts))) is None else f" {cause}"
            yield place, _said(stated) | {"exact": _shown(exact, places_of(stated) + _MORE_PLACES), "slip": found}


def stated_undefined(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find stated ratios of counts that give none: the rate in the divisor is nought, or is the rate of nobody."""
    for place, stated, figure in _about(rule, context):
        given = figure.events in facts.counts and figure.item in facts.counts
        if figure.kind is FigureKind.RATIO and given and exact_figure(figure, facts) is None:
            yield place, _said(stated)


def stated_impossible(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find stated ratios that cannot be meant as such: far outside what any body reports, and not from its counts."""
    for place, stated, figure in _about(rule, context):
        exact = exact_figure(figure, facts)
        if figure.kind is not FigureKind.RATIO or (exact is not None and _agrees(stated, exact)):
            continue
        before = None if facts.earlier is None else exact_figure(figure, facts.earlier)
        far = before is not None and before > 0 and stated.value / float(before) > rule.parameters["times"]
        if stated.value > rule.parameters["above"] or far:
            words = "" if before is None else f"; last year's counts give {_shown(before, _MORE_PLACES)}"
            yield place, _said(stated) | {"before": words}


def stated_contradict(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find stated people and a stated change that cannot both hold beside last year's count.

    They may differ by ``share`` of the people stated: press figures are rounded.
    """
    said = {stated.figure: (place, stated) for place, stated, _ in _about(rule, context)}
    people, change = said.get(rule.parameters["people"]), said.get(rule.parameters["change"])
    earlier = None if facts.earlier is None else facts.earlier.counts.get(_item(rule, rule.parameters["people"]))
    if people is None or change is None or earlier is None:
        return
    place, moved = change
    expected = earlier.interest + moved.value
    if abs(expected - people[1].value) > rule.parameters["share"] * people[1].value:
        yield (
            place,
            {"before": earlier.interest, "change": moved.value, "expected": expected, "people": people[1].value},
        )


def exact_figure(figure: Figure, facts: Facts) -> Fraction | None:
    """Return a figure as the counts give it; ``None`` where they give none. A share is in percent."""
    if figure.kind is FigureKind.RATIO:
        rates = _rates(figure, facts)
        return None if rates is None or not rates[1] else rates[0] / rates[1]
    cell = facts.counts.get(figure.item)
    if cell is None:
        return None
    if figure.kind is FigureKind.PEOPLE:
        return Fraction(total(cell))
    if figure.kind is FigureKind.INTEREST:
        return Fraction(cell.interest)
    if figure.kind is FigureKind.SHARE:
        return Fraction(100 * cell.interest, total(cell)) if total(cell) else None
    before = None if facts.earlier is None else facts.earlier.counts.get(figure.item)
    return None if before is None else Fraction(cell.interest - before.interest)


def _rates(figure: Figure, facts: Facts) -> tuple[Fraction, Fraction] | None:
    """Return the rate on top of a ratio and the rate in its divisor, where both have people."""
    events, people = facts.counts.get(figure.events or ""), facts.counts.get(figure.item)
    if events is None or people is None or not people.reference or not people.interest:
        return None
    reference = Fraction(events.reference, people.reference)
    interest = Fraction(events.interest, people.interest)
    return (reference, interest) if figure.top == "reference" else (interest, reference)


def _about(rule: Rule, context: Context) -> Iterator[tuple[Place, Stated, Figure]]:
    for number, stated in enumerate(context.stated):
        if stated.figure in rule.figures:
            yield ("stated", number, "value"), stated, rule.figures[stated.figure]


def _item(rule: Rule, figure: str) -> str:
    return rule.figures[figure].item


def _agrees(stated: Stated, exact: Fraction) -> bool:
    return rounded(exact, places_of(stated)) == stated_value(stated)


def _said(stated: Stated) -> dict[str, Any]:
    return {"figure": stated.figure, "value": f"{stated_value(stated):,f}"}


def _shown(exact: Fraction, places: int) -> str:
    """Return a figure in words: whole where it is whole, else with some decimal places."""
    return f"{Decimal(exact.numerator) if exact.denominator == 1 else rounded(exact, places):,f}"
