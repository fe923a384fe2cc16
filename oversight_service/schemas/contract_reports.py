"""The wire of a provider's annual report to its co-ordinating commissioner: what it states, and what is computed."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Final

from pydantic import BaseModel, Field, StrictBool, model_validator

from oversight_service.domain.contract_report import (
    PLAN_FROM,
    ContractReport,
    LeadershipTarget,
    Point,
    TargetBasis,
)
from oversight_service.domain.figure import Figure
from oversight_service.domain.headlines import Headline
from oversight_service.schemas.commissioner_values import number
from oversight_service.schemas.figures import PastDay
from oversight_service.schemas.impersonal import Impersonal, ImpersonalLink
from services.rounding import half_away
from services.wire import Wire
from vocabulary.organisations import ODS_CODE_PATTERN

_PLACES: Final = 6
UNCONFIRMED: Final = "unconfirmed"


class FiveYearPlanIn(Wire):
    """The five-year plan that the contract asks for from 2020/21 on. Without one there is nothing else to state."""

    exists: StrictBool
    covers_8a_plus: StrictBool | None = None
    covers_board: StrictBool | None = None
    target_basis: TargetBasis | None = None
    link: ImpersonalLink | None = None

    @model_validator(mode="after")
    def _nothing_of_no_plan(self) -> "FiveYearPlanIn":
        stated = (self.covers_8a_plus, self.covers_board, self.target_basis, self.link)
        if not self.exists and any(each is not None for each in stated):
            raise ValueError("exists is false, and something is stated of the plan")
        return self


class ContractReportIn(Wire):
    """What a provider states of its report: to whom and when it was sent, where it is published, and the plan."""

    coordinating_commissioner: Annotated[str, Field(pattern=ODS_CODE_PATTERN)]
    sent_on: PastDay | None = None
    published_link: ImpersonalLink | None = None
    board_approved_on: PastDay | None = None
    five_year_plan: FiveYearPlanIn | None = None
    note: Annotated[Impersonal, Field(max_length=2_000)] = ""


class FiveYearPlanOut(BaseModel):
    """What a provider states of its five-year plan."""

    exists: bool
    covers_8a_plus: bool | None
    covers_board: bool | None
    target_basis: str | None
    link: str | None


class StatedReportOut(BaseModel):
    """What a provider stated last of its report, and by whose client when."""

    coordinating_commissioner: str
    sent_on: date | None
    published_link: str | None
    board_approved_on: date | None
    five_year_plan: FiveYearPlanOut | None
    note: str
    revision: int
    recorded_at: datetime
    recorded_by: str


class ReportedReturnOut(BaseModel):
    """How far the year's return is, and whether it was late; ``late_reason`` says why that is not told."""

    state: str | None
    published: bool
    revision: int | None
    reason: str | None
    deadline: date | None
    late: bool | None
    late_reason: str | None


class HeadlineOut(BaseModel):
    """One of the nine WRES indicators in brief, in its own unit, with the year before."""

    indicator: str
    part: dict[str, str] | None
    measure: str
    value: float | None
    unit: str | None
    reason: str | None
    previous_year: int | None
    previous: float | None
    change: float | None


class CommunityShareOut(BaseModel):
    """The BME share of the community served, in percent, as it is recorded from elsewhere."""

    value: float | None
    reason: str | None
    published_on: date | None
    source: str | None
    link: str | None


class LeadershipTargetOut(BaseModel):
    """The BME share, in percent, that a five-year plan for bands 8a and above and the board is set against.

    The higher of the workforce's and the community's; without a value where one of the two is not known. Beside it
    stand the shares that there are of bands 8a to VSM and of the board.
    """

    value: float | None
    basis: str | None
    reason: str | None
    workforce: float | None
    community: CommunityShareOut
    senior_share: float | None
    board_share: float | None
    confidence: str
    sentence: str


class ContractPointOut(BaseModel):
    """One thing that the contract asks for: met, not_met or not_known, with a sentence that says why."""

    id: str
    title: str
    met: str
    sentence: str
    confidence: str


class ContractReportOut(BaseModel):
    """A provider's annual WRES report: ``stated`` is the provider's own, everything else is computed."""

    organisation: str
    year: int
    computed_by: str
    stated: StatedReportOut | None
    stated_reason: str | None
    wres_return: ReportedReturnOut
    indicators: list[HeadlineOut]
    target: LeadershipTargetOut
    points: list[ContractPointOut]
    href: str


class ReportedToOut(BaseModel):
    """A provider that names the commissioner as its co-ordinating one, and what it states."""

    organisation: str
    stated: StatedReportOut
    href: str


class ContractReportsOut(BaseModel):
    """The reports to a co-ordinating commissioner; ``without_report`` are its providers that have stated nothing."""

    commissioner: str
    year: int
    items: list[ReportedToOut]
    without_report: list[str]
    next: None = None
    total: int


def stated_out(report: ContractReport) -> StatedReportOut:
    """Return what a provider states as the wire shows it."""
    return StatedReportOut.model_validate(report, from_attributes=True)


def headline_out(each: Headline) -> HeadlineOut:
    """Return an indicator in brief as the wire shows it."""
    both = each.value is not None and each.previous is not None
    return HeadlineOut(
        indicator=each.indicator,
        part=dict(each.part) if each.part else None,
        measure=each.measure,
        value=each.value,
        unit=each.unit,
        reason=each.reason,
        previous_year=each.previous_year,
        previous=each.previous,
        change=half_away((each.value or 0) - (each.previous or 0), _PLACES) if both else None,
    )


def target_out(
    target: LeadershipTarget, community: Figure | None, senior: float | None, board: Fraction | None
) -> LeadershipTargetOut:
    """Return the share that a plan is set against as the wire shows it."""
    return LeadershipTargetOut(
        value=number(target.value),
        basis=target.basis,
        reason=target.reason,
        workforce=number(target.workforce),
        community=CommunityShareOut(
            value=number(target.community),
            reason=None if community else "not-recorded",
            published_on=community.published_on if community else None,
            source=community.source if community else None,
            link=community.link if community else None,
        ),
        senior_share=senior,
        board_share=number(board),
        confidence=UNCONFIRMED,
        sentence=target.sentence,
    )


def points_out(points: Sequence[Point]) -> list[ContractPointOut]:
    """Return what the contract asks for as the wire shows it."""
    return [
        ContractPointOut(id=each.id, title=each.title, met=each.met, sentence=each.sentence, confidence=UNCONFIRMED)
        for each in points
    ]


def plan_too_early(year: int) -> str:
    """Return why a plan is not stated of a year before the contract asked for one."""
    return (
        f"The contract asks for a five-year plan from 2020/21 on, the reporting year {PLAN_FROM}; {year} is before."
    )
