"""A limit that gateways share: what a client spends on one it has not on the other."""

from collections.abc import AsyncIterator

import pytest

from gateway.limits import Limits
from gateway.shared_limits import Sharing
from services.database import Database, open_database
from services.identity import Caller
from services.problems import Problem
from services.settings import Settings

TRUST = Caller("trust", "provider", "RX1")
HERE = {"client": ("192.0.2.1", 1)}
QUOTA = 60


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    opened = open_database(settings, "gateway")
    yield opened
    await opened.engine.dispose()


def gateway_of(settings: Settings, database: Database) -> tuple[Limits, Sharing]:
    known = settings.model_copy(update={"limit_client": QUOTA, "limit_public": QUOTA})
    limits = Limits(known, Clock())
    return limits, Sharing(database, limits, known)


def taken(limits: Limits, wanted: int, caller: Caller = TRUST) -> int:
    """Call so often, and return how many calls were taken."""
    for number in range(wanted):
        try:
            limits.taken(caller, HERE)
        except Problem:
            return number
    return wanted


async def test_what_is_spent_on_one_gateway_is_not_left_on_another(settings: Settings, database: Database) -> None:
    (one, tells), (other, hears) = gateway_of(settings, database), gateway_of(settings, database)
    if settings.database_url is None:
        assert not one.shared, "one process has one gateway"
        taken(one, 10)
        assert one.spent() == {}
        return
    assert taken(one, 40) == 40
    await tells.exchange()
    assert taken(other, 1) == 1
    await hears.exchange()
    assert taken(other, QUOTA) in (19, 20), "41 of 60 are spent; the database's clock went on by an instant"
    await hears.exchange()
    assert taken(one, 1) in (0, 1)
    await tells.exchange()
    assert taken(one, QUOTA) <= 1
    assert taken(one, 1, Caller("other", "provider", "RX2")) == 1


async def test_telling_nothing_asks_nothing_and_telling_twice_counts_once(
    settings: Settings, database: Database
) -> None:
    limits, sharing = gateway_of(settings, database)
    if settings.database_url is None:
        pytest.skip("one process has one gateway")
    await sharing.exchange()
    assert taken(limits, 30) == 30
    for _ in range(3):
        await sharing.exchange()
    assert taken(limits, QUOTA) in (30, 31)


async def test_no_address_and_no_client_is_written_down(settings: Settings, database: Database) -> None:
    limits, sharing = gateway_of(settings, database)
    if settings.database_url is None:
        pytest.skip("one process has one gateway")
    limits.taken(Caller("public", "public"), HERE)
    limits.taken(TRUST, HERE)
    await sharing.exchange()
    async with database.reading() as session:
        rows = str((await (await session.connection()).exec_driver_sql("SELECT * FROM gateway.call_count")).all())
    assert rows.count("'") == 4
    assert "192.0.2" not in rows
    assert "trust" not in rows
