"""The wire of leadership accountability: counts that a body states of a year, and what they come to."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, Field, StrictBool, ValidationInfo, field_validator, model_validator

from oversight_service.domain.accountability import (
    Accountability,
    EthnicityCounts,
    Justifications,
    LeaderGroup,
    ObjectiveHolders,
    PanelCounts,
    PanelKind,
    StaffNetwork,
    SupportKind,
)
from oversight_service.domain.accountability_shares import (
    NOT_COLLECTED,
    AccountabilityShare,
    accountability_shares,
    not_collected,
)
from oversight_service.schemas.actions import Role
from oversight_service.schemas.statements import Impersonal
from services.rounding import half_away
from services.wire import Whole, Wire

_PERCENT_PLACES: Final = 1
_MOST: Final = 100_000

Key = TypeVar("Key", bound=StrEnum)
Told = TypeVar("Told")

People = Annotated[Whole, Field(strict=True, ge=0, le=_MOST)]
"""A count of people, panels or pairs."""


def _require_within(part: int, info: ValidationInfo, whole: str) -> int:
    """Refuse a part that is more than its whole. A field sees only those above it: the whole stands first."""
    if whole in info.data and part > info.data[whole]:
        raise ValueError(f"{part} is more than {whole}, {info.data[whole]}")
    return part


class _Several(Wire):
    """A section of several groups or kinds; at least one is told, or the section is left out."""

    @model_validator(mode="after")
    def _tells_something(self) -> "_Several":
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise ValueError("nothing is told; leave the section out, or null, where it was not collected")
        return self


class ObjectiveHoldersIn(Wire):
    """How many leaders there are, and how many of them have a performance objective on workforce race equality."""

    total: People
    with_objective: People

    @field_validator("with_objective")
    @classmethod
    def _of_all(cls, with_objective: int, info: ValidationInfo) -> int:
        return _require_within(with_objective, info, "total")


class PerformanceObjectivesIn(_Several):
    """Performance objectives by group of leaders. The groups overlap: a chief executive is a board member."""

    chairs: ObjectiveHoldersIn | None = None
    chief_executives: ObjectiveHoldersIn | None = None
    vsms: ObjectiveHoldersIn | None = None
    board_members: ObjectiveHoldersIn | None = None


class EthnicityCountsIn(Wire):
    """Counts of people by ethnicity; of pairs, that of the member of staff at band 8d or below."""

    white: People
    bme: People
    unknown: People


class SupportPairsIn(_Several):
    """Pairs of a senior leader and a member of staff at band 8d or below, by kind."""

    mentoring: EthnicityCountsIn | None = None
    reverse_mentoring: EthnicityCountsIn | None = None
    sponsorship: EthnicityCountsIn | None = None


class PanelCountsIn(Wire):
    """How many panels were held, and how many of them had a BME member."""

    held: People
    diverse: People

    @field_validator("diverse")
    @classmethod
    def _of_all(cls, diverse: int, info: ValidationInfo) -> int:
        return _require_within(diverse, info, "held")


class PanelsIn(_Several):
    """Panels by kind."""

    shortlisting: PanelCountsIn | None = None
    interview: PanelCountsIn | None = None


class JustificationsIn(Wire):
    """BME interviewees who were not appointed, for how many the reasons went to the chair, and by what process."""

    bme_not_appointed: People
    sent_to_chair: People
    process: Annotated[Impersonal, Field(max_length=1_000)] = ""

    @field_validator("sent_to_chair")
    @classmethod
    def _of_all(cls, sent_to_chair: int, info: ValidationInfo) -> int:
        return _require_within(sent_to_chair, info, "bme_not_appointed")


class StaffNetworkIn(Wire):
    """Whether there is a network of BME staff, which role sponsors it, and whether its leads have facility time."""

    exists: StrictBool
    executive_sponsor_role: Role | None = None
    facility_time: StrictBool | None = None

    @field_validator("executive_sponsor_role", "facility_time")
    @classmethod
    def _of_a_network(cls, told: Told, info: ValidationInfo) -> Told:
        if told and info.data.get("exists") is False:
            raise ValueError("it is told of a network, and exists is false")
        return told


class AccountabilityIn(Wire):
    """The record of a reporting year. A section that is left out, or null, was not collected."""

    performance_objectives: PerformanceObjectivesIn | None = None
    support_pairs: SupportPairsIn | None = None
    panels: PanelsIn | None = None
    justifications: JustificationsIn | None = None
    ned_recruitment: EthnicityCountsIn | None = None
    wres_experts: People | None = None
    staff_network: StaffNetworkIn | None = None


class AccountabilityStatedOut(BaseModel):
    """What a body states. What is null was not collected."""

    performance_objectives: dict[LeaderGroup, ObjectiveHolders | None] | None
    support_pairs: dict[SupportKind, EthnicityCounts | None] | None
    panels: dict[PanelKind, PanelCounts | None] | None
    justifications: Justifications | None
    ned_recruitment: EthnicityCounts | None
    wres_experts: int | None
    staff_network: StaffNetwork | None


class AccountabilityShareOut(BaseModel):
    """A share as a percentage with both its counts, or why there is none. ``of`` says in words what of what."""

    id: str
    of: str
    percent: float | None
    numerator: int | None
    denominator: int | None
    reason: str | None


class NotCollectedOut(BaseModel):
    """A section, or a part of one, that is null in ``stated``, and why."""

    path: str
    reason: str


class AccountabilityOut(BaseModel):
    """The record of a reporting year: what the body states, and beside it what is computed of that alone."""

    organisation: str
    year: int
    revision: int
    stated: AccountabilityStatedOut
    shares: list[AccountabilityShareOut]
    missing: list[NotCollectedOut]
    recorded_at: datetime
    recorded_by: str


class AccountabilityRevisionsOut(BaseModel):
    """Every revision of a year's record, oldest first: what was stated, by whose client, and when."""

    organisation: str
    year: int
    items: list[AccountabilityOut]
    next: None = None
    total: int


def accountability_out(record: Accountability) -> AccountabilityOut:
    """Return a record as the wire shows it, with its shares and what is missing."""
    return AccountabilityOut(
        organisation=record.ods,
        year=record.year,
        revision=record.revision,
        stated=_stated(record),
        shares=[_share(each) for each in accountability_shares(record)],
        missing=[NotCollectedOut(path=path, reason=NOT_COLLECTED) for path in not_collected(record)],
        recorded_at=record.recorded_at,
        recorded_by=record.recorded_by,
    )


def _stated(record: Accountability) -> AccountabilityStatedOut:
    return AccountabilityStatedOut(
        performance_objectives=_every(LeaderGroup, record.performance_objectives),
        support_pairs=_every(SupportKind, record.support_pairs),
        panels=_every(PanelKind, record.panels),
        justifications=record.justifications,
        ned_recruitment=record.ned_recruitment,
        wres_experts=record.wres_experts,
        staff_network=record.staff_network,
    )


def _every(keys: type[Key], told: Mapping[Key, Told] | None) -> dict[Key, Told | None] | None:
    """Return a section with every key that it may have: what is not there is null, never left out."""
    return None if told is None else {key: told.get(key) for key in keys}


def _share(share: AccountabilityShare) -> AccountabilityShareOut:
    numerator, denominator = share.counted or (None, None)
    percent = (
        half_away(100 * numerator / denominator, _PERCENT_PLACES) if numerator is not None and denominator else None
    )
    return AccountabilityShareOut(
        id=share.id, of=share.of, percent=percent, numerator=numerator, denominator=denominator, reason=share.reason
    )
