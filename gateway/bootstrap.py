"""The first administrator: its key is given in a setting, or made, shown once, and kept in the owner's file."""

import os
import sys
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError

from gateway import keys, recording, store
from services import audit
from services.database import Database
from services.settings import Settings
from vocabulary.clients import ClientKind

KEY_FILE: Final = "administrator.key"
FIRST_ID: Final = "administrator"


async def ensure_administrator(app: FastAPI) -> None:
    """Make the first administrator client when there is none."""
    settings: Settings = app.state.settings
    # What stands in an environment often ends with a line break, and a variable may be set to nothing.
    given = settings.bootstrap_key.get_secret_value().strip() if settings.bootstrap_key else ""
    path = None if given else settings.data / KEY_FILE
    key = given or keys.new_key()
    if await _made(app.state.database, key, path) and path is not None:
        sys.stderr.write(_framed(f"The administrator's API key, shown once and kept in {path}:", key))


async def _made(database: Database, key: str, path: Path | None) -> bool:
    """Store the administrator, and its key in ``path``; return whether this process did.

    Two gateways may start at once. Both would give the administrator the same id, so the database lets one of
    them through, also when each has made a key of its own.
    """
    row = store.client_row("first administrator", ClientKind.ADMINISTRATOR, None)
    row.id = FIRST_ID
    try:
        async with database.writing(audit.work("bootstrap")) as session:
            if await store.has_administrator(session):
                return False
            session.add(row)
            await session.flush()
            first = store.api_key_row(FIRST_ID, key)
            session.add(first)
            await session.flush()
            recording.client_changed(session, "added", row)
            recording.key_added(session, row, first)
            if path is not None:
                # Before the commit: a key that nobody can read again must not become the administrator's.
                _keep(path, key)
    except IntegrityError:
        return False
    return True


def _framed(title: str, key: str) -> str:
    line = "=" * max(len(title), len(key))
    return f"\n{line}\n{title}\n{key}\n{line}\n\n"


def _keep(path: Path, key: str) -> None:
    """Write the key where only the owner of this process may read it, from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key + "\n")
