"""What is published at the end of an embargo is in the audit too, though nobody called for it; on both databases."""

import asyncio
from datetime import timedelta

import pytest

from indicators_service.tables import AUDIT, metadata
from services.audit_filters import Filters
from services.audit_reading import page
from services.changes import EMBARGO, Asked, Change, Feed
from services.database import open_database
from services.instants import now, written
from services.settings import Settings


async def test_the_end_of_an_embargo_is_told_once_under_a_name_of_its_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, feed, due = open_database(settings, "indicators"), Feed(metadata), now() + timedelta(hours=1)
    change = Change("return", "RX1", 2018, "/v1/organisations/RX1/returns/2018", "published-1", public=True)
    try:
        async with database.writing() as session:
            await feed.append(session, [change], due)
        monkeypatch.setattr("services.changes.now", lambda: due + timedelta(seconds=1))
        await asyncio.gather(*(feed.after(database, Asked(0, None, None, 10), None) for _ in range(4)))
        async with database.reading() as session:
            (line,) = (await page(session, AUDIT, Filters(kind=EMBARGO), None, 10)).items
    finally:
        await database.engine.dispose()
    assert (line.action, line.by, line.client_kind, line.method, line.address) == (
        "ended",
        EMBARGO,
        "service",
        None,
        EMBARGO,
    )
    assert (line.organisation, line.year) == ("RX1", 2018)
    assert line.change["etag"] == "published-1"
    assert line.change["due_at"] == written(due)
