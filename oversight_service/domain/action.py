"""An action of an organisation's WRES action plan, and what a plan comes to on a day.

Source: the strategy, sections 04 (a robust action plan, agreed with the national WRES team) and 05 (action plans that
follow an organisation's own WRES data).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import count
from typing import Final


class WresIndicator(StrEnum):
    """The nine indicators of the strategy's Annex A, by the ids that they have everywhere."""

    REPRESENTATION = "1"
    APPOINTMENT = "2"
    DISCIPLINE = "3"
    TRAINING = "4"
    HARASSMENT_BY_PUBLIC = "5"
    HARASSMENT_BY_STAFF = "6"
    EQUAL_OPPORTUNITIES = "7"
    DISCRIMINATION = "8"
    BOARD = "9"


class ActionStatus(StrEnum):
    """How far an action is, as its owner states it. Overdue is never stated: it depends on the day that is asked."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset({ActionStatus.PLANNED, ActionStatus.IN_PROGRESS})
"""The statuses of an action that is still to be done."""


@dataclass(frozen=True, slots=True)
class ImpactEvidence:
    """What an action has changed, in words; of which indicator and reporting year, and where it can be read."""

    text: str
    indicator: WresIndicator | None
    year: int | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """One action as a revision states it. ``strategic_objective`` is an id of Annex C; the owner is a role."""

    ods: str
    id: str
    title: str
    aim: str
    strategic_objective: str
    indicators: tuple[WresIndicator, ...]
    owner_role: str
    status: ActionStatus
    started_on: date | None
    due_on: date
    completed_on: date | None
    evidence_of_impact: tuple[ImpactEvidence, ...]
    links: tuple[str, ...]
    revision: int
    recorded_at: datetime
    recorded_by: str

    def is_open(self) -> bool:
        """Say whether the action is still to be done."""
        return self.status in OPEN

    def overdue(self, today: date) -> bool:
        """Say whether the action is still to be done on a day after the one by which it was due."""
        return self.is_open() and self.due_on < today


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What a plan comes to on a day, in numbers of actions. A withdrawn action counts in ``total`` alone.

    ``open`` holds ``overdue``; ``with_evidence`` counts actions with evidence of impact; ``indicators_addressed`` are
    those that any action names, in their order.
    """

    total: int
    open: int
    overdue: int
    completed: int
    with_evidence: int
    indicators_addressed: tuple[WresIndicator, ...]


def plan_summary(actions: Iterable[Action], today: date) -> PlanSummary:
    """Return what the newest revisions of an organisation's actions come to on a day."""
    every = list(actions)
    kept = [each for each in every if each.status is not ActionStatus.WITHDRAWN]
    return PlanSummary(
        total=len(every),
        open=sum(each.is_open() for each in kept),
        overdue=sum(each.overdue(today) for each in kept),
        completed=sum(each.status is ActionStatus.COMPLETED for each in kept),
        with_evidence=sum(bool(each.evidence_of_impact) for each in kept),
        indicators_addressed=tuple(sorted({indicator for each in kept for indicator in each.indicators})),
    )


_LONGEST_SLUG: Final = 50
"""Letters of a title that an id takes up; with a hyphen and a number it stays within the 60 that a name may have."""


def action_id(title: str, taken: Collection[str]) -> str:
    """Return the id of a new action: the first words of its title and the lowest number that makes it the only one.

    An id is given once. A title that is revised later leaves it as it is.
    """
    ascii_letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_letters) or ["action"]
    slug = words[0][:_LONGEST_SLUG]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > _LONGEST_SLUG:
            break
        slug = f"{slug}-{word}"
    return next(id for number in count(1) if (id := f"{slug}-{number}") not in taken)
