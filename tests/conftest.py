"""Fixtures for everything: one PostgreSQL per run, a fresh migrated database per test, on both databases."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from pydantic import SecretStr

from services.settings import Settings
from tests.databases import TEMPLATE, copy_of, drop, make_template, migrated, started_postgresql


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the run's PostgreSQL, with the migrated template in it. Workers share one server."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    with started_postgresql(shared / "postgresql") as address:
        with FileLock(shared / "template.lock"):
            if not (shared / "template.made").exists():
                asyncio.run(make_template(address, shared))
                (shared / "template.made").touch()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings of an empty, migrated store: an SQLite folder, and then a PostgreSQL database."""
    quiet = Settings(data=tmp_path, demo=False, log_level="ERROR", identity_secret=SecretStr("a secret for tests only!"))
    if request.param == "sqlite":
        await migrated(quiet)
        yield quiet
        return
    address: str = request.getfixturevalue("postgresql")
    name = f"test_{uuid.uuid4().hex}"
    url = await copy_of(address, TEMPLATE, name)
    yield quiet.model_copy(update={"database_url": SecretStr(url)})
    await drop(address, name)
