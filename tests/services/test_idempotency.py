"""``Idempotency-Key`` on both databases: carried out once, answered alike, and never half."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Response
from sqlalchemy import text
from sqlmodel import select

from gateway.tables import ClientRow, metadata
from services.application import Service, create_application
from services.database import LateWriting, Writing, keep_or_conflict
from services.idempotency import HEADER, REPLAYED, IdempotentRoute
from services.identity import HEADER as IDENTITY
from services.identity import Caller, Signer
from services.instants import now
from services.problems import Problem
from services.settings import Settings

router = APIRouter(route_class=IdempotentRoute)
BAKER, MILLER = Caller("baker", "provider"), Caller("miller", "provider")


async def _bake(session: Any, name: str) -> dict[str, Any]:
    count = len((await session.exec(select(ClientRow.id))).all()) + 1
    session.add(ClientRow(id=uuid.uuid4().hex, name=name, kind="loaf", created_at=now()))
    await session.flush()
    return {"loaf": count, "name": name}


@router.post("/loaves/{name}", status_code=201)
async def bake(response: Response, name: str, body: dict[str, Any], session: Writing) -> dict[str, Any]:
    response.headers["location"] = f"/loaves/{name}"
    made = await _bake(session, name)
    if name == "burnt":
        raise Problem(409, "It is burnt.")
    return made


@router.post("/only/{name}", status_code=201)
async def bake_the_only_one(name: str, session: Writing) -> dict[str, Any]:
    row = ClientRow(id=name, name=name, kind="loaf", created_at=now())
    await keep_or_conflict(session, row, "loaf")
    return {"loaf": name}


@router.post("/late/{name}", status_code=201)
async def bake_late(name: str, begin: LateWriting) -> dict[str, Any]:
    return await _bake(await begin(), name)


@router.post("/secrets", status_code=201)
async def tell(response: Response, session: Writing) -> dict[str, Any]:
    response.headers["cache-control"] = "no-store"
    return await _bake(session, "a secret recipe")


@router.post("/sums")
async def add(body: dict[str, int]) -> int:
    return sum(body.values())


@router.put("/loaves/{name}")
async def put(name: str, session: Writing) -> dict[str, Any]:
    return await _bake(session, name)


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    made = create_application(Service("gateway", "Bakery", [router], metadata), settings)
    async with made.router.lifespan_context(made):
        yield made


class Bakery:
    """The app as callers reach it."""

    def __init__(self, app: FastAPI, client: httpx2.AsyncClient, settings: Settings) -> None:
        self._app, self._client, self._signer = app, client, Signer(settings)

    async def post(
        self, path: str, key: str | None, body: Any = None, caller: Caller = BAKER, method: str = "POST"
    ) -> httpx2.Response:
        headers = [(IDENTITY.encode(), self._signer.sign(caller).encode())]
        headers += [] if key is None else [(HEADER.encode(), key.encode())]
        return await self._client.request(method, path, headers=headers, json=body or {})

    async def loaves(self) -> int:
        async with self._app.state.database.reading() as session:
            return len((await session.exec(select(ClientRow.id))).all())

    async def kept(self) -> list[Any]:
        async with self._app.state.database.reading() as session:
            connection = await session.connection()
            return list((await connection.execute(text("SELECT * FROM gateway.idempotency"))).all())


@pytest.fixture
async def bakery(app: FastAPI, settings: Settings) -> AsyncIterator[Bakery]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery") as opened:
        yield Bakery(app, opened, settings)


@pytest.mark.parametrize("path", ["/loaves/rye", "/late/rye"])
async def test_a_call_sent_again_is_carried_out_once_and_answered_alike(bakery: Bakery, path: str) -> None:
    first = await bakery.post(path, "k-1")
    again = await bakery.post(path, "k-1")
    assert (first.status_code, first.headers.get(REPLAYED)) == (201, None)
    assert (again.status_code, again.content, again.headers[REPLAYED]) == (201, first.content, "true")
    for name in ("location", "content-type"):
        assert again.headers.get(name) == first.headers.get(name)
    assert await bakery.loaves() == 1


async def test_without_a_key_or_with_another_each_call_is_carried_out(bakery: Bakery) -> None:
    for key in (None, None, "k-1", "k-2"):
        assert (await bakery.post("/loaves/rye", key)).status_code == 201
    assert await bakery.loaves() == 4


async def test_a_key_is_its_client_s_own(bakery: Bakery) -> None:
    first = await bakery.post("/loaves/rye", "k-1")
    other = await bakery.post("/loaves/rye", "k-1", caller=MILLER)
    assert (first.json()["loaf"], other.json()["loaf"]) == (1, 2)


@pytest.mark.parametrize(
    ("path", "body"), [("/loaves/rye", {"seeds": 1}), ("/loaves/oats", None), ("/loaves/rye?big=1", None)]
)
async def test_a_key_used_for_another_call_is_refused(bakery: Bakery, path: str, body: Any) -> None:
    await bakery.post("/loaves/rye", "k-1")
    answer = await bakery.post(path, "k-1", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "key-used-before")
    assert await bakery.loaves() == 1


@pytest.mark.parametrize("path", ["/loaves/rye", "/late/rye", "/only/rye"])
async def test_of_many_at_once_one_is_carried_out_and_all_are_told_the_same(bakery: Bakery, path: str) -> None:
    answers = await asyncio.gather(*(bakery.post(path, "k-1") for _ in range(12)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert await bakery.loaves() == 1
    assert len(await bakery.kept()) == 1


async def test_a_call_that_failed_can_be_sent_again(bakery: Bakery) -> None:
    for _ in range(2):
        assert (await bakery.post("/loaves/burnt", "k-1")).status_code == 409
    assert (await bakery.loaves(), await bakery.kept()) == (0, [])


async def test_what_was_done_is_not_kept_without_its_answer(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_response: Response) -> str:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr("services.idempotency._headers", cut)
    assert (await bakery.post("/loaves/rye", "k-1")).status_code == 500
    assert (await bakery.loaves(), await bakery.kept()) == (0, [])


async def test_a_key_is_forgotten_after_a_day(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    await bakery.post("/loaves/rye", "k-1")
    monkeypatch.setattr("services.idempotency.KEPT", timedelta(0))
    again = await bakery.post("/loaves/rye", "k-1")
    assert (again.status_code, again.json()["loaf"]) == (201, 2)
    assert len(await bakery.kept()) == 1


async def test_what_is_shown_once_is_not_kept(bakery: Bakery) -> None:
    first = await bakery.post("/secrets", "k-1")
    again = await bakery.post("/secrets", "k-1")
    assert (first.status_code, again.status_code) == (201, 409)
    assert await bakery.loaves() == 1
    assert "secret recipe" not in str(await bakery.kept())


async def test_what_writes_nothing_keeps_nothing(bakery: Bakery) -> None:
    for body in ({"a": 1}, {"a": 2}):
        assert (await bakery.post("/sums", "k-1", body)).json() == body["a"]
    assert await bakery.kept() == []


async def test_other_methods_take_no_notice_of_a_key(bakery: Bakery) -> None:
    for _ in range(2):
        assert (await bakery.post("/loaves/rye", "k-1", method="PUT")).status_code == 200
    assert (await bakery.loaves(), await bakery.kept()) == (2, [])


@pytest.mark.parametrize("key", ["", " ", "k" * 201, "two words", "caf\u00e9"])
async def test_a_key_that_is_none_is_refused(bakery: Bakery, key: str) -> None:
    answer = await bakery.post("/loaves/rye", key)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no-key")
    assert await bakery.loaves() == 0


async def test_without_an_identity_nothing_is_looked_up(app: FastAPI) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery") as client:
        answer = await client.post("/loaves/rye", headers={HEADER: "k-1"}, json={})
    assert answer.status_code == 401


def test_the_contract_names_the_header_once_and_for_posts_alone(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    told = [each["name"] for each in paths["/loaves/{name}"]["post"]["parameters"]]
    assert told.count("Idempotency-Key") == 1
    assert "Idempotency-Key" not in [each["name"] for each in paths["/loaves/{name}"]["put"]["parameters"]]
