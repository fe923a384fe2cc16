"""An audit trail that somebody with every right to the database has changed: it is found out, and where."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from services import audit
from services.audit_checking import AuditBreak, AuditStep, step
from services.audit_table import chained, table_of
from services.chain import ALTERED, MISSING, NOT_AS_KNOWN, NOT_LINKED, End, sealed
from services.database import Database, open_database
from services.settings import Settings

TABLE = table_of("trajectory")
LAST = 7
"""The migration's own line, and six more."""

START = End()
Tamper = Callable[["Vault"], Awaitable[None]]


class Vault:
    """A trail of seven lines, and the means to do with it what the database forbids."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ends: list[End] = []

    async def checked(self, begin: End = START, known: End | None = None) -> AuditStep:
        """What is found on going along the whole chain, a few lines at a time."""
        found = AuditStep(number=begin.number, hash=begin.hash, more=True, broken=None)
        while found.more:
            async with self.database.reading() as session:
                found = await step(session, TABLE, End(found.number, found.hash), known)
        return found

    async def lines(self, first: int) -> list[dict[str, Any]]:
        async with self.database.reading() as session:
            query = TABLE.select().where(TABLE.c.number >= first).order_by(TABLE.c.number)
            return [dict(row._mapping) for row in (await (await session.connection()).execute(query)).all()]

    async def write(self, lines: list[dict[str, Any]]) -> None:
        async with self.database.writing() as session:
            await (await session.connection()).execute(TABLE.insert(), lines)

    async def run(self, *statements: str) -> None:
        async with self.database.writing() as session:
            for statement in statements:
                await (await session.connection()).execute(text(statement))

    @asynccontextmanager
    async def after(self, tamper: "Tamper") -> AsyncIterator[None]:
        """The trail after somebody has tampered with it; it is put right again at the end."""
        before = await self.lines(1)
        await tamper(self)
        yield
        await self.run("DELETE FROM trajectory.audit")
        await self.write(before)

    async def renumber(self, *moves: tuple[int, int]) -> None:
        for old, new in moves:
            # It is a test's own.
            await self.run(f"UPDATE trajectory.audit SET number = {new} WHERE number = {old}")  # noqa: S608


@pytest.fixture
async def vault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Vault]:
    monkeypatch.setattr("services.audit_checking.AT_ONCE", 2)
    monkeypatch.setattr("services.audit_checking.STEP", 3)
    database = open_database(settings, "trajectory")
    opened = Vault(database)
    for number in range(2, LAST + 1):
        async with database.writing(audit.work("test")) as session:
            entry = audit.Entry(
                "goal", "proposed", {"number": number}, "RX1", at=datetime(2020, 1, number, tzinfo=UTC)
            )
            audit.record(session, entry)
    opened.ends = [End(line["number"], line["hash"]) for line in await opened.lines(1)]
    await opened.run(*_without_guards(settings))
    yield opened
    await database.engine.dispose()


def _without_guards(settings: Settings) -> list[str]:
    if settings.database_url is not None:
        return ["ALTER TABLE trajectory.audit DISABLE TRIGGER USER"]
    return [f"DROP TRIGGER trajectory.audit_{event}" for event in ("update", "delete", "insert")]


def forged(line: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A line with other words, and the digest that belongs to them."""
    other = line | changed
    return other | {"hash": sealed("trajectory", other)}


async def edit(vault: Vault) -> None:
    await vault.run("UPDATE trajectory.audit SET \"by\" = 'somebody else' WHERE number = 4")


async def edit_spelling(vault: Vault) -> None:
    await vault.run("UPDATE trajectory.audit SET change = change || ' ' WHERE number = 4")


async def edit_instant(vault: Vault) -> None:
    at = "2020-01-04 00:00:01.000000+00:00"
    await vault.run(f"UPDATE trajectory.audit SET at = '{at}' WHERE number = 4")  # noqa: S608 - a test's own


async def edit_with_its_digest(vault: Vault) -> None:
    line, *_ = await vault.lines(4)
    await vault.run("DELETE FROM trajectory.audit WHERE number = 4")
    await vault.write([forged(line, by="somebody else")])


async def delete(vault: Vault) -> None:
    await vault.run("DELETE FROM trajectory.audit WHERE number = 4")


async def delete_the_first(vault: Vault) -> None:
    await vault.run("DELETE FROM trajectory.audit WHERE number = 1")


async def close_the_gap(vault: Vault) -> None:
    await delete(vault)
    await vault.renumber((5, 4), (6, 5), (7, 6))


async def swap(vault: Vault) -> None:
    await vault.renumber((4, 0), (5, 4), (0, 5))


async def insert_in_between(vault: Vault) -> None:
    before, *_ = await vault.lines(3)
    await vault.renumber((7, 8), (6, 7), (5, 6), (4, 5))
    await vault.write([forged(before, number=4, previous=before["hash"])])


async def add_at_the_end(vault: Vault) -> None:
    *_, last = await vault.lines(7)
    await vault.write([last | {"number": 8, "previous": last["hash"]}])


FOUND: dict[Tamper, tuple[int, str]] = {
    edit: (4, ALTERED),
    edit_spelling: (4, ALTERED),
    edit_with_its_digest: (5, NOT_LINKED),
    delete: (4, MISSING),
    delete_the_first: (1, MISSING),
    close_the_gap: (4, ALTERED),
    swap: (4, ALTERED),
    insert_in_between: (5, ALTERED),
    add_at_the_end: (8, ALTERED),
    edit_instant: (4, ALTERED),
}


async def test_the_first_line_that_is_not_as_it_was_is_named(vault: Vault) -> None:
    whole = await vault.checked()
    assert (whole.broken, whole.number) == (None, LAST)
    for tamper, (number, reason) in FOUND.items():
        async with vault.after(tamper):
            found = await vault.checked()
            assert found.broken == AuditBreak(number=number, reason=reason), tamper
            assert (found.number, found.more) == (number - 1, False)


async def redo(vault: Vault) -> None:
    """Change a line and make the whole chain anew from there on."""
    line, *rest = await vault.lines(4)
    before, *_ = await vault.lines(3)
    end = End(before["number"], before["hash"])
    await vault.run("DELETE FROM trajectory.audit WHERE number >= 4")
    await vault.write(chained("trajectory", [line | {"by": "somebody else"}, *rest], end))


async def cut_off(vault: Vault) -> None:
    await vault.run("DELETE FROM trajectory.audit WHERE number > 4")


async def cut_off_and_go_on(vault: Vault) -> None:
    """Cut off the end and write as many other lines."""
    await vault.run("DELETE FROM trajectory.audit WHERE number > 5")
    *_, last = await vault.lines(5)
    await vault.write(chained("trajectory", [last, last], End(5, last["hash"])))


KNOWN: dict[Tamper, tuple[int, str]] = {
    redo: (7, NOT_AS_KNOWN),
    cut_off: (5, MISSING),
    cut_off_and_go_on: (7, NOT_AS_KNOWN),
}


async def test_a_chain_made_anew_is_found_out_by_an_end_that_somebody_kept(vault: Vault) -> None:
    kept = vault.ends[-1]
    assert (await vault.checked(known=kept)).broken is None
    for tamper, (number, reason) in KNOWN.items():
        async with vault.after(tamper):
            assert (await vault.checked()).broken is None, "by itself it looks whole"
            assert (await vault.checked(known=kept)).broken == AuditBreak(number=number, reason=reason), tamper
            gone = AuditBreak(number=LAST, reason=MISSING if tamper is cut_off else NOT_AS_KNOWN)
            assert (await vault.checked(begin=kept)).broken == gone, tamper


async def test_one_may_go_on_from_an_end_that_was_kept(vault: Vault) -> None:
    middle = vault.ends[3]
    found = await vault.checked(begin=middle, known=middle)
    assert (found.broken, found.number) == (None, LAST)
    await vault.run("UPDATE trajectory.audit SET \"by\" = 'somebody else' WHERE number = 2")
    assert (await vault.checked(begin=middle)).broken is None, "what was before is not looked at again"
    await edit(vault)
    assert (await vault.checked(begin=vault.ends[2])).broken == AuditBreak(number=4, reason=ALTERED)


async def test_nothing_left_is_not_whole(vault: Vault) -> None:
    await vault.run("DELETE FROM trajectory.audit")
    found = await vault.checked(known=End(1, "0" * 64))
    assert found.broken == AuditBreak(number=1, reason=MISSING)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_nonsense_where_a_database_takes_it_is_found_and_stops_nobody(vault: Vault) -> None:
    """PostgreSQL takes nothing but what a column is for."""
    for column in ("at", "change", "organisation", "year"):
        for nonsense in ("'soon'", "7", "x'00ff'", "CAST(x'ff' AS TEXT)"):

            async def spoil(spoilt: Vault, said: str = f"{column} = {nonsense}") -> None:
                await spoilt.run(f"UPDATE trajectory.audit SET {said} WHERE number = 4")  # noqa: S608 - a test's own

            async with vault.after(spoil):
                broken = (await vault.checked()).broken
                assert broken == AuditBreak(number=4, reason=ALTERED), (column, nonsense)
