"""The feed of changes on both databases: each change once and in order, whoever writes meanwhile."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from indicators_service.tables import metadata
from services.changes import Asked, Change, Feed
from services.database import Database, open_database
from services.instants import now
from services.settings import Settings

WRITERS, EACH, FOLLOWERS = 16, 25, 4
FEED = Feed(metadata)


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    opened = open_database(settings.model_copy(update={"database_pool": 12}), "indicators")
    yield opened
    await opened.engine.dispose()


def change(name: str, public: bool = True, organisation: str = "RX1") -> Change:
    return Change("return", organisation, 2018, f"/{name}", name, public)


async def write(database: Database, *changes: Change, due_at: datetime | None = None) -> None:
    async with database.writing() as session:
        await FEED.append(session, changes, due_at)


async def told(
    database: Database,
    number: int = 0,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 500,
    bodies: frozenset[str] | None = None,
) -> list[str]:
    part = await FEED.after(database, Asked(number, since, until, limit), bodies)
    return [line.etag for line in part.items]


Seen = list[tuple[int, str, datetime]]


async def unsteady_writer(database: Database, name: int, chance: random.Random) -> list[str]:
    """Write one change after the other, slowly or fast, and give up in the end now and then; return what is kept."""
    kept = []
    for count in range(EACH):
        etag, gives_up = f"{name}-{count}", chance.random() < 0.2
        try:
            async with database.writing() as session:
                await FEED.append(session, [change(etag)])
                await asyncio.sleep(chance.random() / 500)
                if gives_up:
                    raise RuntimeError("thought better of it")
            kept.append(etag)
        except RuntimeError:
            continue
    return kept


async def steady_follower(database: Database, done: asyncio.Event) -> Seen:
    """Pull page after page until all has been written and nothing follows."""
    seen: Seen = []
    while True:
        finished = done.is_set()
        part = await FEED.after(database, Asked(seen[-1][0] if seen else 0, None, None, 7), None)
        seen += [(line.number, line.etag, line.at) for line in part.items]
        if finished and not part.items:
            return seen
        await asyncio.sleep(0)


async def test_every_follower_sees_every_change_once_and_in_order(database: Database) -> None:
    chance, done = random.Random(2018), asyncio.Event()
    followers = [asyncio.create_task(steady_follower(database, done)) for _ in range(FOLLOWERS)]
    written = await asyncio.gather(*(unsteady_writer(database, name, chance) for name in range(WRITERS)))
    done.set()
    for seen in await asyncio.gather(*followers):
        etags, instants = [etag for _, etag, _ in seen], [at for *_, at in seen]
        assert sorted(etags) == sorted(etag for kept in written for etag in kept)
        assert [number for number, *_ in seen] == list(range(1, len(etags) + 1))
        assert instants == sorted(instants)
        assert [[etag for etag in etags if etag in kept] for kept in map(set, written)] == written


async def test_windows_that_touch_hold_every_change_once_however_many_write(database: Database) -> None:
    """Half-open windows up to now, pulled one after the other while others write."""
    done = asyncio.Event()

    async def writer(name: int) -> None:
        for count in range(EACH):
            async with database.writing() as session:
                await FEED.append(session, [change(f"{name}-{count}")])
                await asyncio.sleep(0.001)

    async def follower() -> list[str]:
        seen: list[str] = []
        since = datetime(2000, 1, 1, tzinfo=UTC)
        while True:
            finished, until = done.is_set(), now()
            seen += await told(database, since=since, until=until)
            since = until
            if finished:
                return seen
            await asyncio.sleep(0.01)

    following = asyncio.create_task(follower())
    await asyncio.gather(*(writer(name) for name in range(8)))
    done.set()
    seen = await following
    assert sorted(seen) == sorted(f"{name}-{count}" for name in range(8) for count in range(EACH))


async def test_pages_go_on_where_the_one_before_ended(database: Database) -> None:
    await write(database, *(change(str(number)) for number in range(7)))
    part = await FEED.after(database, Asked(0, None, None, 3), None)
    assert ([line.etag for line in part.items], part.more) == (["0", "1", "2"], True)
    rest = await FEED.after(database, Asked(part.items[-1].number, None, None, 4), None)
    assert ([line.etag for line in rest.items], rest.more) == (["3", "4", "5", "6"], False)
    assert await told(database, rest.items[-1].number) == []


async def test_a_window_has_its_beginning_and_not_its_end(database: Database) -> None:
    await write(database, change("first"))
    await asyncio.sleep(0.002)
    await write(database, change("second"))
    part = await FEED.after(database, Asked(0, None, None, 10), None)
    first, second = (line.at for line in part.items)
    assert await told(database, since=first, until=second) == ["first"]
    assert await told(database, since=second) == ["second"]
    assert await told(database, until=second + timedelta(microseconds=1)) == ["first", "second"]


async def test_what_is_not_public_is_told_to_those_who_see_the_body(database: Database) -> None:
    await write(
        database, change("all"), change("own", public=False), change("other", public=False, organisation="RX2")
    )
    assert await told(database) == ["all", "own", "other"]
    assert await told(database, bodies=frozenset()) == ["all"]
    assert await told(database, bodies=frozenset({"RX1"})) == ["all", "own"]


async def test_what_is_under_embargo_is_told_when_it_ends_and_after_what_came_before(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = now() + timedelta(hours=1)
    await write(database, change("embargoed"), due_at=due)
    await write(database, change("at once"))
    assert await told(database) == ["at once"]
    monkeypatch.setattr("services.changes.now", lambda: due + timedelta(seconds=1))
    several = await asyncio.gather(*(told(database) for _ in range(6)))
    assert {tuple(each) for each in several} == {("at once", "embargoed")}, "opened once, whoever comes first"


async def test_what_was_withdrawn_before_its_embargo_ended_is_never_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = now() + timedelta(hours=1)
    await write(database, change("gone"), due_at=due)
    await write(database, change("stays", organisation="RX2"), due_at=due)
    async with database.writing() as session:
        await FEED.take_back(session, "RX1", 2018)
    monkeypatch.setattr("services.changes.now", lambda: due + timedelta(seconds=1))
    assert await told(database) == ["stays"]


async def test_a_clock_that_goes_back_makes_no_change_look_older(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(_feed: Feed, _session: object) -> datetime:
        return datetime(2030, 1, 1, tzinfo=UTC)

    with monkeypatch.context() as ahead:
        ahead.setattr(Feed, "_clock", late)
        await write(database, change("ahead"))
    await write(database, change("behind"))
    part = await FEED.after(database, Asked(0, None, None, 10), None)
    assert [line.etag for line in part.items] == ["ahead", "behind"]
    assert part.items[0].at == part.items[1].at


async def test_nothing_to_write_takes_no_number(database: Database) -> None:
    await write(database)
    assert await told(database) == []
