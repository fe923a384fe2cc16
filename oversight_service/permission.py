"""Who may record official outcomes. What may be seen of a body is decided by the services that own the figures."""

from typing import Final

from services.identity import Caller
from services.problems import Problem
from vocabulary.clients import ClientKind

_RECORDERS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.OVERSIGHT})


def require_recorder(caller: Caller) -> None:
    """Refuse a caller who may not record official outcomes.

    Raises:
        Problem: 403.
    """
    if caller.kind not in _RECORDERS:
        raise Problem(403, "Only oversight bodies record official outcomes.")
