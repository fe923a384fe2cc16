"""CCG indicator 163b, progress against the WRES: the adverse gaps of a commissioner's providers, weighted.

For a provider p the gap of a survey indicator is in proportion points and adverse where positive: BME less white for
indicators 5, 6 and 8, white less BME for 7, which asks for something good. Its index is the mean of the gaps there
are, if there are enough of them. A commissioner's value is the mean of its providers' indices by their weights, over
the providers that have one; coverage is the part of all weight that these have. Low is good; 0 is no gap.

Everything is exact until it is shown: percentages are taken as they are written.

Source: CCG Improvement and Assessment Framework 2016/17 to 2018/19, indicator 163b. The published text was not at
hand, so every choice is a parameter and is told with the value.
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
    LOW_COVERAGE = "coverage-under-the-floor"


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
    """A commissioner's value, the part of all weight that has an index, and how many providers have one."""

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
    """Return a commissioner's value from its providers' indices and weights.

    A provider without a known weight counts for nothing in the value, and makes coverage unknown: nobody can say
    what part of the whole it is.
    """
    have = [each for each in providers if each.index.value is not None]
    if not providers:
        return Progress(None, None, 0, 0, NoIndex.NO_PROVIDERS)
    if any(each.weight is None for each in providers):
        return Progress(None, None, len(have), len(providers), NoIndex.NO_WEIGHT)
    whole = sum((each.weight or Fraction(0) for each in providers), Fraction(0))
    told = sum((each.weight or Fraction(0) for each in have), Fraction(0))
    if not have or not told:
        return Progress(None, Fraction(0), len(have), len(providers), NoIndex.NO_INDEX)
    coverage = told / whole
    if coverage < parameters.coverage_floor:
        return Progress(None, coverage, len(have), len(providers), NoIndex.LOW_COVERAGE)
    total = sum(((each.weight or 0) * (each.index.value or 0) for each in have), Fraction(0))
    return Progress(total / told, coverage, len(have), len(providers), None)
