"""Clients in the database. Nothing here knows of HTTP."""

import uuid
from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from gateway import keys
from gateway.tables import ClientRow
from services.instants import now
from vocabulary.clients import ClientKind


def client_row(name: str, kind: ClientKind, body: str | None, key: str) -> ClientRow:
    """Return a new client with its key hashed."""
    return ClientRow(
        id=uuid.uuid4().hex,
        name=name,
        kind=kind,
        body=body,
        prefix=keys.prefix(key),
        key_hash=keys.key_hash(key),
        created_at=now(),
    )


async def by_key(session: AsyncSession, key: str) -> ClientRow | None:
    """Return the client that a key belongs to, unless it is revoked."""
    query = select(ClientRow).where(ClientRow.prefix == keys.prefix(key), col(ClientRow.revoked_at).is_(None))
    row = (await session.exec(query)).first()
    return row if row is not None and keys.matches(key, row.key_hash) else None


async def everyone(session: AsyncSession) -> Sequence[ClientRow]:
    """Return every client, oldest first."""
    return (await session.exec(select(ClientRow).order_by(col(ClientRow.created_at), col(ClientRow.id)))).all()


async def has_administrator(session: AsyncSession) -> bool:
    """Say whether there is an administrator already."""
    query = select(ClientRow.id).where(ClientRow.kind == ClientKind.ADMINISTRATOR).limit(1)
    return (await session.exec(query)).first() is not None
