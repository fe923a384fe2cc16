"""The wire of one body's row in a commissioner's assurance: what is computed of it, beside what is stated."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from oversight_service.domain.commissioner_year import BodyYear, index_of
from oversight_service.domain.compliance import Compliance, compliance_change, rank
from oversight_service.domain.contract_report import ContractReport
from oversight_service.domain.progress_against_wres import Index, Parameters
from oversight_service.domain.provider_row import NOT_SUBMITTED, SUBMITTED, ProviderYear, movement, without_value
from oversight_service.schemas.commissioner_values import change, number
from oversight_service.schemas.statements import StatementOut


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


class EngagementFigureOut(BaseModel):
    """A body's staff engagement score as it was published, 0 to 10, and the year before's."""

    value: float | None
    reason: str | None
    previous: float | None
    change: float | None
    published_on: date | None
    source: str | None
    link: str | None


class AssuredReportOut(BaseModel):
    """Whether the body's WRES report is published, by what the body itself put on record (``contract-report``)."""

    published: bool | None
    link: str | None
    sent_on: date | None
    board_approved_on: date | None
    reason: str | None


class MissingIndicatorOut(BaseModel):
    """One of the nine WRES indicators without a value, and why."""

    indicator: str
    reason: str


class MovementOut(BaseModel):
    """What became of the index since the year before: better, same or worse; low is good."""

    change: float | None
    direction: str | None
    reason: str | None


class TrajectoryStatusOut(BaseModel):
    """Where the body stands by its goals: behind where any is; the counts stand in ``goals``."""

    status: str | None
    reason: str | None


class ComputedColumnsOut(BaseModel):
    """The columns that fill themselves, told apart from what the commissioner states."""

    report: AssuredReportOut
    data_submitted: bool
    indicators_missing: list[MissingIndicatorOut]
    movement: MovementOut
    trajectory: TrajectoryStatusOut


class AssuredBodyOut(BaseModel):
    """One body's row. Every column is computed but the statements and what became of the level they state.

    Where several predecessors stated something of a body, ``statement`` is that of the least compliance, and
    ``statements`` holds them all.
    """

    organisation: str
    commissioned_by: list[str]
    contract_from: date | None
    contract_to: date | None
    weight: float | None
    submitted: AssuredReturnOut
    index: WresIndexOut
    staff_engagement: EngagementFigureOut
    goals: GoalCountsOut | None
    computed: ComputedColumnsOut
    statement: StatementOut | None
    statements: list[StatementOut]
    previous_statement: StatementOut | None
    compliance_change: str | None
    href: str


def body_out(
    row: BodyYear,
    year: int,
    weight: float | None,
    parameters: Parameters,
    stated: Sequence[StatementOut],
    stated_before: Sequence[StatementOut],
) -> AssuredBodyOut:
    """Return a body's row as the wire shows it."""
    now, before = index_of(row.now, parameters), index_of(row.before, parameters)
    contract, statement, previous = row.commissioned, least(stated), least(stated_before)
    return AssuredBodyOut(
        organisation=row.ods,
        commissioned_by=list(contract.commissioners) if contract else [],
        contract_from=contract.first if contract else None,
        contract_to=contract.last if contract else None,
        weight=weight,
        submitted=_submitted(row.now),
        index=_index_out(now, before, row.now),
        staff_engagement=_engagement_out(row),
        goals=GoalCountsOut.model_validate(row.goals, from_attributes=True) if row.goals else None,
        computed=_computed(row, now, before),
        statement=statement,
        statements=list(stated),
        previous_statement=previous,
        compliance_change=compliance_change(level(previous), level(statement)),
        href=f"/v1/organisations/{row.ods}/indicators?year={year}",
    )


def least(stated: Sequence[StatementOut]) -> StatementOut | None:
    """Return the statement of the least compliance, the newest of several alike; ``None`` where there is none."""
    newest_first = sorted(stated, key=lambda each: each.recorded_at, reverse=True)
    return min(newest_first, key=lambda each: rank(Compliance(each.level_of_compliance)), default=None)


def level(statement: StatementOut | None) -> Compliance | None:
    """Return the level of compliance that is stated."""
    return None if statement is None else Compliance(statement.level_of_compliance)


def _submitted(year: ProviderYear | None) -> AssuredReturnOut:
    if year is None:
        return AssuredReturnOut(state=None, published=False, revision=None, reason=NOT_SUBMITTED)
    return AssuredReturnOut(state=year.state, published=year.published, revision=year.revision, reason=None)


def _index_out(index: Index, before: Index, year: ProviderYear | None) -> WresIndexOut:
    return WresIndexOut(
        value=number(index.value),
        reason=index.reason,
        previous=number(before.value),
        change=change(index.value, before.value),
        gaps=[_gap(name, index, year) for name in sorted({*index.gaps, *(year.missing if year else ())})],
    )


def _gap(name: str, index: Index, year: ProviderYear | None) -> SurveyGapOut:
    if year is None or name not in year.percentages:
        reason = year.missing.get(name) if year else NOT_SUBMITTED
        return SurveyGapOut(indicator=name, white=None, bme=None, gap=None, reason=reason)
    white, bme = year.percentages[name]
    return SurveyGapOut(
        indicator=name, white=number(white), bme=number(bme), gap=number(index.gaps.get(name)), reason=None
    )


def _engagement_out(row: BodyYear) -> EngagementFigureOut:
    now, before = row.engagement, row.engagement_before
    return EngagementFigureOut(
        value=number(now.value) if now else None,
        reason=None if now else "not-recorded",
        previous=number(before.value) if before else None,
        change=change(now.value, before.value) if now and before else None,
        published_on=now.published_on if now else None,
        source=now.source if now else None,
        link=now.link if now else None,
    )


def _computed(row: BodyYear, now: Index, before: Index) -> ComputedColumnsOut:
    moved, status = movement(before.value, now.value), row.goals.status if row.goals else None
    return ComputedColumnsOut(
        report=_report(row.report),
        data_submitted=row.now is not None and row.now.state in SUBMITTED,
        indicators_missing=[
            MissingIndicatorOut(indicator=indicator, reason=reason)
            for indicator, reason in without_value(row.now).items()
        ],
        movement=MovementOut(
            change=change(now.value, before.value),
            direction=moved,
            reason=None if moved else "no-index-in-both-years",
        ),
        trajectory=TrajectoryStatusOut(status=status, reason=None if status else "no-goal-in-force"),
    )


def _report(report: ContractReport | None) -> AssuredReportOut:
    if report is None:
        return AssuredReportOut(
            published=None, link=None, sent_on=None, board_approved_on=None, reason="not-stated-by-the-provider"
        )
    return AssuredReportOut(
        published=report.published_link is not None,
        link=report.published_link,
        sent_on=report.sent_on,
        board_approved_on=report.board_approved_on,
        reason=None,
    )
