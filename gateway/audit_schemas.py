"""The wire: pages of the audit trail, the ends of its chains, and what was found of each."""

from pydantic import BaseModel

from gateway.auditing import Verified
from services.audit_reading import AuditEntry, AuditHead


class TrailPage(BaseModel):
    """Lines in the order asked for. ``next`` is null where none follow; ``cursor`` is where to go on another day."""

    items: list[AuditEntry]
    next: str | None
    cursor: str


class TrailHead(AuditHead):
    """The last line of a chain. ``known`` is how the verification takes it, when it was kept by somebody else."""

    known: str


class TrailHeads(BaseModel):
    """The last line of every chain."""

    items: list[TrailHead]
    next: None = None
    total: int


class ChainVerified(BaseModel):
    """What was found of one chain: whole up to ``number``, or broken at ``first_broken``.

    ``intact`` is null where the service could not be asked. ``reason`` is null for a chain that is whole.
    """

    service: str
    intact: bool | None
    number: int
    hash: str
    first_broken: int | None
    reason: str | None
    detail: str | None


class TrailVerified(BaseModel):
    """What was found of every chain. ``intact`` is true where all are whole."""

    items: list[ChainVerified]
    intact: bool


def chain_verified(found: Verified) -> ChainVerified:
    """Return what was found of one chain as the wire shows it."""
    unknown = found.reason is not None and found.broken is None
    return ChainVerified(
        service=found.service,
        intact=None if unknown else found.broken is None,
        number=found.end.number,
        hash=found.end.hash,
        first_broken=found.broken,
        reason=found.reason,
        detail=found.says,
    )
