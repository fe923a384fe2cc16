"""Who is calling: the client that an API key or a token belongs to, or the public when there is neither."""

import time
from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.types import Scope

from gateway import keys, store
from gateway.issuers import Issuers
from gateway.tables import ClientRow
from gateway.tokens import Tokens
from services import records
from services.database import Database
from services.identity import Caller
from services.instants import now
from services.memory import Remembered
from services.observing import header
from services.peers import away
from services.problems import Problem
from vocabulary.clients import ClientKind

PUBLIC: Final = Caller("public", ClientKind.PUBLIC)

REMEMBERED_SECONDS: Final = 5.0
"""How long a credential is believed without asking the database: the longest that a revocation takes to be felt."""

_MOST_REMEMBERED: Final = 4_096


class Authentication:
    """Finds the client of a call. Credentials found lately are remembered, by their hash and never by themselves."""

    def __init__(self, database: Database, tokens: Tokens, issuers: Issuers) -> None:
        self._database = database
        self._tokens = tokens
        self._issuers = issuers
        self._remembered: Remembered[str, tuple[Caller, float]] = Remembered(_MOST_REMEMBERED)

    async def caller(self, scope: Scope) -> Caller:
        """Return who is calling.

        Raises:
            Problem: 401 when a credential is given that belongs to no client, or opens nothing any more; 503 when the
                clients, or the keys of another authority, cannot be read.
        """
        credential, is_token = _credential(scope)
        if credential is None:
            return PUBLIC
        if is_token:
            return await self._known(credential, self._by_token)
        return await self._known(credential, self._by_key)

    async def _known(self, credential: str, find: Callable[[str], Awaitable[Caller]]) -> Caller:
        hashed = keys.key_hash(credential)
        known = self._remembered.get(hashed)
        if known is None or known[1] <= time.monotonic():
            until = time.monotonic() + REMEMBERED_SECONDS
            known = self._remembered.keep(hashed, (await find(credential), until))
        return known[0]

    async def _by_key(self, key: str) -> Caller:
        async def find(session: AsyncSession) -> Caller:
            found = await store.by_key(session, key)
            if found is None:
                raise Problem(401, "The API key is not known. Leave it out to read as the public.")
            client, row = found
            caller, at = _living(client), now()
            if not store.opens(row, at):
                raise Problem(401, "The API key has expired or was revoked; use a newer one.", code="key-expired")
            if store.unused_for_long(row, at):
                used.append(row.id)
            return caller

        used: list[str] = []
        caller = await self._asked(find)
        for each in used:
            await self._keep_use(each)
        return caller

    async def _by_token(self, token: str) -> Caller:
        issuer = self._issuers.issuer_of(token)
        subject = await self._issuers.subject_of(token, issuer) if issuer else self._tokens.client_of(token)

        async def find(session: AsyncSession) -> Caller:
            if subject is None:
                client = None
            elif issuer is not None:
                client = await store.by_external_name(session, issuer.issuer, subject)
            else:
                client = await session.get(ClientRow, subject)
            if client is None:
                words = "The access token is not known, or has expired; get a new one from POST /oauth2/token."
                raise Problem(401, words, code="token-expired")
            return _living(client)

        return await self._asked(find)

    async def _asked(self, find: Callable[[AsyncSession], Awaitable[Caller]]) -> Caller:
        try:
            async with self._database.reading() as session:
                return await find(session)
        except (SQLAlchemyError, OSError) as error:
            records.log.warning("clients cannot be read", extra={"error": repr(error)})
            raise away("gateway") from error

    async def _keep_use(self, key: str) -> None:
        try:
            async with self._database.writing() as session:
                await store.keep_use(session, key, now())
        except (SQLAlchemyError, OSError) as error:
            # The call is answered all the same: when a key was used last is worth less than its use.
            records.log.warning("the use of a key cannot be kept", extra={"error": repr(error)})


def _living(client: ClientRow) -> Caller:
    if client.revoked_at is not None:
        raise Problem(401, f"The client {client.id} was revoked.", code="client-revoked")
    return Caller(client.id, client.kind, client.body)


def _credential(scope: Scope) -> tuple[str | None, bool]:
    """Return the credential of a call, and whether it is a token: header ``apikey``, or a bearer key or token.

    Raises:
        Problem: 401 for another scheme, which we do not know.
    """
    key = header(scope, b"apikey")
    if key is not None:
        return key.strip(), False
    authorization = header(scope, b"authorization")
    if authorization is None:
        return None, False
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(401, "Authorization must be 'Bearer' followed by a token; or use the header apikey.")
    # A JWT has three parts; our keys have no dot.
    return token.strip(), token.count(".") == 2
