"""Dealing with uploaded files beside the calls: read, checked, stored, and every cell that was wrong kept.

A file is leased to one process. One that dies leaves its file to another after the lease; nothing of it was
stored by then, because a file's returns are stored in one unit of work.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Final

from fastapi import FastAPI
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import submission
from indicators_service.checking import Outcome, Standing, check_some, fault, listed, note
from indicators_service.collecting import full_collections_put_off
from indicators_service.intake import ReadReturn, UnreadableError, read_upload
from indicators_service.store import batches, life, returns
from indicators_service.submission import Submission
from indicators_service.tables import BatchErrorRow, BatchRow
from services import audit
from services.database import Database
from services.instants import now

_LOG: Final = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""Returns that are checked between two signs of life."""

_IDLE_SECONDS: Final = 5
"""How often a process looks for files that another took and left."""


async def work(app: FastAPI) -> None:
    """Deal with uploaded files one at a time, for as long as the service runs."""
    database: Database = app.state.database
    wake: asyncio.Event = app.state.uploads
    while True:
        wake.clear()
        try:
            found = await deal_with_next(database)
        except Exception:
            # A database that is away for a while must not end the work for good.
            _LOG.exception("an uploaded file could not be dealt with")
            found = False
        if not found:
            with suppress(TimeoutError):
                async with asyncio.timeout(_IDLE_SECONDS):
                    await wake.wait()


async def deal_with_next(database: Database) -> bool:
    """Deal with the oldest file that waits; return whether there was one."""
    async with database.writing() as session:
        batch = await batches.lease_next(session, now())
    if batch is None:
        return False
    try:
        with full_collections_put_off():
            await _deal_with(database, batch)
    except Exception:
        await _refuse(database, batch, [fault(batch, 1, None, "internal", "The file could not be dealt with.")])
        raise
    return True


async def _deal_with(database: Database, batch: BatchRow) -> None:
    try:
        taken = await asyncio.to_thread(read_upload, batch.content or b"", batch.media_type, batch.name)
    except UnreadableError as error:
        await _refuse(database, batch, [fault(batch, 1, None, error.code, error.message)])
        return
    outcome = Outcome()
    for mistake in taken.mistakes:
        note(outcome, batch, mistake)
    total = len(taken.returns) + len(outcome.rejected)
    await _mark(database, batch, state=batches.CHECKING, format=taken.format, total=total)
    standing = await _standing(database, taken.returns)
    for start in range(0, len(taken.returns), AT_ONCE):
        await asyncio.to_thread(check_some, outcome, batch, taken.returns[start : start + AT_ONCE], standing)
        await _mark(database, batch, done=start + AT_ONCE)
    if batch.whole and outcome.rejected:
        outcome.taken, rejected = [], total
    else:
        rejected = len(outcome.rejected)
    await _store(database, batch, outcome, total, rejected)


async def _mark(database: Database, batch: BatchRow, **fields: Any) -> None:
    async with database.writing() as session:
        await batches.mark(session, batch.id, now(), **fields)


async def _refuse(database: Database, batch: BatchRow, faults: Iterable[BatchErrorRow]) -> None:
    async with database.writing() as session:
        await batches.add_errors(session, faults)
        await batches.finish(session, batch.id, now(), state=batches.REFUSED)


async def _standing(database: Database, read: Sequence[ReadReturn]) -> Standing:
    bodies, years = {each.organisation for each in read}, {each.year for each in read}
    async with database.reading() as session:
        newest = await life.newest(session, years, bodies, lock=False)
        earlier = await returns.newest_documents(session, {year - 1 for year in years}, bodies)
        registered = await batches.registered(session, bodies)
    return Standing(registered, {key: each.digest for key, each in newest.items()}, earlier)


async def _store(database: Database, batch: BatchRow, outcome: Outcome, total: int, rejected: int) -> None:
    kept = listed(outcome.faults)
    async with database.writing() as session:
        await batches.mark(session, batch.id, now(), state=batches.STORING, done=total)
    async with database.writing(audit.work("uploads", batch.recorded_by, batch.kind)) as session:
        await _keep(session, batch, outcome.taken)
        await batches.add_errors(session, kept)
        await batches.finish(
            session,
            batch.id,
            now(),
            state=batches.REFUSED if rejected and not (outcome.taken or outcome.unchanged) else batches.FINISHED,
            accepted=len(outcome.taken),
            unchanged=outcome.unchanged,
            rejected=rejected,
            unlisted=len(outcome.faults) - len(kept),
        )


async def _keep(session: AsyncSession, batch: BatchRow, taken: Sequence[Submission]) -> None:
    at = now()
    for start in range(0, len(taken), AT_ONCE):
        await submission.keep(session, taken[start : start + AT_ONCE], batch.recorded_by, at, batch.id)
