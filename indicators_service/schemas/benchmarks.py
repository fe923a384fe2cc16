"""Benchmarks as they go over the wire: each measure of an organisation beside its group."""

from pydantic import BaseModel

from indicators_service.domain import benchmark as domain
from indicators_service.domain.funnel import Place
from indicators_service.domain.over_dispersion import Adjustment, Dispersion
from indicators_service.domain.standing import FourFifthsCounts
from indicators_service.schemas.results import result_out, rounded, significant_digits


class BenchmarkGroup(BaseModel):
    """The group: ``kind`` is region, type, ics, england, peers or nearest; ``rule`` says who is in it.

    ``organisations`` are the ODS codes of its members, the organisation itself among them. ``left_out`` are bodies
    with a return that belong to no one body of today, where that footprint is asked for.
    """

    kind: str
    id: str | None
    name: str
    organisations: list[str]
    rule: str
    left_out: list[str]


class ComparisonOut(BaseModel):
    """The organisation against the others of its group pooled, itself left out; ``others`` is their value."""

    verdict: str
    method: str | None
    p_value: float | None
    others: float | None


class OverDispersionOut(BaseModel):
    """Whether, and how, the limits were widened because organisations differ by more than chance."""

    adjustment: str
    applied: bool
    phi: float | None
    tau2: float | None
    bodies: int


class FunnelOut(BaseModel):
    """The place in the group's funnel; limits are in the unit of the value, null where there is none on that side."""

    position: str | None
    target: float | None
    lower_95: float | None
    upper_95: float | None
    lower_998: float | None
    upper_998: float | None
    overdispersion: OverDispersionOut


class FourFifthsOut(BaseModel):
    """How many of the others have a ratio within 0.80 to 1.25, below it and above it."""

    within: int
    below: int
    above: int


class BenchmarkOut(BaseModel):
    """One measure. Rank 1 and quartile 1 are the best; of a neutral measure, the lowest.

    ``of`` counts who is ranked, ``compared`` the others among them. ``median`` is of the others, ``percentile`` the
    percentage of the others with a lower value, and ``pooled`` the value of the whole group from summed counts.
    """

    indicator: str
    part: dict[str, str] | None
    measure: str
    value: float | None
    unit: str
    polarity: str
    rank: int | None
    of: int
    compared: int
    quartile: int | None
    median: float | None
    percentile: float | None
    pooled: float | None
    comparison: ComparisonOut
    funnel: FunnelOut | None
    four_fifths: FourFifthsOut | None
    reason: str | None


class BenchmarksOut(BaseModel):
    """An organisation's measures of one year beside those of its group."""

    organisation: str
    year: int
    footprint: str
    controlled: bool
    combined: list[str]
    group: BenchmarkGroup
    items: list[BenchmarkOut]


def benchmark_out(found: domain.Benchmark, funnel: FunnelOut | None = None) -> BenchmarkOut:
    """Return a benchmark as the wire shows it, with its place in a funnel if it has one."""
    result, standing, compared = result_out(found.result), found.standing, found.comparison
    return BenchmarkOut(
        indicator=result.indicator,
        part=result.part,
        measure=result.measure,
        value=result.value,
        unit=result.unit,
        polarity=result.polarity,
        rank=standing.rank,
        of=standing.of,
        compared=standing.compared,
        quartile=standing.quartile,
        median=rounded(standing.median),
        percentile=rounded(standing.percentile),
        pooled=rounded(found.pooled),
        comparison=ComparisonOut(
            verdict=compared.verdict,
            method=compared.method,
            p_value=significant_digits(compared.p_value),
            others=rounded(compared.others),
        ),
        funnel=funnel,
        four_fifths=_four_fifths(found.four_fifths),
        reason=result.reason,
    )


def _four_fifths(counts: FourFifthsCounts | None) -> FourFifthsOut | None:
    return None if counts is None else FourFifthsOut(within=counts.within, below=counts.below, above=counts.above)


def funnel_out(place: Place, spread: Dispersion, unit: str) -> FunnelOut:
    """Return a place in a funnel, whose numbers are fractions, in the unit of the measure."""
    scale = 1 if unit == "ratio" else 100

    def shown(number: float | None) -> float | None:
        return None if number is None else rounded(scale * number)

    return FunnelOut(
        position=place.position,
        target=shown(place.target),
        lower_95=shown(place.lower_95),
        upper_95=shown(place.upper_95),
        lower_998=shown(place.lower_998),
        upper_998=shown(place.upper_998),
        overdispersion=_dispersion(spread),
    )


def _dispersion(spread: Dispersion) -> OverDispersionOut:
    return OverDispersionOut(
        adjustment=Adjustment(spread.adjustment).value,
        applied=spread.applied,
        phi=rounded(spread.phi),
        tau2=significant_digits(spread.tau2),
        bodies=spread.bodies,
    )
