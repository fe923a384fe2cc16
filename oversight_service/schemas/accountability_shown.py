"""The wire of leadership accountability as it is shown: what was stated, and beside it what is computed of that."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from pydantic import BaseModel

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
from services.rounding import half_away

_PERCENT_PLACES: Final = 1

Key = TypeVar("Key", bound=StrEnum)
Told = TypeVar("Told")


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
