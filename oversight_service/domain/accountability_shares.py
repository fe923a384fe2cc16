"""What a record of leadership accountability comes to: shares of what was counted, and what was not collected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oversight_service.domain.accountability import (
    Accountability,
    EthnicityCounts,
    Justifications,
    LeaderGroup,
    ObjectiveHolders,
    PanelCounts,
    PanelKind,
    Section,
    SupportKind,
)

NOT_COLLECTED: Final = "not-collected"
NO_DENOMINATOR: Final = "no-denominator"

_OF_A_NETWORK: Final = ("executive_sponsor_role", "facility_time")

_LEADERS: Final = {
    LeaderGroup.CHAIRS: "chairs",
    LeaderGroup.CHIEF_EXECUTIVES: "chief executives",
    LeaderGroup.VSMS: "very senior managers",
    LeaderGroup.BOARD_MEMBERS: "board members",
}
_SUPPORTED: Final = {
    SupportKind.MENTORING: "mentored",
    SupportKind.REVERSE_MENTORING: "in reverse mentoring",
    SupportKind.SPONSORSHIP: "sponsored",
}


@dataclass(frozen=True, slots=True)
class AccountabilityShare:
    """Some of all, both exact, ``None`` where they were not collected. ``of`` says in words what of what."""

    id: str
    of: str
    counted: tuple[int, int] | None

    @property
    def reason(self) -> str | None:
        """Return why there is no share, ``None`` where there is one."""
        if self.counted is None:
            return NOT_COLLECTED
        return None if self.counted[1] else NO_DENOMINATOR


def accountability_shares(record: Accountability) -> tuple[AccountabilityShare, ...]:
    """Return every share that a record can tell, in the order of its sections; those it cannot tell among them."""
    return (
        *_objective_shares(record.performance_objectives or {}),
        *_pair_shares(record.support_pairs or {}),
        *_panel_shares(record.panels or {}),
        _justified(record.justifications),
        _appointed(record.ned_recruitment),
    )


def not_collected(record: Accountability) -> tuple[str, ...]:
    """Return what is missing of a record: sections, and groups or kinds inside those that there are."""
    return tuple(_missing(record))


def _missing(record: Accountability) -> Iterator[str]:
    inner: Mapping[Section, type[StrEnum]] = {
        Section.PERFORMANCE_OBJECTIVES: LeaderGroup,
        Section.SUPPORT_PAIRS: SupportKind,
        Section.PANELS: PanelKind,
    }
    for section in Section:
        told = getattr(record, section)
        if told is None:
            yield section.value
        elif section in inner:
            yield from (f"{section}.{each}" for each in inner[section] if each not in told)
        elif section is Section.STAFF_NETWORK and told.exists:
            yield from (f"{section}.{each}" for each in _OF_A_NETWORK if getattr(told, each) is None)


def _objective_shares(told: Mapping[LeaderGroup, ObjectiveHolders]) -> Iterator[AccountabilityShare]:
    for group in LeaderGroup:
        of, held = f"{_LEADERS[group]} with a performance objective on race equality, of all", told.get(group)
        path = f"{Section.PERFORMANCE_OBJECTIVES}.{group}"
        yield AccountabilityShare(path, of, (held.with_objective, held.total) if held else None)


def _pair_shares(told: Mapping[SupportKind, EthnicityCounts]) -> Iterator[AccountabilityShare]:
    for kind in SupportKind:
        of = f"BME staff among those {_SUPPORTED[kind]} at band 8d and below whose ethnicity is known"
        yield _bme(f"{Section.SUPPORT_PAIRS}.{kind}", of, told.get(kind))


def _panel_shares(told: Mapping[PanelKind, PanelCounts]) -> Iterator[AccountabilityShare]:
    for kind in PanelKind:
        panels = told.get(kind)
        of = f"{kind} panels with a BME member, of all held"
        yield AccountabilityShare(f"{Section.PANELS}.{kind}", of, (panels.diverse, panels.held) if panels else None)


def _justified(told: Justifications | None) -> AccountabilityShare:
    of = "BME interviewees not appointed for whom the chair was sent the reasons, of all who were not appointed"
    counted = (told.sent_to_chair, told.bme_not_appointed) if told else None
    return AccountabilityShare(Section.JUSTIFICATIONS, of, counted)


def _appointed(told: EthnicityCounts | None) -> AccountabilityShare:
    of = "BME non-executive directors among those appointed whose ethnicity is known"
    return _bme(Section.NED_RECRUITMENT, of, told)


def _bme(path: str, of: str, counts: EthnicityCounts | None) -> AccountabilityShare:
    return AccountabilityShare(path, of, (counts.bme, counts.bme + counts.white) if counts else None)
