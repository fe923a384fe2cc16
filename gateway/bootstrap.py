"""The first administrator: its key is given in a setting, or made, shown once, and kept in the owner's file."""

import os
import sys
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError

from gateway import keys, store
from services.database import Database
from services.settings import Settings
from vocabulary.clients import ClientKind

KEY_FILE: Final = "administrator.key"


async def ensure_administrator(app: FastAPI) -> None:
    """Make the first administrator client when there is none."""
    settings: Settings = app.state.settings
    given = settings.bootstrap_key
    key = given.get_secret_value() if given else keys.new_key()
    if await _made(app.state.database, key) and given is None:
        path = settings.data / KEY_FILE
        _keep(path, key)
        sys.stderr.write(f"\n  Administrator's API key, shown once and kept in {path}:\n  {key}\n\n")


async def _made(database: Database, key: str) -> bool:
    """Store the administrator; return whether this process did. Two gateways may start at once."""
    try:
        async with database.writing() as session:
            if await store.has_administrator(session):
                return False
            session.add(store.client_row("first administrator", ClientKind.ADMINISTRATOR, None, key))
    except IntegrityError:
        return False
    return True


def _keep(path: Path, key: str) -> None:
    """Write the key where only the owner of this process may read it, from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key + "\n")
