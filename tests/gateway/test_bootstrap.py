"""The first administrator: made once, its key kept where only the owner may read it."""

import asyncio
import logging
import stat
import uuid
from pathlib import Path

import pytest
from pydantic import SecretStr

import gateway.app
from gateway.app import own_application
from gateway.bootstrap import KEY_FILE
from gateway.store import by_key, everyone
from services.command import migrate
from services.database import open_database
from services.settings import Settings
from tests.databases import TEMPLATE, copy_of, drop
from tests.gateway.conftest import settings_in


async def started(settings: Settings) -> None:
    """Start the gateway's own application once, and stop it."""
    app = own_application(settings)
    async with app.router.lifespan_context(app):
        pass


async def kinds(settings: Settings, key: str) -> tuple[int, str | None]:
    """How many clients there are, and the kind of the one that ``key`` belongs to."""
    database = open_database(settings, "gateway")
    async with database.reading() as session:
        found, count = await by_key(session, key), len(await everyone(session))
    await database.engine.dispose()
    return count, found[0].kind if found else None


@pytest.fixture
async def fresh(tmp_path: Path) -> Settings:
    """Settings of a store without a client, and without a key for the first."""
    settings = settings_in(tmp_path).model_copy(update={"bootstrap_key": None})
    await migrate(gateway.app.SERVICE, settings)
    return settings


async def test_a_key_is_made_once_shown_once_and_kept_for_the_owner_alone(
    fresh: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await started(fresh)
    path = fresh.data / KEY_FILE
    key = path.read_text().strip()
    shown = capsys.readouterr().err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (shown.count(key), len(key)) == (1, 43)
    assert await kinds(fresh, key) == (1, "administrator")
    await started(fresh)
    assert path.read_text().strip() == key
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("given", ["a key of our own choice", "  a key of our own choice\n"])
async def test_a_given_key_is_stored_as_a_digest_and_shown_nowhere(
    fresh: Settings, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, given: str
) -> None:
    settings = fresh.model_copy(update={"bootstrap_key": SecretStr(given)})
    with caplog.at_level(logging.DEBUG):
        await started(settings)
    key = "a key of our own choice"
    assert await kinds(settings, key) == (1, "administrator")
    assert not (settings.data / KEY_FILE).exists()
    assert key not in capsys.readouterr().err + caplog.text
    assert all(key.encode() not in path.read_bytes() for path in settings.data.iterdir())


async def test_a_key_set_to_nothing_counts_as_not_set(fresh: Settings) -> None:
    settings = fresh.model_copy(update={"bootstrap_key": SecretStr("")})
    await started(settings)
    assert await kinds(settings, (settings.data / KEY_FILE).read_text().strip()) == (1, "administrator")


async def test_another_key_at_a_later_start_changes_nothing(fresh: Settings) -> None:
    for key in ("the first of two keys", "the second of two keys"):
        await started(fresh.model_copy(update={"bootstrap_key": SecretStr(key)}))
    assert await kinds(fresh, "the first of two keys") == (1, "administrator")
    assert await kinds(fresh, "the second of two keys") == (1, None)


async def test_gateways_that_start_at_once_make_one_administrator(fresh: Settings) -> None:
    await asyncio.gather(*(started(fresh) for _ in range(5)))
    assert await kinds(fresh, (fresh.data / KEY_FILE).read_text().strip()) == (1, "administrator")


async def test_gateways_that_start_at_once_on_postgresql_make_one_administrator(
    fresh: Settings, postgresql: str
) -> None:
    name = f"test_{uuid.uuid4().hex}"
    settings = fresh.model_copy(update={"database_url": SecretStr(await copy_of(postgresql, TEMPLATE, name))})
    await asyncio.gather(*(started(settings) for _ in range(5)))
    assert await kinds(settings, (settings.data / KEY_FILE).read_text().strip()) == (1, "administrator")
    await drop(postgresql, name)
