"""Who may record official outcomes. What may be seen of a body is decided by the services that own the figures."""

from typing import Final

from services.identity import Caller, refusal
from vocabulary.clients import ClientKind

_RECORDERS: Final = frozenset({ClientKind.ADMINISTRATOR, ClientKind.OVERSIGHT})


def require_recorder(caller: Caller) -> None:
    """Refuse a caller who may not record official outcomes.

    Raises:
        Problem: 403, or 401 when there was no credential.
    """
    if caller.kind not in _RECORDERS:
        raise refusal(caller, "Only oversight bodies record official outcomes.")
