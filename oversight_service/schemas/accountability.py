"""The wire of leadership accountability: the counts that a body states of a reporting year."""

from typing import Annotated, Final, TypeVar

from pydantic import Field, StrictBool, ValidationInfo, field_validator, model_validator

from oversight_service.schemas.impersonal import Impersonal, Role
from services.wire import Whole, Wire

_MOST: Final = 100_000

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
