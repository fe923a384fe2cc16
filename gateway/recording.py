"""What the audit says of clients and of what they prove themselves with: never a key, nor anything made of one."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from gateway.tables import ApiKeyRow, ClientRow, PublicKeyRow
from services import audit


def client_changed(session: AsyncSession, action: str, client: ClientRow) -> None:
    """Say that a client was added or revoked."""
    names = ("name", "kind", "issuer", "subject")
    _record(session, "client", action, client, {name: getattr(client, name) for name in names})


def key_added(
    session: AsyncSession, client: ClientRow, key: ApiKeyRow, others_end_at: datetime | None = None
) -> None:
    """Say that a client was given a key, and when its others end where they were let end with that."""
    _record(session, "api_key", "added", client, {**_key(key), "others_end_at": others_end_at})


def key_revoked(session: AsyncSession, client: ClientRow, key: ApiKeyRow) -> None:
    """Say that a key of a client was revoked."""
    _record(session, "api_key", "revoked", client, _key(key))


def public_key_changed(session: AsyncSession, action: str, client: ClientRow, key: PublicKeyRow) -> None:
    """Say that a public key of a client was added or revoked."""
    _record(session, "public_key", action, client, {"kid": key.kid, "algorithm": key.algorithm})


def token_given(session: AsyncSession, client: ClientRow, key: PublicKeyRow) -> None:
    """Say that a client proved itself with a public key, and was given a token for it."""
    change = {"kid": key.kid, "algorithm": key.algorithm}
    given = audit.Entry("token", "given", change, client.body, client.id, by=client.id, client_kind=client.kind)
    audit.record(session, given)


def _key(key: ApiKeyRow) -> dict[str, Any]:
    return {"key": key.id, "expires_at": key.expires_at}


def _record(session: AsyncSession, kind: str, action: str, client: ClientRow, change: dict[str, Any]) -> None:
    audit.record(session, audit.Entry(kind, action, change, client.body, client.id))
