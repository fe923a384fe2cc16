"""Measures over the years as they go over the wire: points, trend, change, special causes, and what was combined."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from indicators_service.domain import history
from indicators_service.domain.change import Change
from indicators_service.domain.representation_change import Figure, RepresentationYear, Trio
from indicators_service.domain.series import Trend
from indicators_service.domain.special_cause import SpecialCause
from indicators_service.schemas.organisations import OrganisationOut
from indicators_service.schemas.results import WRES_GROUPS, IntervalOut, part_out, rounded, significant_digits
from inference.false_discovery import SIGNIFICANT


class ReturnBehind(BaseModel):
    """A return that a year's figures are made of."""

    organisation: str
    revision: int
    document: str
    edition: str
    state: str
    published: bool


class YearBehind(BaseModel):
    """What a year's figures are made of. ``combined`` says that it is not simply the body's own return.

    ``reason`` is why there are none: a split, or a body of the footprint without a return (``missing``).
    """

    year: int
    members: list[str]
    returns: list[ReturnBehind]
    missing: list[str]
    combined: bool
    controlled: bool
    reason: str | None


class PointOut(BaseModel):
    """One year's value, or the ``reason`` why there is none; ``denominators`` are the people of each group behind."""

    year: int
    value: float | None
    reason: str | None
    interval: IntervalOut | None
    denominators: dict[str, int | None]


class TrendOut(BaseModel):
    """The trend over the years named. The slope is a year's, in points; of a ratio, the yearly change of its log."""

    test: str
    slope: float | None
    p_value: float | None
    significant: bool | None
    direction: str | None
    years: list[int]
    reason: str | None


class ChangeOut(BaseModel):
    """The change since the year before: in points, or of a ratio the factor."""

    years: list[int]
    change: float | None
    lower: float | None
    upper: float | None
    p_value: float | None
    significant: bool | None
    test: str
    interval: str
    scale: str


class CauseOut(BaseModel):
    """A sign that a share did more than vary by chance."""

    rule: str
    years: list[int]
    direction: str


class CourseOut(BaseModel):
    """One measure over the years."""

    indicator: str
    part: dict[str, str] | None
    measure: str
    unit: str
    orientation: str
    polarity: str
    parity: float | None
    points: list[PointOut]
    trend: TrendOut | None
    change: ChangeOut | None
    special_causes: list[CauseOut]


class FigureOut(BaseModel):
    """A share in percent or a difference in points, or why there is none."""

    value: float | None
    reason: str | None


class TrioOut(BaseModel):
    """The BME share of the workforce, of its senior leaders, and the gap, workforce minus leaders."""

    workforce: FigureOut
    leaders: FigureOut
    gap: FigureOut


class RepresentationYearOut(BaseModel):
    """One line of the strategy's Table 1, with the changes since the first year and since the year before."""

    year: int
    shares: TrioOut
    since_first: TrioOut | None
    since_previous: TrioOut | None


class TrendsOut(BaseModel):
    """Measures of one organisation over the years, and what each year is made of.

    ``breaks`` are first years of a new definition, across which nothing is compared.
    """

    organisation: OrganisationOut
    footprint: str
    combined: list[str]
    years: list[YearBehind]
    breaks: dict[str, list[int]]
    representation_change: list[RepresentationYearOut]
    items: list[CourseOut]
    next: None = None
    total: int


def course_out(course: history.Course, reasons: Mapping[int, str]) -> CourseOut:
    """Return a measure over the years as the wire shows it."""
    heading = course.heading
    return CourseOut(
        indicator=heading.indicator,
        part=part_out(heading.part, WRES_GROUPS),
        measure=heading.measure,
        unit=heading.unit,
        orientation=heading.orientation,
        polarity=heading.polarity,
        parity=heading.parity,
        points=_points(course, reasons),
        trend=_trend(course.trend),
        change=_change(course),
        special_causes=[_cause(each) for each in course.causes],
    )


def _points(course: history.Course, reasons: Mapping[int, str]) -> list[PointOut]:
    found = [_without(year, reason) for year, reason in reasons.items()]
    for year, result in zip(course.years, course.results, strict=True):
        if result is None:
            found.append(_without(year, "not-collected"))
            continue
        own = result.interval
        interval = own and IntervalOut(
            lower=rounded(own.lower), upper=rounded(own.upper), level=own.level, method=own.method
        )
        people = _people(result.groups.reference.denominator, result.groups.interest.denominator)
        value = rounded(result.value)
        point = PointOut(year=year, value=value, reason=result.reason, interval=interval, denominators=people)
        found.append(point)
    return sorted(found, key=lambda point: point.year)


def _without(year: int, reason: str) -> PointOut:
    return PointOut(year=year, value=None, reason=reason, interval=None, denominators=_people(None, None))


def _people(reference: int | None, interest: int | None) -> dict[str, int | None]:
    return {WRES_GROUPS["reference"]: reference, WRES_GROUPS["interest"]: interest}


def _trend(trend: Trend | None) -> TrendOut | None:
    if trend is None:
        return None
    return TrendOut(
        test=trend.test,
        slope=rounded(trend.slope),
        p_value=significant_digits(trend.p_value),
        significant=None if trend.p_value is None else trend.p_value < SIGNIFICANT,
        direction=trend.direction,
        years=list(trend.years),
        reason=trend.reason,
    )


def _change(course: history.Course) -> ChangeOut | None:
    change, ratio = course.change, course.heading.unit == "ratio"
    if change is None:
        return None
    return ChangeOut(
        years=list(course.years[-2:]),
        **dict(zip(("change", "lower", "upper"), _scaled(change, 1 if ratio else 100), strict=True)),
        p_value=significant_digits(change.p_value),
        significant=None if change.p_value is None else change.p_value < SIGNIFICANT,
        test=change.test,
        interval=change.interval,
        scale="factor" if ratio else "percentage_points",
    )


def _scaled(change: Change, scale: float) -> list[float | None]:
    bounds = (change.change, change.lower, change.upper)
    return [None if value is None else rounded(scale * value) for value in bounds]


def _cause(cause: SpecialCause) -> CauseOut:
    return CauseOut(rule=cause.rule, years=list(cause.years), direction=cause.direction)


def courses_out(courses: Sequence[history.Course], reasons: Mapping[int, str]) -> list[CourseOut]:
    """Return measures over the years as the wire shows them; a year in ``reasons`` has no figures because of it."""
    return [course_out(course, reasons) for course in courses]


def representation_change_out(years: Sequence[RepresentationYear]) -> list[RepresentationYearOut]:
    """Return the strategy's Table 1 over the years as the wire shows it."""
    return [
        RepresentationYearOut(
            year=each.year,
            shares=_trio(each.shares),
            since_first=each.since_first and _trio(each.since_first),
            since_previous=each.since_previous and _trio(each.since_previous),
        )
        for each in years
    ]


def _trio(trio: Trio) -> TrioOut:
    return TrioOut(workforce=_figure(trio.workforce), leaders=_figure(trio.leaders), gap=_figure(trio.gap))


def _figure(figure: Figure) -> FigureOut:
    return FigureOut(value=rounded(figure.value), reason=figure.reason)
