"""One limit for all gateways of an installation: each tells the database what its clients spent, and hears the rest.

It happens beside the calls, a few times a second, in one statement for all clients. A call never waits for it; so
together the gateways may take what comes in one such while beyond a limit, and no more. While the database is away
each counts for itself.
"""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import Double, Text

from gateway.limits import WINDOW_SECONDS, Limits
from services import records
from services.database import Database
from services.settings import Settings

_TOLD: Final = text(
    """
    INSERT INTO gateway.call_count AS known (name, paid_until)
    SELECT name, extract(epoch FROM statement_timestamp()) + spent
    FROM unnest(:names, :spent) AS told (name, spent) ORDER BY name
    ON CONFLICT (name) DO UPDATE SET paid_until =
        greatest(known.paid_until, extract(epoch FROM statement_timestamp()))
        + excluded.paid_until - extract(epoch FROM statement_timestamp())
    RETURNING name, paid_until - extract(epoch FROM statement_timestamp())
    """
).bindparams(bindparam("names", type_=ARRAY(Text)), bindparam("spent", type_=ARRAY(Double)))
"""Instants are the database's: clocks of gateways may differ."""

_FORGOTTEN: Final = text(
    "DELETE FROM gateway.call_count WHERE paid_until < extract(epoch FROM statement_timestamp())"
)


class Sharing:
    """What one gateway tells of its clients' calls, and hears of what they spent elsewhere."""

    def __init__(self, database: Database, limits: Limits, settings: Settings) -> None:
        self._database = database
        self._limits = limits
        self._secret = settings.identity_secret.get_secret_value().encode()[:64]
        self._forgot_at = time.monotonic()

    async def exchange(self) -> None:
        """Tell what was spent since the last time, and take in what was spent everywhere."""
        spent = self._limits.spent()
        if not spent:
            return
        names = {self._name(key): key for key in spent}
        async with self._database.writing() as session:
            connection = await session.connection()
            told = await connection.execute(
                _TOLD, {"names": list(names), "spent": [spent[key] for key in names.values()]}
            )
            ahead: Mapping[str, float] = {names[name]: float(seconds) for name, seconds in told}
            if time.monotonic() - self._forgot_at > WINDOW_SECONDS:
                await connection.execute(_FORGOTTEN)
                self._forgot_at = time.monotonic()
        self._limits.hear(ahead)

    def _name(self, key: str) -> str:
        """Return the name of a client in the database: an address from which somebody called is not written down."""
        return hashlib.blake2b(key.encode(), digest_size=16, key=self._secret).hexdigest()


async def share_limits(app: FastAPI) -> None:
    """Share the limits with other gateways, for as long as this one runs."""
    settings: Settings = app.state.settings
    limits: Limits = app.state.limits
    if not limits.shared:
        return
    sharing, away = Sharing(app.state.database, limits, settings), False
    while True:
        await asyncio.sleep(settings.limit_sharing_seconds)
        try:
            await sharing.exchange()
            away = False
        except (SQLAlchemyError, OSError) as error:
            if not away:
                records.log.warning("limits are counted by this gateway alone", extra={"error": repr(error)})
            away = True
