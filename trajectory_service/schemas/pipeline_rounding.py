"""The answer of the pipeline as the wire shows it. Rounding happens here."""

from trajectory_service.domain import ladder_answer as domain
from trajectory_service.domain.ladder_leaks import Leak, Leaks, Rate
from trajectory_service.schemas.figures import people_out, share_out
from trajectory_service.schemas.pipeline_answer import (
    ChancesOut,
    GreatestShortfallOut,
    InflowOut,
    LadderHorizonOut,
    LadderPointOut,
    LeakOut,
    LeaksOut,
    LongRunOut,
    NeededBelowOut,
    PipelineOut,
    RateOut,
    RungOut,
    RungRequiredOut,
)
from trajectory_service.schemas.trajectories import TargetOut, assumptions_out


def pipeline_out(found: domain.Pipeline, method_version: str) -> PipelineOut:
    """Return the whole answer as the wire shows it."""
    return PipelineOut(
        baseline_year=found.baseline_year,
        target=TargetOut(share=share_out(found.target.share), source=found.target.source),
        asked=list(found.asked),
        rungs=[_rung(rung) for rung in found.rungs],
        together=_path(found.together),
        horizons=[_horizon(horizon) for horizon in found.horizons],
        leaks=_leaks(found.leaks),
        assumptions=assumptions_out(found.assumptions),
        method_version=method_version,
    )


def _path(path: domain.Path) -> list[LadderPointOut]:
    return [
        LadderPointOut.model_construct(
            year=point.year,
            interest=people_out(point.interest),
            others=people_out(point.others),
            share=share_out(point.share),
            standard_deviation=people_out(point.deviation),
            lower=point.lower,
            upper=point.upper,
            reason=point.reason,
        )
        for point in path
    ]


def _rung(found: domain.RungToday) -> RungOut:
    rest, settled = found.rest, found.rest.reason is None
    return RungOut(
        band=found.rung.band,
        interest=found.rung.interest,
        total=found.rung.total,
        share=share_out(found.share),
        reason=found.reason,
        leaving=_chances(found.leaving),
        promotion=_chances(found.promotion),
        recruits_per_year=people_out(found.recruits),
        long_run=LongRunOut(
            share=share_out(rest.share),
            people=people_out(rest.people) if settled else None,
            recruits_per_year=people_out(rest.recruits) if settled else None,
            reason=rest.reason,
        ),
        needed_below=NeededBelowOut(
            share=share_out(found.need.share),
            share_below=share_out(found.share_below),
            feeder=found.feeder,
            reason=found.need.reason,
        ),
        path=_path(found.path),
        assumptions=assumptions_out(found.assumptions),
    )


def _chances(chances: tuple[float, float]) -> ChancesOut:
    interest, others = chances
    return ChancesOut(interest=share_out(interest), others=share_out(others))


def _horizon(found: domain.Horizon) -> LadderHorizonOut:
    return LadderHorizonOut(
        year=found.year,
        reachable=found.reachable,
        reason=found.reason,
        earliest_year=found.earliest_year,
        rungs=[_required(rung) for rung in found.rungs],
        together=_path(found.together),
    )


def _required(found: domain.RungRequired) -> RungRequiredOut:
    return RungRequiredOut(
        band=found.band,
        asked=found.asked,
        recruitment=_inflow(found.recruitment),
        promotion=_inflow(found.promotion),
        share=share_out(found.share),
        reachable=found.reachable,
        greatest_share=share_out(found.greatest_share),
        earliest_year=found.earliest_year,
        reason=found.reason,
        share_below=share_out(found.share_below),
        feeder=found.feeder,
        path=_path(found.path),
    )


def _inflow(found: domain.Inflow) -> InflowOut:
    return InflowOut(
        people_per_year=people_out(found.people),
        share_today=share_out(found.today),
        required_share=share_out(found.required),
        interest_per_year=people_out(found.interest),
        additional_per_year=people_out(found.additional),
        reason=found.reason,
    )


def _leaks(found: Leaks) -> LeaksOut:
    widest = found.widest
    return LeaksOut(
        promotion=[_leak(leak) for leak in found.promotion],
        leaving=[_leak(leak) for leak in found.leaving],
        greatest_shortfall=None
        if widest is None
        else GreatestShortfallOut(band=widest.band, people_per_year=people_out(-(widest.excess or 0.0))),
        reason=found.reason,
    )


def _leak(found: Leak) -> LeakOut:
    return LeakOut(
        band=found.band,
        interest=_rate(found.interest),
        others=_rate(found.others),
        ratio=share_out(found.ratio),
        lower=share_out(found.lower),
        upper=share_out(found.upper),
        p_value=share_out(found.p_value),
        adjusted_p_value=share_out(found.adjusted_p_value),
        test=found.test,
        excess_per_year=people_out(found.excess),
        reason=found.reason,
    )


def _rate(found: Rate) -> RateOut:
    return RateOut(
        events=found.events,
        people=found.people,
        value=share_out(found.value),
        lower=share_out(found.lower),
        upper=share_out(found.upper),
        reason=found.reason,
    )
