"""Who may send: of all gateways that look at a subscription at the same moment one, and none once it may not be."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.following import FeedLine, Position
from gateway.store import client_row
from gateway.tables import ClientRow
from gateway.webhooks import outbox
from gateway.webhooks.feeding import Page
from gateway.webhooks.outbox import Lease, Standing
from gateway.webhooks.subscriptions import subscription_row
from gateway.webhooks.tables import SubscriptionRow
from services.database import Database, open_database
from services.instants import now
from services.settings import Settings
from vocabulary.clients import ClientKind

BEGINNING = Position.of(None).cursor()
LINE = FeedLine(
    cursor="MS4wLjA",
    at=datetime(2018, 9, 1, tzinfo=UTC),
    kind="return",
    organisation="RX1",
    year=2018,
    href="/v1/x",
    etag="1",
)
PAGE = Page([LINE], LINE.cursor, more=False)


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    opened = open_database(settings, "gateway")
    yield opened
    await opened.engine.dispose()


async def standing_in(database: Database) -> Standing:
    """A client with one subscription, as a gateway sees it that has just looked."""
    client = client_row("a subscriber", ClientKind.REGULATOR, None)
    row = subscription_row(client.id, BEGINNING, {"url": "https://hooks.example.org/"})
    async with database.writing() as session:
        session.add(client)
        await session.flush()
        session.add(row)
    (standing,) = await outbox.standings(database, row.id)
    return standing


def lease(owner: str = "us", seconds: int = 30) -> Lease:
    return Lease(owner, timedelta(seconds=seconds))


async def test_of_many_that_look_at_once_one_writes_down_and_one_takes(database: Database) -> None:
    standing = await standing_in(database)
    owners = [f"gateway {number}" for number in range(4)]
    written = await asyncio.gather(*(outbox.write_down(database, standing, PAGE, lease(each)) for each in owners))
    (letter,) = [each for each in written if each is not None]
    assert letter.oldest_at == LINE.at
    await outbox.release(database, owners[[each is not None for each in written].index(True)])
    (waiting,) = await outbox.standings(database, standing.id)
    taken = await asyncio.gather(*(outbox.take(database, waiting, lease(each)) for each in owners))
    assert [each for each in taken if each is not None] == [letter]


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "paused"},
        {"cursor": "Mi4wLjA"},
        {"lease_until": now() + timedelta(hours=1)},
        {"revoked_at": now()},
        {"due_at": now() + timedelta(hours=1)},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_nothing_is_written_down_where_something_has_changed_since_the_look(
    database: Database, changed: dict[str, Any]
) -> None:
    standing = await standing_in(database)
    async with database.writing() as session:
        table = ClientRow if "revoked_at" in changed else SubscriptionRow
        row = await session.get_one(table, standing.caller.client if table is ClientRow else standing.id)
        row.sqlmodel_update(changed)
    assert await outbox.write_down(database, standing, PAGE, lease()) is None
    assert not await outbox.move_on(database, standing, LINE.cursor)
    async with database.reading() as session:
        found = await session.get_one(SubscriptionRow, standing.id)
        assert (found.deliveries, found.lease_owner) == (0, None)


async def test_a_lease_that_has_run_out_is_another_gateways(database: Database) -> None:
    standing = await standing_in(database)
    letter = await outbox.write_down(database, standing, PAGE, lease("died", seconds=0))
    (waiting,) = await outbox.standings(database, standing.id)
    assert await outbox.take(database, waiting, lease()) == letter
    assert await outbox.take(database, waiting, lease("third")) is None
