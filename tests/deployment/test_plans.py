"""The hottest reads find their rows by an index: PostgreSQL says how it would look for them, statement by statement.

The product answers over the demonstration data, with nothing in memory. What it asked the database is asked again
with EXPLAIN. A comparison needs a year of every organisation, a third of this store, and for that much PostgreSQL
rather reads the table; so it is told to take an index wherever one leads to the rows. What it then still reads from
end to end has no index, and gets slower with every year.
"""

import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Final

import asyncpg
import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks.hot import HOT
from gateway import embedded
from services.settings import Settings
from tests.databases import TEMPLATE, copy_of, drop
from tests.servers import KEY

SMALL: Final = 1_000
"""Rows that are read through as fast as an index finds them."""

Asked = tuple[str, tuple[Any, ...]]


@pytest.fixture(scope="module")
async def filled(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """A store with the demonstration data, whose sizes PostgreSQL knows."""
    name = f"plans_{uuid.uuid4().hex}"
    url = await copy_of(postgresql, TEMPLATE, name)
    settings = Settings(
        data=tmp_path_factory.mktemp("plans"),
        database_url=SecretStr(url),
        bootstrap_key=SecretStr(KEY),
        identity_secret=SecretStr("a secret of tests, long enough to sign with"),
        log_level="ERROR",
        remembered_answers=1,
    )
    await embedded.prepare(settings)
    connection = await asyncpg.connect(url)
    await connection.execute("ANALYZE")
    await connection.close()
    yield settings
    await drop(postgresql, name)


@contextmanager
def overheard() -> Iterator[list[Asked]]:
    """Give what is asked of databases while the block runs."""
    asked: list[Asked] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, tuple(parameters)))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def read_through(node: dict[str, Any]) -> Iterator[str]:
    """Give the tables that a plan reads from end to end, be it in the order of an index."""
    ordered = node["Node Type"] in ("Index Scan", "Index Only Scan")
    if node["Node Type"] == "Seq Scan" or (ordered and "Index Cond" not in node and not node.get("Limited")):
        yield f"{node['Schema']}.{node['Relation Name']}"
    for below in node.get("Plans", ()):
        yield from read_through(below | {"Limited": node["Node Type"] == "Limit"})


@pytest.fixture(scope="module")
async def plans(filled: Settings) -> dict[str, list[str]]:
    """For each hot read, the large tables that it reads through, with the statement."""
    assert filled.database_url is not None
    connection = await asyncpg.connect(filled.database_url.get_secret_value())
    await connection.execute("SET enable_seqscan = off")
    rows = await connection.fetch(
        "SELECT relnamespace::regnamespace::text || '.' || relname AS name, reltuples "
        "FROM pg_class WHERE relkind = 'r'"
    )
    large = {row["name"] for row in rows if row["reltuples"] > SMALL}
    assert {"indicators.annual_return", "indicators.return_count"} <= large
    found: dict[str, list[str]] = {}
    gateway = embedded.application(filled)
    transport = httpx2.ASGITransport(gateway)
    headers = {"apikey": KEY}
    async with (
        gateway.lifespan(),
        httpx2.AsyncClient(transport=transport, base_url="http://door", headers=headers) as client,
    ):
        for what, path in HOT.items():
            with overheard() as asked:
                answer = await client.get(path)
            assert answer.status_code == 200, (path, answer.text)
            assert asked, f"{what} was answered without the database"
            found[what] = [each for one in asked async for each in _large(connection, one, large)]
    await connection.close()
    return found


async def _large(connection: "asyncpg.Connection[Any]", asked: Asked, large: set[str]) -> AsyncIterator[str]:
    statement, parameters = asked
    if not statement.lstrip().startswith(("SELECT", "WITH")):
        return
    (plan,) = json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON, VERBOSE) {statement}", *parameters))
    for table in read_through(plan["Plan"]):
        if table in large:
            yield f"{table}: {statement}"


@pytest.mark.parametrize("what", HOT)
async def test_a_hot_read_reads_no_large_table_through(plans: dict[str, list[str]], what: str) -> None:
    assert plans[what] == []


async def test_a_table_that_is_read_through_would_be_noticed(filled: Settings) -> None:
    assert filled.database_url is not None
    connection = await asyncpg.connect(filled.database_url.get_secret_value())
    planted = ("SELECT count(*) FROM indicators.return_count WHERE bme > $1", (3,))
    await connection.execute("SET enable_seqscan = off")
    found = [each async for each in _large(connection, planted, {"indicators.return_count"})]
    await connection.close()
    assert len(found) == 1
