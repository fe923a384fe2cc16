"""The wire of a commissioner's assurance: indicator 163b with every parameter, its providers' rows and its own."""

from datetime import date
from fractions import Fraction

from pydantic import BaseModel

from oversight_service.domain.progress_against_wres import Index, Parameters, Progress
from oversight_service.domain.provider_row import ProviderYear
from oversight_service.schemas.statements import StatementOut
from services.rounding import half_away

_PLACES = 6


class SurveyGapOut(BaseModel):
    """One survey indicator: both percentages, and the adverse gap in proportion points."""

    indicator: str
    white: float | None
    bme: float | None
    gap: float | None
    reason: str | None


class WresIndexOut(BaseModel):
    """The mean of the gaps there are; ``previous`` is the year before's, ``change`` the movement since."""

    value: float | None
    reason: str | None
    previous: float | None
    change: float | None
    gaps: list[SurveyGapOut]


class AssuredReturnOut(BaseModel):
    """Whether the return of the year was submitted, and how far it is."""

    state: str | None
    published: bool
    revision: int | None
    reason: str | None


class GoalCountsOut(BaseModel):
    """How many of a body's goals in force stand where, by the return of the year."""

    on_track: int
    behind: int
    ahead: int
    not_assessable: int


class AssuredBodyOut(BaseModel):
    """One body's row. Every column is computed but ``statement``, which is what the commissioner says."""

    organisation: str
    contract_from: date | None
    contract_to: date | None
    weight: float | None
    submitted: AssuredReturnOut
    index: WresIndexOut
    goals: GoalCountsOut | None
    statement: StatementOut | None
    href: str


class IndexParametersOut(BaseModel):
    """The choices behind the value."""

    indicators: list[str]
    gap_mode: str
    weight_basis: str
    least_indicators: int
    coverage_floor: float
    confidence: str


class ProgressAgainstWresOut(BaseModel):
    """Indicator 163b. Low is good, 0 is no gap. ``coverage`` is the part of all weight that has an index."""

    value: float | None
    coverage: float | None
    with_index: int
    providers: int
    reason: str | None
    previous: float | None
    change: float | None
    sentence: str
    parameters: IndexParametersOut


class AssuranceOut(BaseModel):
    """What a commissioner assures of a year: its providers together, each by itself, and its own row."""

    commissioner: str
    year: int
    computed_by: str
    progress_against_wres: ProgressAgainstWresOut
    staff_engagement: None = None
    staff_engagement_reason: str = "not-collected"
    providers: list[AssuredBodyOut]
    own: AssuredBodyOut


def number(value: Fraction | None) -> float | None:
    """Return an exact value to six places, half away from zero."""
    return None if value is None else half_away(float(value), _PLACES)


def change(now: Fraction | None, before: Fraction | None) -> float | None:
    """Return the movement since the year before, where both are known."""
    return None if now is None or before is None else number(now - before)


def index_out(index: Index, before: Index | None, year: ProviderYear | None) -> WresIndexOut:
    """Return an index with its gaps as the wire shows it."""
    previous = before.value if before else None
    return WresIndexOut(
        value=number(index.value),
        reason=index.reason,
        previous=number(previous),
        change=change(index.value, previous),
        gaps=[_gap(name, index, year) for name in sorted({*index.gaps, *(year.missing if year else ())})],
    )


def _gap(name: str, index: Index, year: ProviderYear | None) -> SurveyGapOut:
    if year is None or name not in year.percentages:
        return SurveyGapOut(
            indicator=name, white=None, bme=None, gap=None, reason=year.missing.get(name) if year else "not-submitted"
        )
    white, bme = year.percentages[name]
    return SurveyGapOut(
        indicator=name, white=number(white), bme=number(bme), gap=number(index.gaps.get(name)), reason=None
    )


def progress_out(
    found: Progress, before: Progress, parameters: Parameters, indicators: list[str]
) -> ProgressAgainstWresOut:
    """Return a commissioner's value with every parameter, and in a sentence."""
    return ProgressAgainstWresOut(
        value=number(found.value),
        coverage=number(found.coverage),
        with_index=found.with_index,
        providers=found.providers,
        reason=found.reason,
        previous=number(before.value),
        change=change(found.value, before.value),
        sentence=_sentence(found),
        parameters=IndexParametersOut(
            indicators=indicators,
            gap_mode=parameters.gap_mode,
            weight_basis=parameters.weight_basis,
            least_indicators=parameters.least_indicators,
            coverage_floor=float(parameters.coverage_floor),
            confidence="unconfirmed",
        ),
    )


def _sentence(found: Progress) -> str:
    if found.value is None or found.coverage is None:
        return f"No value: {str(found.reason).replace('-', ' ')}."
    points, covered = half_away(100 * float(found.value), 1), half_away(100 * float(found.coverage), 1)
    who = f"Across {found.with_index} of {found.providers} providers, with {covered:g} % of the weight,"
    if not points:
        return f"{who} there is no gap."
    how = "worse" if points > 0 else "better"
    return f"{who} BME staff fare {abs(points):g} percentage points {how} than white staff on average."
