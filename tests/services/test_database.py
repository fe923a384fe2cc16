"""The database of a service, on SQLite and on PostgreSQL: what is answered as kept is kept."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from sqlalchemy.exc import PendingRollbackError
from sqlmodel import select

from gateway.tables import ClientRow, metadata
from services.application import Service, create_application
from services.database import Reading, Writing, open_database
from services.identity import HEADER, Caller, Signer
from services.instants import now
from services.settings import Settings

router = APIRouter()


def _row(name: str) -> ClientRow:
    return ClientRow(id=name, name=name, kind="baker", created_at=now())


@router.post("/rows/{name}", status_code=201)
async def keep(name: str, session: Writing) -> str:
    session.add(_row(name))
    return name


@router.post("/rows/{name}/half", status_code=201)
async def keep_half(name: str, session: Writing) -> str:
    session.add(_row(name))
    await session.flush()
    raise RuntimeError("the oven went out")


@router.get("/rows")
async def rows(session: Reading) -> list[str]:
    return list((await session.exec(select(ClientRow.id))).all())


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    made = create_application(Service("gateway", "Bakery", [router], metadata), settings)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def client(app: FastAPI, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    signed = {HEADER: Signer(settings).sign(Caller("baker", "provider"))}
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://bakery", headers=signed) as opened:
        yield opened


async def test_a_write_whose_commit_fails_is_not_answered_as_kept(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/rows/loaf")).status_code == 201
    # The second row breaks the primary key only when it is written at the commit, after the route has returned.
    again = await client.post("/rows/loaf")
    assert again.status_code == 500
    assert (await client.get("/rows")).json() == ["loaf"]


async def test_a_unit_of_work_that_fails_keeps_nothing(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/rows/bun/half")).status_code == 500
    assert (await client.get("/rows")).json() == []


async def test_each_service_sees_its_own_schema_only(settings: Settings) -> None:
    database = open_database(settings, "trajectory")
    async with database.reading() as session:
        connection = await session.connection()
        assert (await connection.execute(text("SELECT count(*) FROM trajectory.goal_revision"))).scalar() == 0
        if settings.database_url is None:
            names = (await connection.execute(text("PRAGMA database_list"))).all()
            assert [name for _, name, _ in names] == ["main", "trajectory"]
    await database.engine.dispose()


async def test_a_transaction_that_is_broken_off_locks_nobody_out_while_its_rows_are_still_held(
    settings: Settings,
) -> None:
    hasty = settings.model_copy(update={"lock_timeout_ms": 300})
    database = open_database(hasty, "gateway")
    try:
        async with database.writing() as session:
            connection = await session.connection()
            held = await connection.stream(text("SELECT 1 UNION ALL SELECT 2"))
            assert await held.fetchone() == (1,)
            await connection.invalidate()
            async with database.writing() as other:
                other.add(_row("loaf"))
            with pytest.raises(PendingRollbackError):
                await session.exec(select(ClientRow.id))
            await session.rollback()
        async with database.reading() as session:
            assert list((await session.exec(select(ClientRow.id))).all()) == ["loaf"]
    finally:
        await database.engine.dispose()
