"""What this service keeps about bodies, read for an assessment of one of them or of all in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.accountability import Accountability, LeaderGroup
from oversight_service.domain.action import Action, plan_summary
from oversight_service.domain.evidence import OfficialOutcome
from oversight_service.domain.figure import Figure, FigureDefinition
from oversight_service.domain.frameworks import Framework, RecordKind
from oversight_service.domain.implementation_plan import ImplementationStatus
from oversight_service.domain.record_evidence import Held
from oversight_service.domain.recorded_evidence import RecordedValue
from oversight_service.store.accountability import accountability_of
from oversight_service.store.actions import actions_of
from oversight_service.store.figures import figures_of
from oversight_service.store.implementation import implementation_of
from oversight_service.store.outcomes import newest_outcomes
from services.instants import now

Own = Mapping[RecordKind, Held]


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """What is kept about bodies, by ODS code. ``version`` changes when any of it does.

    ``day`` is the one that decides what is overdue; it is told only where records are looked at.
    """

    figures: Mapping[str, Mapping[tuple[str, int], RecordedValue]]
    records: Mapping[str, Own]
    officials: Mapping[str, OfficialOutcome]
    day: date | None
    version: Hashable


async def own_records(
    session: AsyncSession,
    framework: Framework,
    catalogue: Mapping[str, FigureDefinition],
    year: int,
    bodies: Collection[str] | None,
    as_of: datetime | None,
) -> OwnRecords:
    """Return what is kept about some bodies, or all, that an assessment under a framework looks at."""
    only = next(iter(bodies)) if bodies and len(bodies) == 1 else None
    officials = await newest_outcomes(session, framework.key, only, as_of)
    figures = await figures_of(session, figures_asked(framework), (year, year - 1), bodies, as_of)
    day = (as_of or now()).date() if framework.records else None
    held = await _held(session, framework, year, bodies, as_of, day) if day else {}
    seen = sorted((ods, row.revision) for ods, row in officials.items())
    valued = sorted((*key, figure.revision) for key, figure in figures.items())
    return OwnRecords(
        figures=_by_body(figures, catalogue),
        records=held,
        officials={ods: OfficialOutcome(row.rating, row.decided_on, row.source) for ods, row in officials.items()},
        day=day,
        version=(day, repr((seen, valued, sorted(held.items())))),
    )


def figures_asked(framework: Framework) -> tuple[str, ...]:
    """Return the keys of the recorded figures that a framework looks at."""
    cap = framework.scoring.cap if framework.scoring else None
    return (*(each.figure for each in framework.recorded), *((cap.figure,) if cap else ()))


def _by_body(
    figures: Mapping[tuple[str, str, int], Figure], catalogue: Mapping[str, FigureDefinition]
) -> Mapping[str, Mapping[tuple[str, int], RecordedValue]]:
    found: defaultdict[str, dict[tuple[str, int], RecordedValue]] = defaultdict(dict)
    for (ods, key, year), figure in figures.items():
        found[ods][key, year] = RecordedValue(
            float(figure.value), catalogue[key].unit, figure.published_on, figure.source, figure.revision
        )
    return found


async def _held(
    session: AsyncSession,
    framework: Framework,
    year: int,
    bodies: Collection[str] | None,
    as_of: datetime | None,
    day: date,
) -> Mapping[str, Own]:
    asked = {each.record for each in framework.records}
    found: defaultdict[str, dict[RecordKind, Held]] = defaultdict(dict)
    if RecordKind.ACTION_PLAN in asked:
        for ods, actions in (await actions_of(session, bodies, as_of)).items():
            found[ods][RecordKind.ACTION_PLAN] = _plan(actions, day)
    if RecordKind.IMPLEMENTATION in asked:
        for ods, statuses in (await implementation_of(session, bodies, as_of)).items():
            found[ods][RecordKind.IMPLEMENTATION] = _implemented(statuses)
    if RecordKind.BOARD_OBJECTIVES in asked:
        for ods, record in (await accountability_of(session, bodies, year, as_of)).items():
            objectives = _objectives(record)
            if objectives:
                found[ods][RecordKind.BOARD_OBJECTIVES] = objectives
    return found


def _plan(actions: Sequence[Action], day: date) -> Held:
    summary = plan_summary(actions, day)
    return Held(summary.total, summary.completed, summary.overdue)


def _implemented(statuses: Mapping[str, str]) -> Held:
    return Held(len(statuses), sum(status == ImplementationStatus.DONE for status in statuses.values()))


def _objectives(record: Accountability) -> Held | None:
    """Return how many board members have a performance objective on race equality, where that is stated."""
    holders = (record.performance_objectives or {}).get(LeaderGroup.BOARD_MEMBERS)
    if holders is None:
        return None
    share = 100 * holders.with_objective / holders.total if holders.total else None
    return Held(holders.total, holders.with_objective, share=share)
