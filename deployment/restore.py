"""Bring a backup back into an empty store: ``python -m deployment.restore FOLDER``.

It goes into the store that ``WRES_DATABASE_URL`` names, as an administrator of it, or into ``WRES_DATA`` as SQLite
files. A store that holds anything is left alone. On PostgreSQL the roles must be there: ``python -m
deployment.roles``. Then migrate, and start the product.
"""

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import asyncpg

from deployment.backup import rows_of_files, rows_of_schemas
from deployment.backups import DUMP, BackupError, Contents, checked, run_tool, same_rows
from deployment.roles import SCHEMAS, owner_of, role_of
from services.settings import Settings


def restore(settings: Settings, folder: Path) -> Contents:
    """Bring the backup in ``folder`` back, all of it or nothing; return what it holds.

    Raises:
        BackupError: the backup is not whole, is of the other kind of store, or the store is not empty.
    """
    contents = checked(folder)
    kind = "sqlite" if settings.database_url is None else "postgresql"
    if contents.kind != kind:
        raise BackupError(f"The backup is of {contents.kind}, and the settings name {kind}.")
    if settings.database_url is None:
        _put_files(folder, settings.data, contents)
    else:
        asyncio.run(_load(settings.database_url.get_secret_value(), folder / DUMP, contents))
    return contents


def _put_files(folder: Path, data: Path, contents: Contents) -> None:
    data.mkdir(parents=True, exist_ok=True)
    there = [name for name in SCHEMAS if (data / f"{name}.sqlite").exists()]
    if there:
        raise BackupError(f"{data} has a store of {', '.join(there)}. Name an empty folder with WRES_DATA.")
    same_rows(contents.rows, rows_of_files(folder))
    for name in SCHEMAS:
        _put(folder / f"{name}.sqlite", data / f"{name}.sqlite.new")
    for name in SCHEMAS:
        (data / f"{name}.sqlite.new").rename(data / f"{name}.sqlite")


def _put(copy: Path, store: Path) -> None:
    shutil.copyfile(copy, store)
    store.chmod(0o600)
    with closing(sqlite3.connect(store)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupError(f"{copy} is damaged: {found}")


async def _load(address: str, dump: Path, contents: Contents) -> None:
    connection = await asyncpg.connect(address)
    try:
        await _demand_an_empty_store(connection)
        # The roles' own schemas are there and empty: they are put anew with those of the backup.
        anew = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
        await run_tool("pg_restore", address, *anew, str(dump))
        same_rows(contents.rows, await rows_of_schemas(connection))
    finally:
        await connection.close()


async def _demand_an_empty_store(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    wanted = [role for schema in SCHEMAS for role in (role_of(schema), owner_of(schema))]
    found = await connection.fetch("SELECT rolname FROM pg_roles WHERE rolname = ANY($1)", wanted)
    missing = sorted(set(wanted) - {row["rolname"] for row in found})
    if missing:
        raise BackupError(f"The roles {', '.join(missing)} are missing. Make them first: python -m deployment.roles")
    if await rows_of_schemas(connection):
        raise BackupError("The database has tables of the product. Bring a backup back into an empty database.")


def main() -> None:
    """Bring a backup back as the environment says, and tell what came back."""
    if len(sys.argv) != 2:
        sys.exit("Name the backup's folder: python -m deployment.restore FOLDER")
    folder = Path(sys.argv[1])
    try:
        contents = restore(Settings(), folder)
    except (BackupError, OSError, sqlite3.Error, asyncpg.PostgresError) as error:
        sys.exit(f"Nothing was restored. {error}")
    rows = f"{sum(contents.rows.values()):,} rows in {len(contents.rows)} tables"
    sys.stdout.write(f"{rows} are as they were at {contents.made_at}. Migrate, then start the product.\n")


if __name__ == "__main__":
    main()
