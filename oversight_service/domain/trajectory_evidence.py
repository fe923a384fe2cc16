"""The trajectory service's response turned into evidence: where each band stands and what its target takes."""

from collections.abc import Mapping
from typing import Final

from oversight_service.domain.evidence_trajectories import Horizon, TrajectoryEvidence
from oversight_service.domain.facts import NO_REASON, Fact, Source
from oversight_service.domain.framework_definitions import TrajectoryDefinition
from oversight_service.domain.framework_words import EvidenceKind
from oversight_service.domain.peer_body import Body
from oversight_service.domain.sentences import chance_in_words, in_words, reason_in_words
from vocabulary.bands import Band

SERVICE: Final = "trajectory"
HORIZON_NOT_GIVEN: Final = "horizon-not-in-response"
MEASURE: Final = "trajectory"
POOLED: Final = "bands_8a_to_vsm"
"""The senior bands together: of pools of bands the only one that has a trajectory."""


def trajectories_href(ods: str, year: int) -> str:
    """Return the public path of an organisation's trajectories from the return of a year."""
    return f"/v1/organisations/{ods}/trajectories?year={year}"


def read_trajectories(
    definition: TrajectoryDefinition, content: Mapping[str, object]
) -> tuple[TrajectoryEvidence, ...]:
    """Return every trajectory of a response, in its order.

    Those of the framework's bands carry its questions; the others are shown and bear on none.

    Raises:
        PeerBodyError: the body is not in the agreed shape.
    """
    body = Body("trajectories", content)
    return tuple(_trajectory(definition, body, item) for item in body.each("trajectories"))


def absent_trajectories(
    definition: TrajectoryDefinition, ods: str, year: int, reason: str
) -> tuple[TrajectoryEvidence, ...]:
    """Return the framework's bands, both ladders together, where there is no response: each with the reason."""
    response = Body("trajectories", {"organisation": {"ods": ods}, "year": year})
    untold: dict[str, object] = {
        "staff_group": "all",
        "status": "not_assessable",
        "reason": reason,
        "baseline": {},
        "target": None,
    }
    known = {*Band, POOLED}
    return tuple(
        _trajectory(definition, response, Body("trajectories", {**untold, "band": band}))
        for band in definition.bands
        if band in known
    )


def _trajectory(definition: TrajectoryDefinition, response: Body, item: Body) -> TrajectoryEvidence:
    baseline, target = item.needed_inner("baseline"), item.inner("target")
    staff_group, band = item.text("staff_group") or "all", item.needed_text("band")
    horizons = tuple(_horizon(horizon) for horizon in item.each("horizons"))
    title = band_title(staff_group, band)
    return TrajectoryEvidence(
        id=f"{staff_group}/{band}",
        title=title,
        staff_group=staff_group,
        band=band,
        questions=definition.questions if band in definition.bands else (),
        status=item.needed_text("status"),
        reason=item.text("reason"),
        baseline_year=baseline.whole("year"),
        interest=baseline.whole("interest"),
        total=baseline.whole("total"),
        unknown=baseline.whole("unknown"),
        share=baseline.number("share"),
        target_share=target.number("share") if target else None,
        target_source=target.text("source") if target else None,
        horizons=horizons,
        sentence=_sentence(title, item, baseline, target, _chosen(definition, horizons)),
        source=_source(response, item, staff_group, band),
    )


def band_title(staff_group: str, band: str) -> str:
    """Return the name of a stratum that people use, such as ``Clinical non-medical, band 8a``."""
    name = band.replace("_", " ")
    if band[:1].isdigit():
        name = f"band {name}"
    group = (
        "All staff" if staff_group == "all" else staff_group.replace("non_", "non-").replace("_", " ").capitalize()
    )
    return f"{group}, {'VSM' if name == 'vsm' else name.replace(' vsm', ' VSM')}"


def _horizon(body: Body) -> Horizon:
    safer = body.inner("for_probability")
    return Horizon(
        year=body.needed_whole("year"),
        required_share=body.number("required_share"),
        required_in_words=body.text("k_in_n"),
        additional_per_year=body.number("additional_per_year"),
        probability_met=body.number("probability_met"),
        reachable=body.flag("reachable"),
        earliest_year=body.whole("earliest_year"),
        reason=body.text("reason"),
        safer_probability=safer.number("probability") if safer else None,
        safer_share=safer.number("required_share") if safer else None,
        safer_in_words=safer.text("k_in_n") if safer else None,
    )


def _source(response: Body, item: Body, staff_group: str, band: str) -> Source:
    ods, year = response.needed_inner("organisation").needed_text("ods"), response.needed_whole("year")
    return Source(
        service=SERVICE,
        href=trajectories_href(ods, year),
        year=year,
        revision=response.whole("revision"),
        document=response.text("document"),
        method_version=response.text("method_version") or item.text("method_version"),
        part={"staff_group": staff_group, "band": band},
        measure=MEASURE,
    )


def _chosen(definition: TrajectoryDefinition, horizons: tuple[Horizon, ...]) -> Horizon | None:
    return next((horizon for horizon in horizons if horizon.year == definition.horizon), None)


def _percent(share: float | None) -> str:
    return in_words(None if share is None else 100.0 * share, "percent")


def _sentence(title: str, item: Body, baseline: Body, target: Body | None, horizon: Horizon | None) -> str:
    status = item.needed_text("status")
    if status not in ("met", "not_met"):
        return f"{title}: the trajectory cannot be assessed. {reason_in_words(item.text('reason'))}"
    held = f"{title}: {_percent(baseline.number('share'))} of posts are held by BME staff"
    wanted = f"the target of {_percent(target.number('share') if target else None)}"
    if status == "met":
        return f"{held}; {wanted} is met."
    return f"{held}; {wanted} is not met. {_way(horizon)}"


def _way(horizon: Horizon | None) -> str:
    """Return what it takes to meet a target by the horizon."""
    if horizon is None:
        return "What it takes was not asked for this framework's year."
    if horizon.required_share is None:
        earliest = f"; the earliest year is {horizon.earliest_year}" if horizon.earliest_year else ""
        return f"Recruitment alone cannot meet it by {horizon.year}{earliest}."
    chance = horizon.probability_met
    odds = "" if chance is None else f", and the chance of meeting it would then be {chance_in_words(chance)}"
    words = horizon.required_in_words or _percent(horizon.required_share)
    return f"To meet it by {horizon.year}, the share of BME recruits would be {words}{odds}."


def trajectory_fact(definition: TrajectoryDefinition, trajectory: TrajectoryEvidence) -> Fact:
    """Return the trajectory as the rules see it, at the framework's horizon."""
    horizon = _chosen(definition, trajectory.horizons)
    share, wanted = trajectory.share, trajectory.target_share
    required = horizon.required_share if horizon else None
    chance = horizon.probability_met if horizon else None
    additional = horizon.additional_per_year if horizon else None
    required_in_words = horizon.required_in_words if horizon else None
    return Fact(
        kind=EvidenceKind.TRAJECTORY,
        id=trajectory.id,
        selector=trajectory.band,
        title=trajectory.title,
        questions=trajectory.questions,
        values={
            "status": trajectory.status,
            "share": share,
            "target_share": wanted,
            "required_share": required,
            "required_in_words": required_in_words,
            "additional_per_year": additional,
            "probability_met": chance,
            "reachable": horizon.reachable if horizon else None,
            "horizon": definition.horizon,
            "reason": trajectory.reason or (NO_REASON if horizon else HORIZON_NOT_GIVEN),
        },
        words={
            "share": _percent(share),
            "target_share": _percent(wanted),
            "required_share": _percent(required),
            "required_in_words": required_in_words or "not known",
            "additional_per_year": in_words(additional, "count"),
            "probability_met": "not known" if chance is None else chance_in_words(chance),
            "horizon": str(definition.horizon),
        },
        source=trajectory.source,
    )
