"""Migrations of the four schemas, on both databases: forward, back, twice at once, and no drift from the code."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.util.exc import CommandError
from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import col, select

from gateway import keys
from gateway import store as gateway_store
from indicators_service.tables import OrganisationVersionRow, PublicationRow, SuccessionRow, TransitionRow
from services.changes import Asked, Feed
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


async def test_returns_and_bodies_of_the_first_schema_are_carried_over(empty: Settings) -> None:
    database = open_database(empty, "indicators")
    body = (
        "INSERT INTO indicators.organisation"
        " (ods, name, type, closed, successors, synthetic, recorded_at, recorded_by)"
        " VALUES (:ods, :name, 'acute', :closed, :after, :synthetic, :at, 'us')"
    )
    entry = (
        "INSERT INTO indicators.annual_return"
        " (ods, year, revision, state, edition, window_years, recorded_at, recorded_by, digest, document)"
        " VALUES ('RX1', 2018, :revision, :state, 'wres-2018', 1, :at, 'us', 'd', '{}')"
    )
    at, closed = datetime(2020, 1, 2, tzinfo=UTC), date(2019, 4, 1)
    on_sqlite = empty.database_url is None
    moment = "2020-01-02 00:00:00.000000" if on_sqlite else at
    bodies: list[dict[str, object]] = [
        {"ods": "RX1", "name": "Old", "closed": closed.isoformat() if on_sqlite else closed, "after": "RX2"},
        {"ods": "RX2", "name": "New", "closed": None, "after": ""},
    ]
    try:
        await upgrade(database, TABLES["indicators"], "indicators_0001")
        async with database.engine.execution_options(writing=True).begin() as connection:
            for each in bodies:
                await connection.execute(text(body), each | {"synthetic": False, "at": moment})
            for revision, state in ((1, "published"), (2, "draft")):
                await connection.execute(text(entry), {"revision": revision, "state": state, "at": moment})
        await upgrade(database, TABLES["indicators"])
        async with database.reading() as session:
            steps = (await session.exec(select(TransitionRow).order_by(col(TransitionRow.revision)))).all()
            assert [(step.revision, step.state, step.at) for step in steps] == [
                (1, "published", at),
                (2, "draft", at),
            ]
            (publication,) = (await session.exec(select(PublicationRow))).all()
            assert (publication.revision, publication.effective_from, publication.effective_to) == (1, at, None)
            (succession,) = (await session.exec(select(SuccessionRow))).all()
            assert (succession.successor, succession.effective_on) == ("RX2", closed)
            versions = (await session.exec(select(OrganisationVersionRow))).all()
            assert {version.name for version in versions} == {"Old", "New"}
        part = await Feed(TABLES["indicators"]).after(database, Asked(0, None, None, 10), None)
        assert [(line.number, line.at, line.href, line.etag) for line in part.items] == [
            (1, at, "/v1/organisations/RX1/returns/2018", "published-1"),
            (2, at, "/v1/organisations/RX1/indicators?year=2018", "published-1"),
        ]
        await downgrade(database, TABLES["indicators"], "indicators_0001")
        async with database.engine.connect() as connection:
            states = await connection.execute(text("SELECT state FROM indicators.annual_return ORDER BY revision"))
            assert [state for (state,) in states] == ["published", "draft"]
            after = await connection.execute(text("SELECT successors FROM indicators.organisation ORDER BY ods"))
            assert [codes for (codes,) in after] == ["RX2", ""]
    finally:
        await database.engine.dispose()


async def test_clients_keep_their_key_when_a_client_may_have_several(empty: Settings) -> None:
    database = open_database(empty, "gateway")
    client = (
        "INSERT INTO gateway.client (id, name, kind, body, prefix, key_hash, created_at, revoked_at)"
        " VALUES (:id, 'Old', 'provider', 'RX1', :prefix, :hash, :at, :gone)"
    )
    at = datetime(2020, 1, 2, tzinfo=UTC)
    moment = "2020-01-02 00:00:00.000000" if empty.database_url is None else at
    rows = [
        {"id": name, "prefix": keys.prefix(name), "hash": keys.key_hash(name), "at": moment, "gone": gone}
        for name, gone in (("stays", None), ("went", moment))
    ]
    try:
        await upgrade(database, TABLES["gateway"], "gateway_0001")
        async with database.engine.execution_options(writing=True).begin() as connection:
            for row in rows:
                await connection.execute(text(client), row)
        await upgrade(database, TABLES["gateway"])
        async with database.writing() as session:
            for name, gone in (("stays", None), ("went", at)):
                found = await gateway_store.by_key(session, name)
                assert found is not None
                assert (found[0].id, found[0].body, found[0].revoked_at) == (name, "RX1", gone)
            session.add(gateway_store.api_key_row("stays", "a newer key"))
        await downgrade(database, TABLES["gateway"], "gateway_0001")
        async with database.engine.connect() as connection:
            kept = await connection.execute(text("SELECT id, prefix FROM gateway.client ORDER BY id"))
            assert [tuple(row) for row in kept] == [
                ("stays", keys.prefix("a newer key")),
                ("went", keys.prefix("went")),
            ]
    finally:
        await database.engine.dispose()


FEEDS = {
    "trajectory": (
        "trajectory_0003",
        "INSERT INTO trajectory.goal_revision (ods, staff_group, band, kind, revision, party, share, year,"
        " baseline_year, note, recorded_at, recorded_by)"
        " VALUES ('RX1', 'all', '8a', 'national', 1, 'organisation', 0.2, 2028, 2016, '', :at, 'us')",
        ("goal", 2028, "/v1/organisations/RX1/goals/8a?staff_group=all&kind=national"),
    ),
    "oversight": (
        "oversight_0004",
        "INSERT INTO oversight.official_outcome (ods, framework, revision, rating, decided_on, source, recorded_at,"
        " recorded_by) VALUES ('RX1', 'sof-2017', 1, '2', :day, 'A list', :at, 'us')",
        ("assessment", 2018, "/v1/organisations/RX1/official-outcomes/sof-2017"),
    ),
}


@pytest.mark.parametrize("schema", FEEDS)
async def test_the_feed_begins_with_what_there_was(empty: Settings, schema: str) -> None:
    before, insertion, told = FEEDS[schema]
    database = open_database(empty, schema)
    at, day = datetime(2020, 1, 2, tzinfo=UTC), date(2018, 9, 12)
    sqlite = {"at": "2020-01-02 00:00:00.000000", "day": day.isoformat()}
    values = sqlite if empty.database_url is None else {"at": at, "day": day}
    try:
        await upgrade(database, TABLES[schema], before)
        async with database.engine.execution_options(writing=True).begin() as connection:
            await connection.execute(text(insertion), {key: values[key] for key in values if f":{key}" in insertion})
        await upgrade(database, TABLES[schema])
        (line,) = (await Feed(TABLES[schema]).after(database, Asked(0, None, None, 10), None)).items
        assert (line.number, line.at, line.etag) == (1, at, "1")
        assert (line.kind, line.year, line.href) == told
    finally:
        await database.engine.dispose()
