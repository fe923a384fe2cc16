"""What an organisation's leadership answers for in a reporting year: counts of people and processes, never people.

Source: the strategy, section 05: performance objectives on race equality, mentoring and sponsorship of staff at band
8d and below, diverse panels with a justification to the chair, non-executive directors, experts and networks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Section(StrEnum):
    """The sections of the record, in its order. Each may be left out, and is then not collected."""

    PERFORMANCE_OBJECTIVES = "performance_objectives"
    SUPPORT_PAIRS = "support_pairs"
    PANELS = "panels"
    JUSTIFICATIONS = "justifications"
    NED_RECRUITMENT = "ned_recruitment"
    WRES_EXPERTS = "wres_experts"
    STAFF_NETWORK = "staff_network"


class LeaderGroup(StrEnum):
    """Whose performance objectives are counted. The groups overlap: a chief executive is a board member."""

    CHAIRS = "chairs"
    CHIEF_EXECUTIVES = "chief_executives"
    VSMS = "vsms"
    BOARD_MEMBERS = "board_members"


class SupportKind(StrEnum):
    """How senior leaders support staff at band 8d and below, one pair for each leader and member of staff."""

    MENTORING = "mentoring"
    REVERSE_MENTORING = "reverse_mentoring"
    SPONSORSHIP = "sponsorship"


class PanelKind(StrEnum):
    """The two kinds of panel that are to be diverse."""

    SHORTLISTING = "shortlisting"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class ObjectiveHolders:
    """How many of ``total`` leaders have a performance objective on workforce race equality."""

    with_objective: int
    total: int


@dataclass(frozen=True, slots=True)
class EthnicityCounts:
    """Counts of people by ethnicity. ``unknown`` stands outside every share, as the strategy's own do."""

    white: int
    bme: int
    unknown: int


@dataclass(frozen=True, slots=True)
class PanelCounts:
    """How many of the panels held had a BME member."""

    held: int
    diverse: int


@dataclass(frozen=True, slots=True)
class Justifications:
    """BME interviewees not appointed, and for how many of them the reasons were sent to the chair; how it is done."""

    bme_not_appointed: int
    sent_to_chair: int
    process: str


@dataclass(frozen=True, slots=True)
class StaffNetwork:
    """Whether there is a network of BME staff, which role sponsors it, and whether its leads have facility time."""

    exists: bool
    executive_sponsor_role: str | None
    facility_time: bool | None


@dataclass(frozen=True, slots=True)
class Accountability:
    """The record of a reporting year as a revision states it. A section that is ``None`` was not collected.

    Inside a section a group or kind that is not there was not collected either.
    """

    ods: str
    year: int
    performance_objectives: Mapping[LeaderGroup, ObjectiveHolders] | None
    support_pairs: Mapping[SupportKind, EthnicityCounts] | None
    panels: Mapping[PanelKind, PanelCounts] | None
    justifications: Justifications | None
    ned_recruitment: EthnicityCounts | None
    wres_experts: int | None
    staff_network: StaffNetwork | None
    revision: int
    recorded_at: datetime
    recorded_by: str
