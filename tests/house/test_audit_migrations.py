"""What the audit trails begin with, on both databases: what there was before, carried over into a chain."""

import json
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from services.audit_checking import step
from services.audit_filters import Filters
from services.audit_reading import AuditEntry, page
from services.audit_table import table_of
from services.chain import End
from services.database import Database, open_database
from services.migrations import downgrade, upgrade
from services.settings import Settings
from tests.databases import TABLES, copy_of, drop

AT, DAY = datetime(2020, 1, 2, tzinfo=UTC), date(2018, 9, 12)
_OLD = 'INSERT INTO indicators.audit (id, at, "by", kind, ods, year, revision, change) VALUES '
BEFORE: dict[str, tuple[str, str, list[str]]] = {
    "indicators": (
        "indicators_0005",
        "organisation succession transition",
        [
            _OLD + "(4, :at, 'us', 'organisation', 'RX1', NULL, NULL, :changed)",
            _OLD + "(7, :at, 'us', 'succession', 'RX1', NULL, NULL, :succeeded)",
            _OLD + "(9, :at, 'them', 'transition', 'RX1', 2018, 2, :moved)",
        ],
    ),
    "trajectory": (
        "trajectory_0004",
        "proposed agreed recorded",
        [
            "INSERT INTO trajectory.goal_revision (ods, staff_group, band, kind, revision, party, share, year,"
            " baseline_year, note, recorded_at, recorded_by)"
            " VALUES ('RX1', 'all', '8a', 'national', 1, 'organisation', 0.2, 2028, 2016, '', :at, 'us')",
            'INSERT INTO trajectory.goal_step (ods, staff_group, band, kind, revision, number, "to", party, note, at,'
            " \"by\") VALUES ('RX1', 'all', '8a', 'national', 1, 1, 'agreed', 'national_team', '', :later, 'them')",
            "INSERT INTO trajectory.scenario (ods, name, revision, document, recorded_at, recorded_by)"
            " VALUES ('RX1', 'more', 3, '{}', :later, 'us')",
        ],
    ),
    "oversight": (
        "oversight_0005",
        "action official_outcome statement",
        [
            "INSERT INTO oversight.document (kind, ods, name, year, revision, document, recorded_at, recorded_by)"
            " VALUES ('action', 'RX1', 'mentors', 0, 1, '{}', :at, 'us')",
            "INSERT INTO oversight.official_outcome (ods, framework, revision, rating, decided_on, source,"
            " recorded_at, recorded_by) VALUES ('RX1', 'sof-2017', 1, '2', :day, 'A list', :at, 'us')",
            "INSERT INTO oversight.statement (commissioner, provider, year, revision, document, recorded_at,"
            " recorded_by) VALUES ('Q01', 'RX1', 2018, 1, '{}', :later, 'them')",
        ],
    ),
    "gateway": (
        "gateway_0003",
        "added revoked",
        [
            "INSERT INTO gateway.registered_client (id, name, kind, body, created_at, revoked_at)"
            " VALUES ('c1', 'Old', 'provider', 'RX1', :at, :later)"
        ],
    ),
}
"""The last revision without a chain, kinds or actions as they are told after it, and what there was."""

CHANGES = {
    "changed": '{"after":{"name":"Br\\u00f6t"},"before":null}',
    "succeeded": '{"after":null,"before":{"kind":"merger","on":"2017-10-01"},"successor":"RX2"}',
    "moved": '{"embargo":null,"note":null,"to":"submitted"}',
}


@pytest.fixture
async def empty(server: str | None, tmp_path: Path) -> AsyncIterator[Settings]:
    """Settings of a store without any table."""
    if server is None:
        yield Settings(data=tmp_path)
        return
    name = f"test_{uuid.uuid4().hex}"
    yield Settings(data=tmp_path, database_url=SecretStr(await copy_of(server, "template0", name)))
    await drop(server, name)


async def filled(database: Database, statements: list[str], on_sqlite: bool) -> None:
    later = datetime(2020, 1, 3, tzinfo=UTC)
    values: dict[str, Any] = {"at": AT, "later": later, "day": DAY}
    if on_sqlite:
        values = {"at": "2020-01-02 00:00:00.000000", "later": "2020-01-03 00:00:00.000000", "day": "2018-09-12"}
    values |= CHANGES
    async with database.engine.execution_options(writing=True).begin() as connection:
        for statement in statements:
            named = {name: value for name, value in values.items() if f":{name}" in statement}
            await connection.execute(text(statement), named)


async def lines(database: Database) -> list[AuditEntry]:
    async with database.reading() as session:
        found = await step(session, table_of(database.schema), End(), None)
        assert found.broken is None
        return (await page(session, table_of(database.schema), Filters("oldest"), None, 500)).items


@pytest.mark.parametrize("schema", BEFORE)
async def test_a_chain_begins_with_what_there_was(empty: Settings, schema: str) -> None:
    before, told, statements = BEFORE[schema]
    database = open_database(empty, schema)
    try:
        await upgrade(database, TABLES[schema], before)
        await filled(database, statements, empty.database_url is None)
        await upgrade(database, TABLES[schema])
        *carried, begun = await lines(database)
        words = told.split()
        assert [line.kind if line.kind in words else line.action for line in carried] == words
        assert {line.organisation for line in carried} <= {"RX1", "Q01"}
        assert [line.at for line in carried] == sorted(line.at for line in carried)
        assert (carried[0].at, {line.address for line in carried}) == (AT, {"migration"})
        assert (begun.kind, begun.by, begun.change) == ("audit", "migration", {"carried_over": len(words)})
    finally:
        await database.engine.dispose()


async def test_lines_of_the_old_audit_say_the_same_after_it_and_when_it_is_taken_back(empty: Settings) -> None:
    before, _, statements = BEFORE["indicators"]
    database = open_database(empty, "indicators")
    old = text('SELECT "by", kind, ods, year, revision, change FROM indicators.audit ORDER BY id')
    try:
        await upgrade(database, TABLES["indicators"], before)
        await filled(database, statements, empty.database_url is None)
        async with database.engine.connect() as connection:
            said = [tuple(row) for row in await connection.execute(old)]
        await upgrade(database, TABLES["indicators"])
        carried = (await lines(database))[:-1]
        assert [(e.by, e.kind, e.organisation, e.year, e.revision, e.change) for e in carried] == [
            (*rest, json.loads(change)) for *rest, change in said
        ]
        assert [line.action for line in carried] == ["recorded", "recorded", "submitted"]
        await downgrade(database, TABLES["indicators"], before)
        async with database.engine.connect() as connection:
            again = [tuple(row) for row in await connection.execute(old)]
        assert [(*rest, json.loads(change)) for *rest, change in again] == [
            (*rest, json.loads(change)) for *rest, change in said
        ]
        # It numbers new lines by itself again.
        newer = statements[0].replace("(id, at", "(at").replace("(4, ", "(")
        await filled(database, [newer], empty.database_url is None)
    finally:
        await database.engine.dispose()
