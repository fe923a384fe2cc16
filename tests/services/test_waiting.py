"""A database that cannot be had in time is said to be busy or away; nothing is kept, and the next call is served."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from sqlalchemy import Column, Integer, MetaData, Table, insert, text

from services.application import Service, create_application
from services.database import Reading, Writing
from services.identity import HEADER, Caller
from services.settings import Settings

METADATA = MetaData(schema="trajectory")
LOAVES = Table("loaf", METADATA, Column("id", Integer, primary_key=True))
router = APIRouter(prefix="/v1")


@router.post("/loaves")
async def bake(session: Writing) -> None:
    connection = await session.connection()
    if connection.dialect.name == "postgresql":
        await connection.execute(text("LOCK TABLE trajectory.loaf IN EXCLUSIVE MODE"))
    await connection.execute(insert(LOAVES).values())


@router.get("/loaves")
async def ask(session: Reading) -> None:
    await (await session.connection()).execute(text("SELECT 1"))


@router.get("/wrong")
async def wrong(session: Reading) -> None:
    await (await session.connection()).execute(text("SELECT nothing FROM nowhere"))


def bakery(settings: Settings) -> FastAPI:
    return create_application(Service("trajectory", "Bakery", [router], METADATA), settings)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    hasty = settings.model_copy(update={"lock_timeout_ms": 100, "database_pool": 2})
    made = bakery(hasty)
    async with made.router.lifespan_context(made):
        async with made.state.database.writing() as session:
            await (await session.connection()).run_sync(METADATA.create_all)
        yield made


async def called(app: FastAPI, method: str, path: str) -> httpx2.Response:
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://bakery") as client:
        signed = app.state.signer.sign(Caller("me", "baker"))
        return await client.request(method, path, headers={HEADER: signed})


def assert_busy(answer: httpx2.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "database-busy")
    assert answer.headers["retry-after"] == "2"


async def test_who_waits_for_a_writer_in_vain_hears_that_the_database_is_busy(app: FastAPI) -> None:
    async with app.state.database.writing() as other:
        connection = await other.connection()
        if connection.dialect.name == "postgresql":
            await connection.execute(text("LOCK TABLE trajectory.loaf IN EXCLUSIVE MODE"))
        assert_busy(await called(app, "POST", "/v1/loaves"))
    assert (await called(app, "POST", "/v1/loaves")).status_code == 200


async def test_who_waits_for_a_connection_in_vain_hears_so_too(app: FastAPI) -> None:
    async with AsyncExitStack() as taken:
        for _ in range(2):
            session = await taken.enter_async_context(app.state.database.reading())
            await session.connection()
        assert_busy(await called(app, "GET", "/v1/loaves"))
    assert (await called(app, "GET", "/v1/loaves")).status_code == 200


async def test_a_fault_of_ours_is_not_called_a_busy_database(app: FastAPI) -> None:
    answer: Any = await called(app, "GET", "/v1/wrong")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")


async def test_many_writers_at_once_are_all_served_in_turn(app: FastAPI) -> None:
    answers = await asyncio.gather(*(called(app, "POST", "/v1/loaves") for _ in range(6)))
    for answer in answers:
        if answer.status_code != 200:
            assert_busy(answer)
    assert [each.status_code for each in answers].count(200) >= 1


async def test_a_database_that_is_away_is_named() -> None:
    nowhere = SecretStr("postgresql://nobody@127.0.0.1:1/nothing")
    app = bakery(Settings(database_url=nowhere))
    async with app.router.lifespan_context(app):
        answer = await called(app, "GET", "/v1/loaves")
    assert (answer.status_code, answer.json()["code"]) == (503, "service-away")
    assert answer.json()["errors"][0]["message"] == "trajectory is away"
