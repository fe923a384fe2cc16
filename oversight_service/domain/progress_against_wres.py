"""CCG indicators 163b and 163a: the adverse WRES gaps of a commissioner's providers, and their staff engagement.

For a provider p the gap of a survey indicator is in proportion points and adverse where positive: BME less white for
indicators 5, 6 and 8, white less BME for 7, which asks for something good. Its index is the mean of the gaps there
are, if there are enough of them. A commissioner's value is the mean of its providers' indices by their weights, over
the providers that have one; coverage is the part of all weight that these have. Low is good; 0 is no gap.

Indicator 163a is the mean of the providers' staff engagement scores, 0 to 10, by the same weights; high is good.

Everything is exact until it is shown: percentages are taken as they are written.

Source: CCG Improvement and Assessment Framework 2016/17 to 2018/19, indicators 163a and 163b. The published text was
not at hand, so every choice is a parameter and is told with the value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

INDICATORS: Final = ("5", "6", "7", "8")
"""The survey indicators of the index."""

GOOD_WHEN_HIGH: Final = frozenset({"7"})
"""Those that ask for something good: there the gap is white less BME."""


class GapMode(StrEnum):
    """Whether gaps in favour of BME staff offset others (signed), or count as gaps too (absolute)."""

    SIGNED = "signed"
    ABSOLUTE = "absolute"


class WeightBasis(StrEnum):
    """What providers are weighted by."""

    FINANCIAL_FLOW = "financial_flow"
    ACTIVITY = "activity"
    HEADCOUNT = "headcount"
    CUSTOM = "custom"


class NoIndex(StrEnum):
    """Why an index or a value is absent."""

    TOO_FEW_INDICATORS = "too-few-indicators"
    NO_WEIGHT = "no-weight"
    NO_PROVIDERS = "no-providers-commissioned"
    NO_INDEX = "no-provider-has-an-index"
    NO_FIGURE = "no-provider-has-a-figure"
    LOW_COVERAGE = "coverage-under-the-floor"
    DIVIDED = "predecessor-divided"
    ENDED = "commissioner-ended"


@dataclass(frozen=True, slots=True)
class Parameters:
    """The choices: how gaps are counted, how many are needed, by what providers weigh, and the least coverage."""

    gap_mode: GapMode = GapMode.SIGNED
    weight_basis: WeightBasis = WeightBasis.FINANCIAL_FLOW
    least_indicators: int = 2
    coverage_floor: Fraction = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Index:
    """One provider's index: the gaps that it is the mean of, by indicator; ``None`` with a reason."""

    value: Fraction | None
    gaps: Mapping[str, Fraction]
    reason: NoIndex | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A provider's index and weight; a weight that is not known is ``None``."""

    index: Index
    weight: Fraction | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A commissioner's value, the part of all weight behind it, and how many providers have what it is made of."""

    value: Fraction | None
    coverage: Fraction | None
    with_index: int
    providers: int
    reason: NoIndex | None


def gap(indicator: str, white: Fraction, bme: Fraction) -> Fraction:
    """Return the adverse gap in proportion points, from percentages of 0 to 100."""
    difference = white - bme if indicator in GOOD_WHEN_HIGH else bme - white
    return difference / 100


def index(percentages: Mapping[str, tuple[Fraction, Fraction]], parameters: Parameters) -> Index:
    """Return a provider's index from white and BME percentages by indicator, those that there are."""
    gaps = {name: gap(name, *percentages[name]) for name in INDICATORS if name in percentages}
    if len(gaps) < max(parameters.least_indicators, 1):
        return Index(None, gaps, NoIndex.TOO_FEW_INDICATORS)
    counted = [abs(each) for each in gaps.values()] if parameters.gap_mode is GapMode.ABSOLUTE else gaps.values()
    return Index(sum(counted, Fraction(0)) / len(gaps), gaps, None)


def progress(providers: Sequence[Weighed], parameters: Parameters) -> Progress:
    """Return a commissioner's value (163b) from its providers' indices and weights."""
    values = [(each.index.value, each.weight) for each in providers]
    return weighted_mean(values, parameters.coverage_floor, NoIndex.NO_INDEX)


def weighted_mean(
    providers: Sequence[tuple[Fraction | None, Fraction | None]], coverage_floor: Fraction, absent: NoIndex
) -> Progress:
    """Return the mean of the values that there are by the weights beside them; ``absent`` is why there is none.

    A provider without a known weight counts for nothing in the value, and makes coverage unknown: nobody can say
    what part of the whole it is.
    """
    have = [(value, weight or Fraction(0)) for value, weight in providers if value is not None]
    if not providers:
        return Progress(None, None, 0, 0, NoIndex.NO_PROVIDERS)
    if any(weight is None for _, weight in providers):
        return Progress(None, None, len(have), len(providers), NoIndex.NO_WEIGHT)
    whole = sum((weight or Fraction(0) for _, weight in providers), Fraction(0))
    told = sum((weight for _, weight in have), Fraction(0))
    if not told:
        return Progress(None, Fraction(0), len(have), len(providers), absent)
    coverage = told / whole
    if coverage < coverage_floor:
        return Progress(None, coverage, len(have), len(providers), NoIndex.LOW_COVERAGE)
    return Progress(sum((v * w for v, w in have), Fraction(0)) / told, coverage, len(have), len(providers), None)
