"""What a rule of permission says: of which thing and to do what, who may by whose it is, and what all others get."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vocabulary.clients import ACT_FOR_A_BODY, ClientKind
from vocabulary.permissions.resources import Action, Resource


class Whose(StrEnum):
    """Whose a thing is, as its service finds out for each caller.

    ``OWN`` is of the body that the client acts for (of credentials and files: of the client itself). ``COMMISSIONED``
    is of a body with which that body holds a contract in the year, or which it succeeded as a whole. ``OTHER`` is of
    any other. ``EVERYBODY`` is nobody's in particular: lists, sums, reference data.
    """

    OWN = "own"
    COMMISSIONED = "commissioned"
    OTHER = "other"
    EVERYBODY = "everybody"

    @classmethod
    def of(cls, acts_for: str | None, ods: str) -> "Whose":
        """Return ``OWN`` where a client acts for body ``ods``, and ``OTHER`` where not, as far as codes tell."""
        return cls.OWN if acts_for == ods else cls.OTHER


class State(StrEnum):
    """How far a return is. ``UNPUBLISHED`` is a draft, submitted or signed off; ``WITHDRAWN`` was published once."""

    UNPUBLISHED = "unpublished"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What a caller gets.

    ``REFUSED`` is 403, or 401 where no credential was sent. ``NOT_THERE`` is 404, and a line that a list has not.
    ``CONTROLLED`` is what is published, under disclosure control.
    """

    YES = "yes"
    CONTROLLED = "controlled"
    REFUSED = "refused"
    NOT_THERE = "not there"


EVERYONE: Final = frozenset(ClientKind)
NATIONAL: Final = EVERYONE - ACT_FOR_A_BODY - {ClientKind.PUBLIC}
"""Those who see every body: administrators, the national team, regulators and oversight bodies."""

STEWARDS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.NATIONAL_TEAM})
"""Those who keep reference data and publish."""

ADMINISTRATOR: Final = frozenset({ClientKind.ADMINISTRATOR})

WhoMay = Mapping[Whose, frozenset[ClientKind]]

EXACT: Final[WhoMay] = {
    Whose.OWN: ACT_FOR_A_BODY,
    Whose.COMMISSIONED: frozenset({ClientKind.COMMISSIONER}),
    Whose.OTHER: NATIONAL,
}
"""The body itself, its commissioners, and those who see every body."""

ANY_STATE: Final = frozenset(State)
OPEN: Final = frozenset({State.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table.

    Attributes:
        resource: the thing.
        action: what is done with it.
        may: who may, by whose it is.
        says: what the thing is, for readers of the table.
        routes: the addresses at which it is asked for, as ``GET /v1/…``.
        refusal: what those are told who are refused; ``{ods}`` is the body.
        otherwise: what all others get.
        states: those in which there is anything for whoever may; none where the thing has no state.
        owners: kinds of client that can have such a thing of their own.
    """

    resource: Resource
    action: Action
    may: WhoMay
    says: str
    routes: tuple[str, ...]
    refusal: str = ""
    otherwise: Answer = Answer.REFUSED
    states: frozenset[State] = frozenset()
    owners: frozenset[ClientKind] = ACT_FOR_A_BODY

    def allows(self, kind: str, whose: Whose = Whose.EVERYBODY) -> bool:
        """Say whether a kind of client may, by whose the thing is."""
        return kind in self.may.get(whose, frozenset())

    def allows_some(self, kind: str) -> bool:
        """Say whether a kind of client may with any thing at all, whosever it is."""
        return any(kind in kinds for kinds in self.may.values())

    def refused(self, ods: str = "") -> str:
        """Return what a refused caller is told."""
        return self.refusal.format(ods=ods)

    def answer(self, kind: str, whose: Whose, state: State | None = None) -> Answer:
        """Return what a kind of client gets, by whose the thing is and how far it is."""
        if self.allows(kind, whose):
            return Answer.YES if state is None or state in self.states else Answer.NOT_THERE
        if self.otherwise is Answer.CONTROLLED and state is not State.PUBLISHED:
            return Answer.NOT_THERE
        return self.otherwise

    def standings(self) -> Iterator[tuple[ClientKind, Whose]]:
        """Yield every way in which a client can stand to such a thing."""
        if Whose.EVERYBODY in self.may:
            yield from ((kind, Whose.EVERYBODY) for kind in ClientKind)
            return
        for kind in ClientKind:
            if kind in self.owners:
                yield kind, Whose.OWN
            if kind is ClientKind.COMMISSIONER and self.owners == ACT_FOR_A_BODY:
                yield kind, Whose.COMMISSIONED
            yield kind, Whose.OTHER
