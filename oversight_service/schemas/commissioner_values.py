"""The wire of indicators 163b and 163a: a commissioner's values with every choice behind them, and in a sentence."""

from collections.abc import Sequence
from fractions import Fraction

from pydantic import BaseModel

from oversight_service.domain.commissioner_year import GivenWeights
from oversight_service.domain.progress_against_wres import INDICATORS, NoIndex, Parameters, Progress
from services.rounding import half_away

_PLACES = 6


class GivenWeightOut(BaseModel):
    """A weight that the reader handed in."""

    provider: str
    weight: float


class IndexParametersOut(BaseModel):
    """The choices behind the value. ``weights`` are those that the reader handed in, where there are any."""

    indicators: list[str]
    gap_mode: str
    weight_basis: str
    weights: list[GivenWeightOut] | None
    least_indicators: int
    coverage_floor: float
    confidence: str


class EngagementParametersOut(BaseModel):
    """The choices behind the value: which recorded figure, and the weights and floor that 163b has too."""

    figure: str
    unit: str
    weight_basis: str
    weights: list[GivenWeightOut] | None
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


class StaffEngagementOut(BaseModel):
    """Indicator 163a, a score of 0 to 10. High is good. ``coverage`` is the part of all weight that has a figure."""

    value: float | None
    coverage: float | None
    with_figure: int
    providers: int
    reason: str | None
    previous: float | None
    change: float | None
    sentence: str
    parameters: EngagementParametersOut


def number(value: Fraction | None) -> float | None:
    """Return an exact value to six places, half away from zero."""
    return None if value is None else half_away(float(value), _PLACES)


def change(now: Fraction | None, before: Fraction | None) -> float | None:
    """Return the movement since the year before, where both are known."""
    return None if now is None or before is None else number(now - before)


def parameters_out(parameters: Parameters, given: GivenWeights) -> IndexParametersOut:
    """Return the choices behind 163b as the wire shows them."""
    return IndexParametersOut(
        indicators=list(INDICATORS),
        gap_mode=parameters.gap_mode,
        weight_basis=parameters.weight_basis,
        weights=_given(given),
        least_indicators=parameters.least_indicators,
        coverage_floor=float(parameters.coverage_floor),
        confidence="unconfirmed",
    )


def engagement_parameters_out(figure: str, parameters: Parameters, given: GivenWeights) -> EngagementParametersOut:
    """Return the choices behind 163a as the wire shows them."""
    return EngagementParametersOut(
        figure=figure,
        unit="score_0_10",
        weight_basis=parameters.weight_basis,
        weights=_given(given),
        coverage_floor=float(parameters.coverage_floor),
        confidence="unconfirmed",
    )


def _given(given: GivenWeights) -> list[GivenWeightOut] | None:
    if given is None:
        return None
    return [GivenWeightOut(provider=ods, weight=float(given[ods])) for ods in sorted(given)]


def progress_out(found: Progress, before: Progress, parameters: IndexParametersOut) -> ProgressAgainstWresOut:
    """Return 163b with every parameter, and in a sentence."""
    return ProgressAgainstWresOut(
        value=number(found.value),
        coverage=number(found.coverage),
        with_index=found.with_index,
        providers=found.providers,
        reason=found.reason,
        previous=number(before.value),
        change=change(found.value, before.value),
        sentence=_gap_sentence(found),
        parameters=parameters,
    )


def engagement_out(found: Progress, before: Progress, parameters: EngagementParametersOut) -> StaffEngagementOut:
    """Return 163a with every parameter, and in a sentence."""
    return StaffEngagementOut(
        value=number(found.value),
        coverage=number(found.coverage),
        with_figure=found.with_index,
        providers=found.providers,
        reason=found.reason,
        previous=number(before.value),
        change=change(found.value, before.value),
        sentence=_engagement_sentence(found, before),
        parameters=parameters,
    )


def no_value(reason: NoIndex | None) -> str:
    """Return in a sentence why there is no value."""
    return f"No value: {str(reason).replace('-', ' ')}."


def _who(found: Progress, coverage: Fraction) -> str:
    covered = half_away(100 * float(coverage), 1)
    return f"Across {found.with_index} of {found.providers} providers, with {covered:g} % of the weight,"


def _gap_sentence(found: Progress) -> str:
    if found.value is None or found.coverage is None:
        return no_value(found.reason)
    points, who = half_away(100 * float(found.value), 1), _who(found, found.coverage)
    if not points:
        return f"{who} there is no gap."
    how = "worse" if points > 0 else "better"
    return f"{who} BME staff fare {abs(points):g} percentage points {how} than white staff on average."


def _engagement_sentence(found: Progress, before: Progress) -> str:
    if found.value is None or found.coverage is None:
        return no_value(found.reason)
    told = f"{_who(found, found.coverage)} staff engagement is {_score(found.value)} of 10"
    if before.value is None:
        return f"{told}."
    moved: Sequence[str] = ("lower than", "the same as", "higher than")
    how = moved[(found.value > before.value) - (found.value < before.value) + 1]
    return f"{told}, {how} the year before ({_score(before.value)})."


def _score(value: Fraction) -> str:
    return f"{half_away(float(value), 2):g}"
