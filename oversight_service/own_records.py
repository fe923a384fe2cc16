"""What this service keeps about bodies, read for an assessment of one of them or of all in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.accountability import Accountability, LeaderGroup
from oversight_service.domain.action import Action, plan_summary
from oversight_service.domain.contract_report import ContractReport
from oversight_service.domain.evidence import OfficialOutcome
from oversight_service.domain.figure import Figure, FigureDefinition
from oversight_service.domain.framework_words import RecordKind
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.implementation_plan import ImplementationStatus
from oversight_service.domain.record_evidence import Held
from oversight_service.domain.recorded_evidence import RecordedValue
from oversight_service.store.accountability import accountability_of
from oversight_service.store.actions import actions_of
from oversight_service.store.contract_reports import contract_reports_of
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
    """Return what bodies hold of the kinds that a framework asks for; what is not asked for is not read."""
    asked = {each.record for each in framework.records}
    found: defaultdict[str, dict[RecordKind, Held]] = defaultdict(dict)
    if RecordKind.ACTION_PLAN in asked:
        actions = await actions_of(session, bodies, as_of)
        _add(found, {ods: {RecordKind.ACTION_PLAN: _plan(own, day)} for ods, own in actions.items()})
    if RecordKind.IMPLEMENTATION in asked:
        statuses = await implementation_of(session, bodies, as_of)
        _add(found, {ods: {RecordKind.IMPLEMENTATION: _implemented(own)} for ods, own in statuses.items()})
    if RecordKind.BOARD_OBJECTIVES in asked:
        records = await accountability_of(session, bodies, year, as_of)
        _add(found, {ods: _objectives(own) for ods, own in records.items()})
    if asked & {RecordKind.CONTRACT_REPORT, RecordKind.FIVE_YEAR_PLAN}:
        reports = await contract_reports_of(session, bodies, year, as_of)
        _add(found, {ods: _reported(own) for ods, own in reports.items()})
    return found


def _add(found: defaultdict[str, dict[RecordKind, Held]], more: Mapping[str, Own]) -> None:
    for ods, own in more.items():
        found[ods] |= own


def _reported(report: ContractReport) -> dict[RecordKind, Held]:
    """Return the report with its steps (sent, published, approved by the board), and the plan with its parts."""
    steps = (report.sent_on, report.published_link, report.board_approved_on)
    held = {RecordKind.CONTRACT_REPORT: Held(len(steps), sum(step is not None for step in steps))}
    plan = report.five_year_plan
    if plan and plan.exists:
        parts = (plan.covers_8a_plus, plan.covers_board)
        held[RecordKind.FIVE_YEAR_PLAN] = Held(len(parts), sum(bool(part) for part in parts))
    return held


def _plan(actions: Sequence[Action], day: date) -> Held:
    summary = plan_summary(actions, day)
    return Held(summary.total, summary.completed, summary.overdue)


def _implemented(statuses: Mapping[str, str]) -> Held:
    return Held(len(statuses), sum(status == ImplementationStatus.DONE for status in statuses.values()))


def _objectives(record: Accountability) -> Own:
    """Return how many board members have a performance objective on race equality, where that is stated."""
    holders = (record.performance_objectives or {}).get(LeaderGroup.BOARD_MEMBERS)
    if holders is None:
        return {}
    share = 100 * holders.with_objective / holders.total if holders.total else None
    return {RecordKind.BOARD_OBJECTIVES: Held(holders.total, holders.with_objective, share=share)}
