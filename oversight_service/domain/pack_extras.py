"""What a pack holds beyond the year's own figures: history, peers, goals, the life of the return, and the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from oversight_service.domain.action import Action
from oversight_service.domain.evidence import Absence

Response = Mapping[str, object] | Absence
"""The JSON body of a service's response, or why there is none."""

NOT_ASKED: Final = Absence("not-asked")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A call that was made for the pack: which service, what, and what came: its entity tag, or why there is none."""

    service: str
    href: str
    tag: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PackExtras:
    """Answers of the other services, and the organisation's actions as they were on record.

    ``comparisons`` are by group: ``nearest``, ``region``, ``type``. ``day`` is the one that decides what is overdue.
    ``asked`` names every call by the name of its answer, the year's own figures included.
    """

    trends: Response = NOT_ASKED
    comparisons: Mapping[str, Response] = field(default_factory=dict)
    goals: Response = NOT_ASKED
    progress: Response = NOT_ASKED
    life: Response = NOT_ASKED
    actions: Sequence[Action] | Absence = NOT_ASKED
    day: date | None = None
    asked: Mapping[str, AskedFor] = field(default_factory=dict)


NOTHING_MORE: Final = PackExtras()
