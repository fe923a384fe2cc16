"""Make a backup of everything that is stored, while the product runs: ``python -m deployment.backup FOLDER``.

It takes the store that ``WRES_DATABASE_URL`` names, as an administrator of it, or the SQLite files in ``WRES_DATA``.
The four schemas are taken at one instant. On PostgreSQL nobody waits; on SQLite writes wait while the files are
copied.
"""

import asyncio
import sqlite3
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import asyncpg

from deployment.backups import DUMP, BackupError, Contents, Kind, Rows, run_tool, sha256_of
from deployment.roles import SCHEMAS
from services.settings import Settings

_LOCK_SECONDS: Final = 60


def back_up(settings: Settings, folder: Path) -> Contents:
    """Make a backup in ``folder``, which is made and may hold nothing yet; return what it holds.

    Raises:
        BackupError: the folder is in use, or there is nothing to take.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty. Name a new folder for each backup.")
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    if settings.database_url is None:
        rows = _copy_files(settings.data, folder)
    else:
        rows = asyncio.run(_dump(settings.database_url.get_secret_value(), folder / DUMP))
        (folder / DUMP).chmod(0o600)
    kind: Kind = "sqlite" if settings.database_url is None else "postgresql"
    sums = {path.name: sha256_of(path) for path in sorted(folder.iterdir())}
    contents = Contents(made_at, kind, sums, rows)
    contents.write(folder)
    return contents


def _copy_files(data: Path, folder: Path) -> Rows:
    """Copy the file of each schema, while nobody writes to any of them; return their rows."""
    missing = [name for name in SCHEMAS if not (data / f"{name}.sqlite").is_file()]
    if missing:
        raise BackupError(f"{data} has no store of {', '.join(missing)}. Name the data folder with WRES_DATA.")
    with ExitStack() as held:
        for name in SCHEMAS:
            lock = held.enter_context(closing(sqlite3.connect(data / f"{name}.sqlite", timeout=_LOCK_SECONDS)))
            lock.isolation_level = None
            lock.execute("BEGIN IMMEDIATE")
        for name in SCHEMAS:
            _copy(data / f"{name}.sqlite", folder / f"{name}.sqlite")
    return rows_of_files(folder)


def _copy(store: Path, copy: Path) -> None:
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, that needs no other beside it
    copy.chmod(0o600)


def rows_of_files(folder: Path) -> Rows:
    """Return the number of rows of each table in the SQLite files in ``folder``."""
    rows: Rows = {}
    for name in SCHEMAS:
        with closing(sqlite3.connect(f"file:{folder / name}.sqlite?mode=ro", uri=True)) as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
            for (table,) in tables:
                (rows[f"{name}.{table}"],) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - our tables
    return rows


async def _dump(address: str, path: Path) -> Rows:
    """Write the four schemas into one file, as they are at one instant; return their rows at that instant."""
    connection = await asyncpg.connect(address)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            rows = await rows_of_schemas(connection)
            if not rows:
                raise BackupError("The database holds nothing of the product. Is WRES_DATABASE_URL the right one?")
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            schemas = (f"--schema={name}" for name in SCHEMAS)
            await run_tool(
                "pg_dump", address, "--format=custom", f"--snapshot={snapshot}", f"--file={path}", *schemas
            )
    finally:
        await connection.close()
    return rows


async def rows_of_schemas(connection: "asyncpg.Connection[asyncpg.Record]") -> Rows:
    """Return the number of rows of each table in the four schemas."""
    tables = await connection.fetch(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY($1) ORDER BY 1, 2", list(SCHEMAS)
    )
    return {
        f"{schema}.{table}": await connection.fetchval(f'SELECT count(*) FROM "{schema}"."{table}"')  # noqa: S608 - our tables
        for schema, table in tables
    }


def main() -> None:
    """Make a backup as the environment says, and tell what is in it."""
    if len(sys.argv) != 2:
        sys.exit("Name a folder: python -m deployment.backup FOLDER")
    folder = Path(sys.argv[1])
    try:
        contents = back_up(Settings(), folder)
    except (BackupError, OSError, sqlite3.Error, asyncpg.PostgresError) as error:
        sys.exit(f"No backup was made. {error}")
    size = sum((folder / name).stat().st_size for name in contents.sha256)
    sys.stdout.write(
        f"{folder}: {sum(contents.rows.values()):,} rows in {len(contents.rows)} tables, {size / 1e6:.1f} MB, "
        f"as at {contents.made_at}. Secrets are not in it.\n"
    )


if __name__ == "__main__":
    main()
