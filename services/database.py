"""A service's own database: one SQLite file, or one PostgreSQL schema, under the same table names.

Both are reached through async SQLAlchemy. On SQLite the service's file is attached under the schema's
name, so that one set of tables, queries and migrations serves both databases.
"""

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlmodel.ext.asyncio.session import AsyncSession

from services import audit
from services.problems import Problem
from services.settings import Settings

_WRITING: Final = "writing"
_BUSY_TIMEOUT_MS: Final = 10_000
_RETRY_MS: Final = 50

Begin = Callable[[], Awaitable[AsyncSession]]


class _RollingBack(sqlite3.Connection):
    """A connection that lets go of its locks when it is closed, whoever still holds a cursor of it.

    SQLite keeps a closed connection open until its last statement is gone, with its transaction. The cursor of a call
    that was cancelled lives as long as the traceback of its error does; nobody could write in the meantime.
    """

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


@dataclass(frozen=True, slots=True)
class Database:
    """The engine of one service and the schema that is its own."""

    engine: AsyncEngine
    schema: str

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a session for reads: one consistent view, nothing kept."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self, origin: audit.Origin | None = None) -> AsyncIterator[AsyncSession]:
        """Open a unit of work: committed as a whole at the end, rolled back on any error.

        What is recorded of it goes into the audit trail with ``origin``: a call, or work with a name. Without one the
        service keeps house for itself.

        On SQLite the write lock is taken at the start: a transaction that begins as a reader and then
        writes would fail at once when another writer is active, however long it is willing to wait.
        """
        engine = self.engine.execution_options(**{_WRITING: True})
        async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            audit.begin(session, origin or audit.work(self.schema))
            yield session
            await audit.append(session, self.schema)

    async def answers(self) -> bool:
        """Say whether the database answers at all."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception:
            # Whatever the driver raises, the answer is the same: no.
            return False
        return True


def open_database(settings: Settings, schema: str) -> Database:
    """Return the database of the service whose schema is ``schema``; nothing is connected yet."""
    if settings.database_url is None:
        return Database(_sqlite(settings.data / f"{schema}.sqlite", schema, settings), schema)
    return Database(_postgresql(make_url(settings.database_url.get_secret_value()), settings), schema)


def _postgresql(url: URL, settings: Settings) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="postgresql+asyncpg"),
        pool_size=settings.database_pool,
        max_overflow=0,
        pool_timeout=settings.lock_timeout_ms / 1000,
        pool_pre_ping=True,
        connect_args={
            "server_settings": {
                "lock_timeout": str(settings.lock_timeout_ms),
                "statement_timeout": str(settings.statement_timeout_ms),
                **({"role": settings.database_role} if settings.database_role else {}),
            }
        },
    )


def _sqlite(path: Path, schema: str, settings: Settings) -> AsyncEngine:
    path.parent.mkdir(parents=True, exist_ok=True)
    # The main database is empty and in memory; the service's file is attached under its schema's name.
    engine = create_async_engine(
        "sqlite+aiosqlite://",
        connect_args={"factory": _RollingBack},
        poolclass=AsyncAdaptedQueuePool,
        pool_size=settings.database_pool,
        max_overflow=0,
        pool_timeout=settings.lock_timeout_ms / 1000,
    )

    def on_connect(connection: Any, _record: object) -> None:
        _keep_in_wal(path)
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        cursor = connection.cursor()
        # Before anything that may have to wait for another process.
        cursor.execute(f"PRAGMA busy_timeout={settings.lock_timeout_ms}")
        cursor.execute(f"ATTACH DATABASE ? AS {schema}", (str(path),))
        cursor.execute(f"PRAGMA {schema}.synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
    return engine


def _keep_in_wal(path: Path) -> None:
    """Bring the file into write-ahead mode, where it is not yet; the mode stays with the file.

    Changing it needs the file alone. Of two that change it at once SQLite may refuse one at once, however long that
    is willing to wait; it tries again.
    """
    tries = _BUSY_TIMEOUT_MS // _RETRY_MS
    with closing(sqlite3.connect(path, timeout=_BUSY_TIMEOUT_MS / 1000)) as connection:
        for attempt in range(tries):
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                if attempt == tries - 1:
                    raise
                time.sleep(_RETRY_MS / 1000)
            else:
                return


async def keep_or_conflict(session: AsyncSession, row: object, what: str) -> None:
    """Write ``row`` now, inside the unit of work.

    Raises:
        Problem: 409 when a racing write has stored a row of the same key; nothing of this one is kept.
    """
    session.add(row)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Problem(409, f"Another {what} was stored at the same moment; read it and send yours again.") from error


def database_of(request: Request) -> Database:
    """Return the database of the service that is answering."""
    database: Database = request.app.state.database
    return database


async def _reading(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).reading() as session:
        yield session


async def _writing(request: Request) -> AsyncIterator[AsyncSession]:
    async with database_of(request).writing(await audit.call_of(request)) as session:
        request.state.unit_of_work = session
        yield session


async def _late_writing(request: Request) -> AsyncIterator[Begin]:
    async with AsyncExitStack() as begun:

        async def begin() -> AsyncSession:
            writing = database_of(request).writing(await audit.call_of(request))
            session = await begun.enter_async_context(writing)
            request.state.unit_of_work = session
            return session

        yield begin


def unit_of_work(request: Request) -> AsyncSession | None:
    """Return the unit of work of the call that is being answered, ``None`` where it writes nothing."""
    session: AsyncSession | None = getattr(request.state, "unit_of_work", None)
    return session


# scope="function" ends the dependency before the answer is sent: with the default scope a failed commit
# would answer 201 and lose the write.
Reading = Annotated[AsyncSession, Depends(_reading, scope="function")]
"""A route parameter: a session for reads."""

Writing = Annotated[AsyncSession, Depends(_writing, scope="function")]
"""A route parameter: a unit of work, committed before the answer is sent."""

LateWriting = Annotated[Begin, Depends(_late_writing, scope="function")]
"""A route parameter: begins such a unit of work when it is called, for what takes long before anything is written."""
