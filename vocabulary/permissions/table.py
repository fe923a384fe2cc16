"""The permission table: what the services ask, what ``docs/permissions.md`` says, and what the tests try."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from vocabulary.clients import ClientKind
from vocabulary.permissions.access import ACCESS
from vocabulary.permissions.goals import GOALS
from vocabulary.permissions.oversight import OVERSIGHT
from vocabulary.permissions.reference import REFERENCE
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.results import RESULTS
from vocabulary.permissions.returns import RETURNS
from vocabulary.permissions.rule import Answer, Rule, State, Whose

CHAPTERS: Final = {
    "Reference data": REFERENCE,
    "Returns": RETURNS,
    "Figures": RESULTS,
    "Goals": GOALS,
    "Oversight": OVERSIGHT,
    "Who may call": ACCESS,
}

TABLE: Final = tuple(rule for chapter in CHAPTERS.values() for rule in chapter)

_BY_WHAT: Final = {(rule.resource, rule.action): rule for rule in TABLE}


class Cell(NamedTuple):
    """One cell: a kind of client, whose the thing is, how far it is (where that matters), and what it gets."""

    rule: Rule
    kind: ClientKind
    whose: Whose
    state: State | None
    answer: Answer


def rule(resource: Resource, action: Action) -> Rule:
    """Return the rule about doing something with a thing.

    Raises:
        KeyError: the table has none.
    """
    return _BY_WHAT[resource, action]


def cells() -> Iterator[Cell]:
    """Yield every cell of the table."""
    for each in TABLE:
        for kind, whose in each.standings():
            for state in tuple(State) if each.states else (None,):
                yield Cell(each, kind, whose, state, each.answer(kind, whose, state))
