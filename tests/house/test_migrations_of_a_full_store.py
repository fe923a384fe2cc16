"""Migrations of a full store: what was there before some revisions is there after they were taken back and forth."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Table, select

import indicators_service.tables
from gateway import embedded
from services.database import Database, open_database
from services.migrations import differences, downgrade, upgrade
from services.settings import Settings

BACK_TO: Final = "indicators_0003"
"""The oldest revision with every column of the tables below."""

KEPT: Final = (
    "organisation",
    "organisation_version",
    "succession",
    "commissioned",
    "annual_return",
    "return_count",
    "return_survey",
    "transition",
    "publication",
    "deadline",
)
METADATA: Final = indicators_service.tables.metadata


@pytest.fixture
async def full(settings: Settings, tmp_path: Path) -> AsyncIterator[Database]:
    """The indicators' database with the demonstration data."""
    await embedded.prepare(settings.model_copy(update={"demo": True, "data": tmp_path}))
    database = open_database(settings.model_copy(update={"data": tmp_path}), "indicators")
    yield database
    await database.engine.dispose()


async def digest(database: Database, table: Table) -> tuple[int, str]:
    """Return how many rows a table has, and a digest of all that is in them."""
    sealed, rows = hashlib.sha256(), 0
    async with database.engine.connect() as connection:
        for row in await connection.execute(select(table).order_by(*table.primary_key.columns)):
            sealed.update(repr(tuple(row)).encode())
            rows += 1
    return rows, sealed.hexdigest()


async def told(database: Database) -> list[tuple[object, ...]]:
    """Return what the feed tells, without the etags: a feed that is made anew has others."""
    feed = METADATA.tables["indicators.change"]
    query = select(feed.c.kind, feed.c.organisation, feed.c.year, feed.c.href).order_by(feed.c.href)
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def test_a_full_store_goes_back_and_forward_and_keeps_every_row(full: Database) -> None:
    tables = [METADATA.tables[f"indicators.{name}"] for name in KEPT]
    before, feed = {table.name: await digest(full, table) for table in tables}, await told(full)
    assert before["annual_return"][0] > 1_000
    assert before["return_count"][0] > 50_000
    await downgrade(full, METADATA, BACK_TO)
    await upgrade(full, METADATA)
    assert await differences(full, METADATA) == ""
    assert {table.name: await digest(full, table) for table in tables} == before
    assert await told(full) == feed
