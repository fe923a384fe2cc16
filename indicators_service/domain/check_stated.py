"""Rules that hold the figures an organisation prints of itself against the counts it submits.

A stated figure agrees when the exact one, rounded to its decimal places, is the same. Where it does not, the usual
slips are tried, and the wording says which one reproduces the stated figure: rates rounded before they were divided,
digits cut off instead of rounded, the ratio upside down, a percentage or a rate in place of a ratio.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from indicators_service.domain import items
from indicators_service.domain.annual_return import Counts
from indicators_service.domain.rules import Context, Facts, Place, Rule, Stated, facts_of, total

Found = Iterator[tuple[Place, Mapping[str, Any]]]

_LIKELIHOODS: Final = {
    "likelihood_appointment": (items.APPOINTED, items.SHORTLISTED, "reference"),
    "likelihood_disciplinary": (items.ENTERED, items.WHOLE_WORKFORCE, "interest"),
    "likelihood_training": (items.ACCESSED, items.WHOLE_WORKFORCE, "reference"),
}
"""Events, people, and the group on top of each ratio that may be stated."""

_RATE_PLACES: Final = (0, 1, 2, 3)
"""Decimal places, in percent, to which rates are commonly rounded before they are divided."""


def stated_differs(_rule: Rule, facts: Facts, context: Context) -> Found:
    """Find stated figures that the counts do not give."""
    for number, stated in enumerate(context.stated):
        exact = _exact(stated.figure, facts, context)
        if exact is None or _rounded(exact, stated.places) == Decimal(str(stated.value)):
            continue
        named = {"figure": stated.figure, "value": stated.value, "exact": float(exact)}
        yield ("stated", number, "value"), named | {"slip": _slip(stated, exact, facts)}


def stated_impossible(rule: Rule, _facts: Facts, context: Context) -> Found:
    """Find stated likelihoods that cannot be meant as ratios: far outside what any body reports."""
    for number, stated in enumerate(context.stated):
        if stated.figure not in _LIKELIHOODS:
            continue
        before = _before(stated.figure, context)
        far = before is not None and before > 0 and stated.value / float(before) > rule.parameters["times"]
        if stated.value > rule.parameters["above"] or far:
            words = "" if before is None else f"; last year's counts give {float(before):.2f}"
            yield ("stated", number, "value"), {"figure": stated.figure, "value": stated.value, "before": words}


def stated_contradict(rule: Rule, _facts: Facts, context: Context) -> Found:
    """Find stated people, share and change of the group of interest that cannot all hold beside last year's count."""
    said = {stated.figure: stated for stated in context.stated}
    people, change = said.get("workforce_bme"), said.get("workforce_bme_change")
    earlier = None if context.previous is None else facts_of(context.previous).counts.get(items.WHOLE_WORKFORCE)
    if people is None or change is None or earlier is None:
        return
    expected = earlier.interest + change.value
    slack = rule.parameters["share"] * people.value
    if abs(expected - people.value) > slack:
        number = next(place for place, each in enumerate(context.stated) if each is change)
        named = {"before": earlier.interest, "change": change.value, "expected": expected, "people": people.value}
        yield ("stated", number, "value"), named


def _exact(figure: str, facts: Facts, context: Context) -> Fraction | None:
    if figure in _LIKELIHOODS:
        return _ratio(figure, facts)
    staff, board = facts.counts.get(items.WHOLE_WORKFORCE), facts.counts.get(items.WHOLE_BOARD)
    if figure.startswith("board"):
        return None if board is None else Fraction(board.interest if figure == "board_bme" else total(board))
    return None if staff is None else _of_staff(figure, staff, context)


def _of_staff(figure: str, staff: Counts, context: Context) -> Fraction | None:
    if figure == "workforce_total":
        return Fraction(total(staff))
    if figure == "workforce_bme":
        return Fraction(staff.interest)
    if figure == "workforce_bme_share":
        return Fraction(100 * staff.interest, total(staff)) if total(staff) else None
    earlier = None if context.previous is None else facts_of(context.previous).counts.get(items.WHOLE_WORKFORCE)
    return None if earlier is None else Fraction(staff.interest - earlier.interest)


def _rates(figure: str, facts: Facts) -> tuple[Fraction, Fraction] | None:
    """Return the rate on top and the rate in the divisor, where both have people."""
    events, people, top = _LIKELIHOODS[figure]
    if events not in facts.counts or people not in facts.counts:
        return None
    x, n = facts.counts[events], facts.counts[people]
    if not n.reference or not n.interest:
        return None
    reference, interest = Fraction(x.reference, n.reference), Fraction(x.interest, n.interest)
    return (reference, interest) if top == "reference" else (interest, reference)


def _ratio(figure: str, facts: Facts) -> Fraction | None:
    rates = _rates(figure, facts)
    return None if rates is None or not rates[1] else rates[0] / rates[1]


def _before(figure: str, context: Context) -> Fraction | None:
    return None if context.previous is None else _ratio(figure, facts_of(context.previous))


def _rounded(exact: Fraction, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)


def _slip(stated: Stated, exact: Fraction, facts: Facts) -> str:
    """Return the sentence about the slip that reproduces the stated figure, empty where none does."""
    value = Decimal(str(stated.value))
    if _rounded(exact, stated.places, ROUND_DOWN) == value:
        return " It looks cut off instead of rounded."
    return next(_slips_of_ratios(value, stated, exact, facts), "") if stated.figure in _LIKELIHOODS else ""


def _slips_of_ratios(value: Decimal, stated: Stated, exact: Fraction, facts: Facts) -> Iterator[str]:
    if exact and _rounded(1 / exact, stated.places) == value:
        yield " It looks upside down: the other group stands on top."
    rates = _rates(stated.figure, facts) or ()
    for digits in _RATE_PLACES if rates else ():
        top, divisor = (_rounded(100 * rate, digits) for rate in rates)
        if divisor and _rounded(Fraction(top) / Fraction(divisor), stated.places) == value:
            yield f" It looks like rates rounded to {digits} decimal places before they were divided."
    if any(_rounded(100 * rate, stated.places) == value for rate in rates):
        yield " It looks like a rate in percent."
    if _rounded(100 * exact, stated.places) == value:
        yield " It looks like a percentage."
