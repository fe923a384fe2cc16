"""A call that takes too long is given up everywhere, and leaves nothing half-done."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Request
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select
from starlette.responses import Response, StreamingResponse

from services import budget
from services.application import Service, create_application
from services.database import Writing, database_of
from services.identity import HEADER, Caller, Signer
from services.peers import peer_of
from services.settings import Settings

METADATA = MetaData(schema="trajectory")
LOAVES = Table("loaf", METADATA, Column("id", Integer, primary_key=True))
router = APIRouter(prefix="/v1")


@router.post("/loaves")
async def bake(session: Writing) -> None:
    await (await session.connection()).execute(insert(LOAVES).values(id=1))
    await asyncio.Event().wait()


@router.get("/loaves")
async def count(request: Request) -> int:
    async with database_of(request).reading() as session:
        return int(
            (await (await session.connection()).execute(select(func.count()).select_from(LOAVES))).scalar_one()
        )


@router.get("/left")
async def left(request: Request) -> float | None:
    if "asks" in request.query_params:
        answer: float = await peer_of(request, "mill").read("/v1/left", request.headers[HEADER])
        return answer
    return budget.seconds_left()


@router.put("/body")
async def body(request: Request) -> int:
    return len(await request.body())


@router.get("/slow-to-read")
async def streamed() -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"one "
        await asyncio.sleep(0.5)
        yield b"two"

    return StreamingResponse(parts())


@pytest.fixture
async def call(settings: Settings) -> AsyncIterator[Any]:
    hasty = settings.model_copy(update={"call_seconds": 0.3})
    mill = create_application(Service("mill", "Mill", [router], METADATA), hasty)
    bakery = create_application(Service("trajectory", "Bakery", [router], METADATA, ("mill",)), hasty, {"mill": mill})
    async with bakery.router.lifespan_context(bakery), mill.router.lifespan_context(mill):
        await _make_table(bakery)
        transport = httpx2.ASGITransport(bakery)
        async with httpx2.AsyncClient(transport=transport, base_url="http://bakery") as client:
            client.headers[HEADER] = Signer(hasty).sign(Caller("me", "baker"))
            yield client.request


async def _make_table(app: FastAPI) -> None:
    async with app.state.database.writing() as session:
        await (await session.connection()).run_sync(METADATA.create_all)


async def test_a_write_that_is_given_up_leaves_nothing_and_the_next_is_served(call: Any) -> None:
    for _ in range(7):  # more often than there are connections: none is lost
        answer = await call("POST", "/v1/loaves")
        assert (answer.status_code, answer.json()["code"]) == (503, "out-of-time")
        assert answer.headers["retry-after"] == "5"
    assert (await call("GET", "/v1/loaves")).json() == 0


async def test_what_is_left_is_told_to_the_next_service(call: Any) -> None:
    told = (await call("GET", "/v1/left", headers={budget.HEADER: "150"})).json()
    assert 0 < told <= 0.15
    asked = (await call("GET", "/v1/left", params={"asks": "yes"}, headers={budget.HEADER: "150"})).json()
    assert 0 < asked <= 0.15


async def test_more_than_is_allowed_is_not_believed_nor_what_is_no_number(call: Any) -> None:
    for told in ("99999999999999999999", "no number", "-5"):
        assert (await call("GET", "/v1/left", headers={budget.HEADER: told})).json() <= 0.3


async def test_a_body_may_take_its_time_and_so_may_an_answer_that_has_begun(call: Any) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"1234"
        await asyncio.sleep(0.5)
        yield b"5678"

    assert (await call("PUT", "/v1/body", content=slowly())).json() == 8
    assert (await call("GET", "/v1/slow-to-read")).text == "one two"


def test_outside_of_a_call_there_is_no_limit() -> None:
    assert budget.seconds_left() is None
    assert budget.marks() == {}
    assert budget.seconds_for(5.0) == 5.0
