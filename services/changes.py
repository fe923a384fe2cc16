"""What has changed and is published: a numbered feed for those that follow along, complete also beside many writers.

A change is written in the transaction that makes it. Writers take their numbers one after the other, each holding the
lock until it commits, so that nobody ever sees a number before a smaller one. What is published at the end of an
embargo waits apart until then, and takes its number when it is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fastapi import Request
from pydantic import BaseModel
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    MetaData,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from services import audit
from services.database import Database
from services.instants import Instant, now

CHANGE: Final = "change"
PENDING: Final = "change_pending"
EMBARGO: Final = "embargo"
"""Under this name the audit tells of what was published at the end of an embargo."""

_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the column is an INTEGER."""

_TOLD: Final = ("kind", "organisation", "year", "href", "etag", "public")


@dataclass(frozen=True, slots=True)
class Change:
    """One published change: of what kind, of which body and year, and where to read it.

    ``etag`` differs whenever the thing behind ``href`` does. ``public`` says whether everybody may know of it;
    otherwise those may who see the body's own figures.
    """

    kind: str
    organisation: str
    year: int | None
    href: str
    etag: str
    public: bool


class ChangeLine(BaseModel):
    """One change as a service tells it: numbers grow, and no smaller one is ever told later."""

    number: int
    at: datetime
    kind: str
    organisation: str
    year: int | None
    href: str
    etag: str


class ChangesPart(BaseModel):
    """The changes of one service after a number. ``more`` says that there were more than asked for.

    ``start`` is the number after which they begin: the one asked about, or the last before the window.
    """

    start: int
    items: list[ChangeLine]
    more: bool
    complete_until: datetime


def change_tables(metadata: MetaData) -> tuple[Table, Table]:
    """Return the tables of a service's feed, and of what waits for the end of an embargo."""

    def told() -> list[Column[Any]]:
        return [
            Column("kind", String(20), nullable=False),
            Column("organisation", String(6), nullable=False),
            Column("year", Integer, nullable=True),
            Column("href", String(300), nullable=False),
            Column("etag", String(100), nullable=False),
            Column("public", Boolean, nullable=False),
        ]

    feed = Table(
        CHANGE,
        metadata,
        Column("number", _NUMBER, primary_key=True, autoincrement=False),
        Column("at", Instant, nullable=False, index=True),
        *told(),
    )
    pending = Table(
        PENDING,
        metadata,
        Column("id", _NUMBER, primary_key=True, autoincrement=True),
        Column("due_at", Instant, nullable=False, index=True),
        *told(),
    )
    return feed, pending


class Feed:
    """The feed of one service, by its tables."""

    def __init__(self, metadata: MetaData) -> None:
        self._schema = metadata.schema
        self._feed = metadata.tables[f"{metadata.schema}.{CHANGE}"]
        self._pending = metadata.tables[f"{metadata.schema}.{PENDING}"]

    async def append(self, session: AsyncSession, changes: Sequence[Change], due_at: datetime | None = None) -> None:
        """Write changes down in the caller's unit of work: now, or for an instant still to come."""
        if not changes:
            return
        rows = [{name: getattr(change, name) for name in _TOLD} for change in changes]
        connection = await session.connection()
        if due_at is not None and due_at > now():
            await connection.execute(self._pending.insert(), [row | {"due_at": due_at} for row in rows])
            return
        await self._number(session, rows)

    async def take_back(self, session: AsyncSession, organisation: str, year: int) -> None:
        """Forget what waits for the end of an embargo about a body's year: it will not be published then."""
        # Before any row: who opens what is due holds the lock when it comes to the rows.
        await self._lock(session, alone=True)
        pending = self._pending
        same = and_(pending.c.organisation == organisation, pending.c.year == year)
        await (await session.connection()).execute(delete(pending).where(same))

    async def _number(self, session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
        connection = await session.connection()
        await self._lock(session, alone=True)
        feed = self._feed
        last, at = (await connection.execute(select(func.max(feed.c.number), func.max(feed.c.at)))).one()
        # A clock that goes back must not make a later change look older than one that was told already.
        instant = max(await self._clock(session), at or datetime.min.replace(tzinfo=now().tzinfo))
        numbered = [row | {"number": (last or 0) + place, "at": instant} for place, row in enumerate(rows, 1)]
        await connection.execute(feed.insert(), numbered)

    async def _lock(self, session: AsyncSession, *, alone: bool) -> None:
        """Wait for those that write the feed, on PostgreSQL; SQLite has one writer at a time anyway."""
        connection = await session.connection()
        if connection.dialect.name == "postgresql":
            wait = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
            await connection.execute(select(wait(func.hashtext(f"{self._schema}.{CHANGE}"))))

    async def _clock(self, session: AsyncSession) -> datetime:
        """Return the database's own instant where it has a clock: that of several processes is one."""
        connection = await session.connection()
        if connection.dialect.name != "postgresql":
            return now()
        instant: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
        return instant

    async def open_due(self, database: Database) -> None:
        """Number what waited for the end of an embargo that has come."""
        pending = self._pending
        async with database.reading() as session:
            waiting = await (await session.connection()).execute(select(exists().where(pending.c.due_at <= now())))
            if not waiting.scalar_one():
                return
        async with database.writing(audit.work(EMBARGO)) as session:
            await self._lock(session, alone=True)
            connection = await session.connection()
            query = select(pending).where(pending.c.due_at <= now()).order_by(pending.c.due_at, pending.c.id)
            due = (await connection.execute(query)).mappings().all()
            await connection.execute(delete(pending).where(pending.c.id.in_([row["id"] for row in due])))
            if due:
                await self._number(session, [{name: row[name] for name in _TOLD} for row in due])
                audit.record(session, *(_opened(row) for row in due))

    async def after(self, database: Database, asked: "Asked", bodies: frozenset[str] | None) -> ChangesPart:
        """Return what follows a number, or lies in a window, as far as somebody may know of it.

        ``bodies`` are those whose own figures the caller sees; ``None`` sees all.
        """
        await self.open_due(database)
        # What follows a number needs no waiting. A window does: who writes now may have its instant in it. On SQLite
        # a writer is waited for by being one, on PostgreSQL by the lock that writers hold.
        async with database.reading() if asked.until is None else database.writing() as session:
            if asked.until is not None:
                await self._lock(session, alone=False)
            until = await self._clock(session)
            start = max(asked.number, await self._last_before(session, asked.since))
            rows = (await (await session.connection()).execute(self._query(asked, bodies))).all()
        shown = [_line(row) for row in rows[: asked.limit]]
        return ChangesPart(start=start, items=shown, more=len(rows) > asked.limit, complete_until=until)

    async def _last_before(self, session: AsyncSession, since: datetime | None) -> int:
        if since is None:
            return 0
        last = select(func.max(self._feed.c.number)).where(self._feed.c.at < since)
        return (await (await session.connection()).execute(last)).scalar_one() or 0

    def _query(self, asked: "Asked", bodies: frozenset[str] | None) -> Select[Any]:
        feed = self._feed
        query = select(feed).where(feed.c.number > asked.number).order_by(feed.c.number).limit(asked.limit + 1)
        if asked.since is not None:
            query = query.where(feed.c.at >= asked.since)
        if asked.until is not None:
            query = query.where(feed.c.at < asked.until)
        if bodies is not None:
            query = query.where(or_(feed.c.public, feed.c.organisation.in_(sorted(bodies))))
        return query


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a feed: after which number, from and to which instants (without the end), how many."""

    number: int
    since: datetime | None
    until: datetime | None
    limit: int


def _opened(row: RowMapping) -> audit.Entry:
    """Say in the audit that a change was published at the end of its embargo."""
    told = {"of": row["kind"], "href": row["href"], "etag": row["etag"], "due_at": row["due_at"]}
    return audit.Entry(EMBARGO, "ended", told, row["organisation"], None, row["year"])


def _line(row: Row[Any]) -> ChangeLine:
    told = {name: value for name, value in row._mapping.items() if name != "public"}
    return ChangeLine(**told)


def feed_of(request: Request) -> Feed:
    """Return the feed of the service that is answering."""
    return Feed(request.app.state.service.tables)
