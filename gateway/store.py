"""Clients and what they prove themselves with, in the database. Nothing here knows of HTTP."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from gateway import keys
from gateway.tables import ApiKeyRow, AssertionRow, ClientRow, PublicKeyRow
from services.instants import now
from vocabulary.clients import ClientKind

USE_KEPT_EVERY: Final = timedelta(minutes=10)
"""The use of a key is written down at most this often: a read must not become a write each time."""


def client_row(name: str, kind: ClientKind, body: str | None) -> ClientRow:
    """Return a new client, which has no key yet."""
    return ClientRow(id=uuid.uuid4().hex, name=name, kind=kind, body=body, created_at=now())


def api_key_row(client: str, key: str, expires_at: datetime | None = None) -> ApiKeyRow:
    """Return a key of a client, by its digest."""
    return ApiKeyRow(
        id=uuid.uuid4().hex,
        client=client,
        prefix=keys.prefix(key),
        key_hash=keys.key_hash(key),
        created_at=now(),
        expires_at=expires_at,
    )


async def by_key(session: AsyncSession, key: str) -> tuple[ClientRow, ApiKeyRow] | None:
    """Return the client that a key belongs to, and the key, whether or not either still opens anything."""
    query = select(ClientRow, ApiKeyRow).where(
        col(ApiKeyRow.client) == col(ClientRow.id), col(ApiKeyRow.prefix) == keys.prefix(key)
    )
    found = (await session.exec(query)).first()
    return found if found is not None and keys.matches(key, found[1].key_hash) else None


def unused_for_long(row: ApiKeyRow, at: datetime) -> bool:
    """Say whether the use of a key is to be written down."""
    return row.last_used_at is None or row.last_used_at <= at - USE_KEPT_EVERY


async def keep_use(session: AsyncSession, key: str, at: datetime) -> None:
    """Write down that a key was used, unless that was written lately."""
    lately = or_(col(ApiKeyRow.last_used_at).is_(None), col(ApiKeyRow.last_used_at) <= at - USE_KEPT_EVERY)
    # Beside another gateway that writes the same down, one of them does.
    await session.exec(update(ApiKeyRow).where(col(ApiKeyRow.id) == key, lately).values(last_used_at=at))


async def by_external_name(session: AsyncSession, issuer: str, subject: str) -> ClientRow | None:
    """Return the client that another authority's tokens name."""
    query = select(ClientRow).where(ClientRow.issuer == issuer, ClientRow.subject == subject)
    return (await session.exec(query)).first()


async def everyone(session: AsyncSession) -> Sequence[ClientRow]:
    """Return every client, oldest first."""
    return (await session.exec(select(ClientRow).order_by(col(ClientRow.created_at), col(ClientRow.id)))).all()


async def keys_of(session: AsyncSession, client: str) -> Sequence[ApiKeyRow]:
    """Return every key of a client, oldest first."""
    query = select(ApiKeyRow).where(ApiKeyRow.client == client)
    return (await session.exec(query.order_by(col(ApiKeyRow.created_at), col(ApiKeyRow.id)))).all()


async def public_keys_of(session: AsyncSession, client: str) -> Sequence[PublicKeyRow]:
    """Return every public key of a client, oldest first."""
    query = select(PublicKeyRow).where(PublicKeyRow.client == client)
    return (await session.exec(query.order_by(col(PublicKeyRow.created_at), col(PublicKeyRow.kid)))).all()


def opens(row: ApiKeyRow, at: datetime) -> bool:
    """Say whether a key opens anything at an instant."""
    return row.revoked_at is None and (row.expires_at is None or at < row.expires_at)


async def end_others(session: AsyncSession, kept: ApiKeyRow, at: datetime) -> None:
    """Let every other key of a client end at an instant, unless it ends sooner."""
    for row in await keys_of(session, kept.client):
        if row.id != kept.id and opens(row, at):
            row.expires_at = at
            session.add(row)


async def take_assertion(session: AsyncSession, client: str, digest: str, until: datetime) -> bool:
    """Keep an assertion as taken, and say whether it had not been taken before. What has expired is forgotten."""
    await session.exec(delete(AssertionRow).where(col(AssertionRow.expires_at) < now()))
    try:
        async with session.begin_nested():
            session.add(AssertionRow(client=client, digest=digest, expires_at=until))
    except IntegrityError:
        return False
    return True


async def has_administrator(session: AsyncSession) -> bool:
    """Say whether there is an administrator already."""
    query = select(ClientRow.id).where(ClientRow.kind == ClientKind.ADMINISTRATOR).limit(1)
    return (await session.exec(query)).first() is not None
