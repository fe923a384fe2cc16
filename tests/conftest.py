"""Fixtures for everything: one PostgreSQL per run, a fresh migrated database per test, on both databases."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock
from pydantic import SecretStr
from xdist.scheduler import LoadScopeScheduling

from services.settings import Settings
from tests.databases import TEMPLATE, copy_of, drop, make_template, migrated, started_postgresql
from tests.stocked import Shelf, Stock, Stocked

# A run is the same every time, so that a failure is the change's own; HYPOTHESIS_PROFILE=explore looks further.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

os.environ |= {"WRES_LIMIT_PUBLIC": "0", "WRES_LIMIT_CLIENT": "0", "WRES_DRAIN_SECONDS": "0"}
"""For the programs that tests start too: tests call more often than a client, and wait for no caller to leave."""

KEPT_WHOLE = (
    "tests/journeys/test_readme.py",
    "tests/journeys/test_both_shapes.py",
    "tests/journeys/test_following_along.py",
    "tests/deployment/test_local.py",
    "tests/deployment/test_plans.py",
)
"""Files whose tests stay on one worker: they follow one another, or share programs that are slow to start."""


SHARING = "tests/client/"
"""Files under this stay on one worker together: they share one running server."""


def _kept_together(nodeid: str) -> str:
    file = nodeid.split("::", 1)[0]
    if file.startswith(SHARING):
        return SHARING
    return file if file in KEPT_WHOLE else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Answer pytest-xdist how to share tests out: each to whichever worker is free, but for the files kept whole.

    Its own grouping by marker does nothing under pytest 9.2, and does not say so.
    """
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _kept_together
    return scheduler


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of the run's PostgreSQL, with the migrated template in it. Workers share one server."""
    # Not in pytest's own folder: every pytest that starts closes that to other users, and as root the server
    # runs as one of those.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    shared = Path(tempfile.gettempdir()) / f"model-employer-tests-{run}"
    shared.mkdir(exist_ok=True)
    with started_postgresql(shared / "postgresql") as address:
        with FileLock(shared / "template.lock"):
            if not (shared / "template.made").exists():
                asyncio.run(make_template(address, shared))
                (shared / "template.made").touch()
        yield address
    if not (shared / "postgresql").exists():
        # This was its last user.
        shutil.rmtree(shared, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of empty, migrated SQLite files: to copy them takes a hundredth of the time of making them."""
    folder = tmp_path_factory.mktemp("migrated")
    asyncio.run(migrated(Settings(data=folder)))
    return folder


def _quiet(folder: Path) -> Settings:
    return Settings(
        data=folder,
        demo=False,
        log_level="ERROR",
        identity_secret=SecretStr("a secret of tests, long enough to sign with"),
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> str | None:
    """The PostgreSQL to use, or none for SQLite: a test that takes this runs on both."""
    if request.param == "sqlite":
        return None
    address: str = request.getfixturevalue("postgresql")
    return address


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Where a worker keeps the stores that its tests begin with."""
    return Shelf(tmp_path_factory.mktemp(f"shelf{uuid.uuid4().hex[:8]}"))


@pytest.fixture
async def stocked(
    request: pytest.FixtureRequest, server: str | None, shelf: Shelf, tmp_path: Path
) -> AsyncIterator[Stocked]:
    """Settings of a store with something in it, made once by each worker and copied for each test."""
    names: list[str] = []

    async def copied(stock: Stock) -> Settings:
        quiet = _quiet(tmp_path)
        if server is None:
            template: Path = await asyncio.to_thread(request.getfixturevalue, "sqlite_template")
            shutil.copytree(template, tmp_path, dirs_exist_ok=True)
            return await shelf.files(quiet, stock)
        names.append(f"test_{uuid.uuid4().hex}")
        return await shelf.database(quiet, stock, server, TEMPLATE, names[-1])

    yield copied
    for name in names:
        await drop(server or "", name)


@pytest.fixture
async def settings(request: pytest.FixtureRequest, server: str | None, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings of an empty, migrated store."""
    quiet = _quiet(tmp_path)
    if server is None:
        # Only a process that uses SQLite makes the template.
        template: Path = await asyncio.to_thread(request.getfixturevalue, "sqlite_template")
        shutil.copytree(template, tmp_path, dirs_exist_ok=True)
        yield quiet
        return
    name = f"test_{uuid.uuid4().hex}"
    url = await copy_of(server, TEMPLATE, name)
    yield quiet.model_copy(update={"database_url": SecretStr(url)})
    await drop(server, name)
