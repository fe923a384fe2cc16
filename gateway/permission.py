"""Who may keep clients and what they prove themselves with: the table of permissions, asked with whose a thing is."""

from services import identity
from services.identity import Caller
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import Whose
from vocabulary.permissions.table import rule


def require(caller: Caller, resource: Resource, action: Action) -> None:
    """Refuse a caller who may not do something with what is nobody's in particular.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    asked = rule(resource, action)
    identity.require(asked.allows(caller.kind), caller, asked.refused())


def reads_of_others(caller: Caller, resource: Resource) -> bool:
    """Say whether a caller may read what is another client's."""
    return rule(resource, Action.READ).allows(caller.kind, Whose.OTHER)


def require_of_client(caller: Caller, resource: Resource, action: Action, client: str) -> None:
    """Refuse a caller who may not do something with what is a client's own: itself, or its keys.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    asked = rule(resource, action)
    identity.require(asked.allows(caller.kind, Whose.of(caller.client, client)), caller, asked.refused())
