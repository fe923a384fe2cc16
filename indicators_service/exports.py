"""Whole years as files, made ahead of who asks for them and never given when the year has moved on."""

import asyncio
import hashlib
import logging
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.books import Book, Books, ControlRule, books_of, rule_of
from indicators_service.domain.results import METHOD_VERSION
from indicators_service.exporting.building import YearSeen, files
from indicators_service.exporting.file import File, Format
from indicators_service.exporting.layout import NAMES
from indicators_service.readings import pay_control
from indicators_service.store import columns
from indicators_service.store import exports as store
from indicators_service.store.publications import documents, publications
from indicators_service.tables import ExportRow
from services.database import Database
from services.instants import now

_LOG: Final = logging.getLogger(__name__)


class View(StrEnum):
    """What a file shows: what the public sees, under disclosure control, or exact figures."""

    PUBLIC = "public"
    EXACT = "exact"


class Exports:
    """The files of a running service. One is made at a time; who asks for the same waits for it."""

    def __init__(self, database: Database, books: Books, rule: ControlRule) -> None:
        self._database = database
        self._books = books
        self._rule = rule
        self._making = asyncio.Lock()

    async def state(self, session: AsyncSession, year: int, view: View) -> str:
        """Return what names the state of a year and of the year before, without looking at any return."""
        instant = now()
        stamps = [await columns.stamp(session, each, None, instant) for each in (year, year - 1)]
        named = repr((stamps, view, self._rule, METHOD_VERSION, NAMES))
        return hashlib.sha256(named.encode()).hexdigest()

    async def file(self, year: int, view: View, format: Format) -> ExportRow | None:
        """Return a file of a year as it is now, made where it is not there yet; ``None`` where there is nothing."""
        found = await self._found(year, view, format)
        if found is None:
            # Who has no more time to wait must not take the file from those who come after.
            found = await asyncio.shield(asyncio.ensure_future(self._made(year, view, format)))
        return found

    async def _made(self, year: int, view: View, format: Format) -> ExportRow | None:
        async with self._making:
            return await self._found(year, view, format) or (await self._make(year, view)).get(format)

    async def _found(self, year: int, view: View, format: Format) -> ExportRow | None:
        async with self._database.reading() as session:
            return await store.find(session, year, view, format, await self.state(session, year, view))

    async def _make(self, year: int, view: View) -> Mapping[Format, ExportRow]:
        """Make the files of a year, keep them, and return them; nothing where there is nothing to make them of.

        They are given to who asked for them even if the year has moved on meanwhile, as any answer may be overtaken
        on its way. Who asks next gets newer ones.
        """
        async with self._database.reading() as session:
            state = await self.state(session, year, view)
            book, before = [await self._books.of(session, each, None) for each in (year, year - 1)]
            if not book.places:
                return {}
            seen, seen_before = await self._seen(session, book, view), await self._seen(session, before, view)
            behind = await publications(session, year, now())
        made = await asyncio.to_thread(files, seen, seen_before, behind)
        rows = {format: _row(year, view, state, format, file) for format, file in made.items()}
        await self._keep(year, view, rows.values())
        return rows

    async def _seen(self, session: AsyncSession, book: Book, view: View) -> YearSeen:
        rule = self._rule if view is View.PUBLIC else None
        revisions = list(zip(book.columns.ods, book.columns.revisions, strict=True))
        found = await documents(session, book.year, revisions)
        return YearSeen(book, await book.bodies(rule), found, pay_control(rule))

    async def _keep(self, year: int, view: View, rows: Iterable[ExportRow]) -> None:
        try:
            async with self._database.writing() as session:
                await store.keep(session, year, view, rows)
        except IntegrityError:
            # Another process of this service made the same at the same moment.
            _LOG.info("the files of a year were made twice", extra={"year": year, "view": str(view)})

    async def prepare(self) -> None:
        """Make what the public may ask for, and what others asked for before, where a year has moved on since."""
        async with self._database.reading() as session:
            years = await store.published_years(session, now())
            kept = {(row.year, row.view): row.state for row in await store.listed(session)}
        wanted = [
            *((year, View.PUBLIC) for year in years),
            *((year, View.EXACT) for year, view in kept if view == "exact"),
        ]
        for year, view in wanted:
            async with self._database.reading() as session:
                state = await self.state(session, year, view)
            if kept.get((year, view)) != state:
                await self.file(year, view, Format.CSV)


def _row(year: int, view: View, state: str, format: Format, file: File) -> ExportRow:
    return ExportRow(
        year=year,
        view=view,
        format=format.value,
        state=state,
        rows=file.rows,
        size=file.size,
        digest=file.digest,
        content=file.packed,
        made_at=now(),
    )


async def keep_prepared(app: FastAPI) -> None:
    """Look, for as long as the service runs, whether a year has moved on, and make its files anew."""
    seconds = app.state.settings.export_seconds
    while seconds:
        await asyncio.sleep(seconds)
        try:
            await app.state.exports.prepare()
        except Exception:
            # A database that is away for a while must not end the work for good.
            _LOG.exception("the files of a year could not be made")


def exports_of(app: FastAPI) -> Exports:
    """Return the exports of a running service."""
    exports: Exports = app.state.exports
    return exports


def make_exports(app: FastAPI) -> Exports:
    """Return the exports of a service that starts."""
    return Exports(app.state.database, books_of(app), rule_of(app.state.settings))
