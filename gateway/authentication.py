"""Who is calling: the client that an API key belongs to, or the public when there is no key."""

import time
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.types import Scope

from gateway import keys, store
from services import records
from services.database import Database
from services.identity import Caller
from services.memory import Remembered
from services.observing import header
from services.peers import away
from services.problems import Problem
from vocabulary.clients import ClientKind

PUBLIC: Final = Caller("public", ClientKind.PUBLIC)

REMEMBERED_SECONDS: Final = 5.0
"""How long a key is believed without asking the database: the longest that a revocation takes to be felt."""

_MOST_REMEMBERED: Final = 4_096


class Authentication:
    """Finds the client of a call. Keys found lately are remembered, by their hash and never by themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: Remembered[str, tuple[Caller, float]] = Remembered(_MOST_REMEMBERED)

    async def caller(self, scope: Scope) -> Caller:
        """Return who is calling.

        Raises:
            Problem: 401 when a key is given that belongs to no client, or to one that was revoked; 503 when the
                clients cannot be read.
        """
        key = _key(scope)
        if key is None:
            return PUBLIC
        hashed = keys.key_hash(key)
        known = self._remembered.get(hashed)
        if known is None or known[1] <= time.monotonic():
            until = time.monotonic() + REMEMBERED_SECONDS
            known = self._remembered.keep(hashed, (await self._looked_up(key), until))
        return known[0]

    async def _looked_up(self, key: str) -> Caller:
        try:
            async with self._database.reading() as session:
                row = await store.by_key(session, key)
        except (SQLAlchemyError, OSError) as error:
            records.log.warning("clients cannot be read", extra={"error": repr(error)})
            raise away("gateway") from error
        if row is None:
            raise Problem(401, "The API key is not known, or was revoked. Leave it out to read as the public.")
        return Caller(row.id, row.kind, row.body)


def _key(scope: Scope) -> str | None:
    """Return the key of a call: header ``apikey``, or a bearer token.

    Raises:
        Problem: 401 for another scheme, which we do not know.
    """
    key = header(scope, b"apikey")
    if key is not None:
        return key.strip()
    authorization = header(scope, b"authorization")
    if authorization is None:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(401, "Authorization must be 'Bearer' followed by the API key; or use the header apikey.")
    return token.strip()
