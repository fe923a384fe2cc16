"""Migrations of the four schemas, on both databases: forward, back, twice at once, and no drift from the code."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from pydantic import SecretStr

from services.database import open_database
from services.migrations import differences, downgrade, upgrade
from services.settings import Settings
from tests.databases import TABLES, copy_of, drop


@pytest.fixture
async def empty(server: str | None, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings of a store without any table, in a folder whose name holds a space."""
    settings = Settings(data=tmp_path / "a folder")
    if server is None:
        yield settings
        return
    name = f"test_{uuid.uuid4().hex}"
    yield settings.model_copy(update={"database_url": SecretStr(await copy_of(server, "template0", name))})
    await drop(server, name)


@pytest.mark.parametrize("schema", TABLES)
async def test_a_schema_goes_forward_and_back_and_the_code_has_nothing_that_it_lacks(
    empty: Settings, schema: str
) -> None:
    database = open_database(empty, schema)
    try:
        await upgrade(database, TABLES[schema])
        assert await differences(database, TABLES[schema]) == ""
        await downgrade(database, TABLES[schema])
        with pytest.raises(CommandError, match="not up to date"):
            await differences(database, TABLES[schema])
        await upgrade(database, TABLES[schema])
        assert await differences(database, TABLES[schema]) == ""
    finally:
        await database.engine.dispose()


async def test_two_migrations_at_once_end_as_one(empty: Settings) -> None:
    first, second = open_database(empty, "indicators"), open_database(empty, "indicators")
    try:
        await asyncio.gather(*(upgrade(database, TABLES["indicators"]) for database in (first, second)))
        assert await differences(first, TABLES["indicators"]) == ""
    finally:
        await first.engine.dispose()
        await second.engine.dispose()
