"""Who asks, and of whom: clients of every kind, and a thing of theirs, of one they commission, and of a stranger."""

from typing import Final

from services.identity import Caller
from tests.callers import (
    ADMINISTRATOR,
    NATIONAL_TEAM,
    OVERSIGHT,
    PUBLIC,
    REGULATOR,
    commissioner,
    provider,
)
from tests.permission.world import COMMISSIONER, OTHER_COMMISSIONER, OWN, STRANGER, SUCCEEDED
from vocabulary.clients import ClientKind
from vocabulary.permissions.resources import Resource
from vocabulary.permissions.rule import Whose

CALLERS: Final = {
    ClientKind.ADMINISTRATOR: ADMINISTRATOR,
    ClientKind.NATIONAL_TEAM: NATIONAL_TEAM,
    ClientKind.REGULATOR: REGULATOR,
    ClientKind.OVERSIGHT: OVERSIGHT,
    ClientKind.COMMISSIONER: commissioner(COMMISSIONER),
    ClientKind.PROVIDER: provider(OWN),
    ClientKind.PUBLIC: PUBLIC,
}
STAFF_OF_COMMISSIONER: Final = Caller("staff-of-Q01", ClientKind.PROVIDER, COMMISSIONER)
"""A client that acts for the commissioner's body and is of the kind of a provider's: contracts give it nothing."""

EVERYBODY: Final = (*CALLERS.values(), STAFF_OF_COMMISSIONER, commissioner(OTHER_COMMISSIONER))
"""Every caller of the trial."""

OF_COMMISSIONERS: Final = frozenset({Resource.CONTRACT, Resource.STATEMENT, Resource.ASSURANCE})
"""Things that a commissioner has: a body that it commissions has none of them, one that it succeeded has."""


def of_whom(kind: ClientKind, whose: Whose, resource: Resource) -> list[tuple[Caller, str]]:
    """Return callers of a kind, each with the body that stands so to it. Of strangers there are two."""
    caller, of_commissioners = CALLERS[kind], resource in OF_COMMISSIONERS
    if whose is Whose.EVERYBODY or caller.body is None:
        return [(caller, OTHER_COMMISSIONER if of_commissioners else OWN)]
    if of_commissioners and kind is ClientKind.PROVIDER:
        caller = STAFF_OF_COMMISSIONER
    if whose is Whose.OWN:
        return [(caller, caller.body or "")]
    if whose is Whose.COMMISSIONED:
        return [(caller, SUCCEEDED if of_commissioners else OWN)]
    if of_commissioners:
        return [(caller, OTHER_COMMISSIONER)]
    others = STAFF_OF_COMMISSIONER if kind is ClientKind.PROVIDER else commissioner(OTHER_COMMISSIONER)
    return [(caller, STRANGER), (others, OWN)]
