"""Results as they go over the wire. This is the only place of this service where a number is rounded."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context
from typing import Final

from pydantic import BaseModel

from indicators_service.domain import results as domain
from indicators_service.domain.board_seats import Seats
from indicators_service.domain.edition import Edition
from indicators_service.schemas.annual_return import Warned
from indicators_service.schemas.organisations import OrganisationOut
from services.rounding import half_away, rounded_decimal

PLACES: Final = 4
"""Decimal places of values, rates and intervals. ``display`` rounds to two, as NHS bodies print."""

DISPLAY_PLACES: Final = 2
"""Decimal places of ``display``."""

_FOUR_DIGITS: Final = Context(prec=4, rounding=ROUND_HALF_UP)
WRES_GROUPS: Final[Mapping[str, str]] = {"reference": "white", "interest": "bme", "unknown": "unknown"}
"""What the WRES calls the engine's groups."""


def rounded(value: float | None) -> float | None:
    """Return ``value`` to four places, half away from zero; ``None`` stays ``None``."""
    return None if value is None else half_away(value, PLACES)


def significant_digits(value: float | None) -> float | None:
    """Return a p-value to four significant digits, so that a small one is not shown as none."""
    return None if value is None else float(_FOUR_DIGITS.create_decimal_from_float(value))


def display(value: float | None) -> str | None:
    """Return ``value`` as text to two places."""
    return None if value is None else str(rounded_decimal(value, DISPLAY_PLACES))


class GroupFigures(BaseModel):
    """Of so many people in a group, how many; and the rate in percent."""

    numerator: int | None
    denominator: int | None
    rate: float | None


class IntervalOut(BaseModel):
    """A confidence interval. A bound is null where the interval is open on that side."""

    lower: float | None
    upper: float | None
    level: float
    method: str


class PreviousOut(BaseModel):
    """The same value a year before."""

    year: int
    value: float | None


class DisclosureOut(BaseModel):
    """Whether disclosure control was applied, and the rule."""

    controlled: bool
    rule: str | None


class ResultOut(BaseModel):
    """One figure with everything needed to read, judge and trace it."""

    indicator: str
    part: dict[str, str] | None
    measure: str
    value: float | None
    display: str | None
    unit: str
    orientation: str
    polarity: str
    parity: float | None
    reason: str | None
    groups: dict[str, GroupFigures]
    interval: IntervalOut | None
    p_value: float | None
    test: str | None
    four_fifths: str | None
    significant: bool | None
    favours: str | None
    small_number: bool
    completeness: float | None
    previous: PreviousOut | None
    benchmark: None = None
    disclosure: DisclosureOut
    method_version: str


class ShareOut(BaseModel):
    """BME people in a part of the workforce, and their share of all people in it, in percent."""

    bme: int | None
    share: float | None
    reason: str | None


class RepresentationOut(BaseModel):
    """The strategy's Table 1: BME share of the whole workforce, of band 8a to VSM, and the gap between.

    The gap is workforce minus leadership, as Table 1 prints it: positive where leaders are less diverse. It is
    taken before rounding. Leadership is band 8a to VSM, as in the strategy, or what a named edition calls senior.
    """

    workforce: ShareOut
    bands_8a_to_vsm: ShareOut
    senior_cluster: str
    senior: ShareOut
    gap: float | None
    display: str | None
    unit: str = "percentage_points"
    orientation: str = "workforce_minus_leadership"


class SeatsOut(BaseModel):
    """A board's seats beside what its BME share of the workforce would come to; see indicator 9 for the gap.

    ``needed`` is how many more seats would reach the share; ``at_most`` and ``at_least`` are chances under it.
    """

    membership: str
    members: int | None
    actual: int | None
    share: float | None
    expected: float | None
    difference: float | None
    needed: int | None
    at_most: float | None
    at_least: float | None
    reason: str | None


class EditionOut(BaseModel):
    """What an edition of the standard fixes: the definitions that figures were computed by.

    ``assumed`` names what no primary document was at hand to confirm.
    """

    edition: str
    window_years: int
    senior_cluster: str
    survey_year: int
    survey_items: dict[str, str]
    assumed: list[str]


class FootprintOut(BaseModel):
    """The bodies whose returns were added together, and the sentence that says so."""

    kind: str
    members: list[str]
    sentences: list[str]


class IndicatorsOut(BaseModel):
    """Every result of one organisation for one year, and the revision of the return behind them.

    Where several bodies' returns were added, ``footprint`` names them and there is no one revision.
    """

    organisation: OrganisationOut
    year: int
    revision: int | None
    document: str | None
    edition: str
    definitions: EditionOut
    footprint: FootprintOut | None = None
    snapshot: str
    state: str
    published: bool
    representation: RepresentationOut
    board_seats: list[SeatsOut]
    results: list[ResultOut]


class Coverage(BaseModel):
    """How many bodies an area has, and how many of them have a return in the sums."""

    organisations: int
    returns: int
    missing: int


class Area(BaseModel):
    """An area: the nation, a region, an ICS, or every body of a type."""

    id: str
    name: str
    synthetic: bool


class AreaIndicatorsOut(BaseModel):
    """Every result of an area for one year, from summed counts."""

    area: Area
    year: int
    coverage: Coverage
    representation: RepresentationOut
    board_seats: list[SeatsOut]
    results: list[ResultOut]


class ComputedOut(BaseModel):
    """Results of a return that was computed and forgotten."""

    organisation: str | None
    year: int
    edition: str
    warnings: list[Warned]
    representation: RepresentationOut
    board_seats: list[SeatsOut]
    results: list[ResultOut]


def _groups(groups: domain.Groups, names: Mapping[str, str]) -> dict[str, GroupFigures]:
    return {
        wire_name: GroupFigures(
            numerator=figures.numerator, denominator=figures.denominator, rate=rounded(figures.rate)
        )
        for name, wire_name in names.items()
        if (figures := getattr(groups, name)) is not None
    }


def _interval(interval: domain.Interval | None) -> IntervalOut | None:
    if interval is None:
        return None
    lower, upper = rounded(interval.lower), rounded(interval.upper)
    return IntervalOut(lower=lower, upper=upper, level=interval.level, method=interval.method)


def part_out(part: Mapping[str, str] | None, names: Mapping[str, str]) -> dict[str, str] | None:
    """Return what is measured, with a group by the name that a standard gives it."""
    return (
        None
        if part is None
        else {key: names.get(value, value) if key == "group" else value for key, value in part.items()}
    )


def result_out(result: domain.Result, names: Mapping[str, str] = WRES_GROUPS) -> ResultOut:
    """Return a result as the wire shows it: groups by the names that a standard gives them, numbers rounded."""
    previous = result.previous
    return ResultOut(
        indicator=result.indicator,
        part=part_out(result.part, names),
        measure=result.measure,
        value=rounded(result.value),
        display=display(result.value),
        unit=result.unit,
        orientation=result.orientation,
        polarity=result.polarity,
        parity=result.parity,
        reason=result.reason,
        groups=_groups(result.groups, names),
        interval=_interval(result.interval),
        p_value=significant_digits(result.p_value),
        test=result.test,
        four_fifths=result.four_fifths,
        significant=result.significant,
        favours=result.favours,
        small_number=result.small_number,
        completeness=rounded(result.completeness),
        previous=previous and PreviousOut(year=previous.year, value=rounded(previous.value)),
        disclosure=DisclosureOut(controlled=result.disclosure.controlled, rule=result.disclosure.rule),
        method_version=result.method_version,
    )


def results_out(results: Sequence[domain.Result], names: Mapping[str, str] = WRES_GROUPS) -> list[ResultOut]:
    """Return results as the wire shows them, in order."""
    return [result_out(result, names) for result in results]


def seats_out(seats: Iterable[Seats]) -> list[SeatsOut]:
    """Return board seats as the wire shows them."""
    return [
        SeatsOut(
            membership=each.membership,
            members=each.members,
            actual=each.actual,
            share=rounded(each.share),
            expected=rounded(each.expected),
            difference=rounded(each.difference),
            needed=each.needed,
            at_most=significant_digits(each.at_most),
            at_least=significant_digits(each.at_least),
            reason=each.reason,
        )
        for each in seats
    ]


def edition_out(edition: Edition) -> EditionOut:
    """Return an edition's definitions as the wire shows them."""
    return EditionOut(
        edition=edition.key,
        window_years=edition.window_years,
        senior_cluster=edition.senior,
        survey_year=edition.survey_year,
        survey_items=dict(edition.survey_items),
        assumed=list(edition.assumed),
    )


def _share(result: domain.Result) -> ShareOut:
    return ShareOut(bme=result.groups.interest.numerator, share=rounded(result.value), reason=result.reason)


LEADERSHIP: Final = "bands_8a_to_vsm"
"""What the strategy calls senior leadership: band 8a to VSM."""


def representation_out(results: Sequence[domain.Result], senior: str = LEADERSHIP) -> RepresentationOut:
    """Return the strategy's Table 1 for one body or area and year, from all of its results.

    ``senior`` is the cluster of bands that counts as leadership.
    """
    found = {
        (result.measure, result.part["band"]): result
        for result in results
        if result.part is not None and result.part.get("staff_group") == "all"
    }
    gap = found["gap", senior].value
    points = None if gap is None else -gap
    return RepresentationOut(
        workforce=_share(found["share", "all"]),
        bands_8a_to_vsm=_share(found["share", LEADERSHIP]),
        senior_cluster=senior,
        senior=_share(found["share", senior]),
        gap=rounded(points),
        display=display(points),
    )
