"""The chassis, tried as a bakery: nothing in it knows what the product is about."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from services.application import Service, create_application
from services.identity import HEADER, Caller, Calling, Signer
from services.peers import peer_of
from services.settings import Settings

Loaves = Annotated[int, Field(strict=True, ge=0)]


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")
    lines: list[Loaves]


router = APIRouter(prefix="/v1")


@router.post("/orders")
async def order(body: Order) -> int:
    return sum(body.lines)


@router.get("/orders")
async def orders(caller: Calling) -> str:
    return caller.client


@router.get("/broken")
async def broken() -> None:
    raise RuntimeError("the oven is cold")


@router.get("/asked")
async def asked(request: Request) -> str:
    answer: str = await peer_of(request, "mill").read("/v1/orders", request.headers[HEADER])
    return answer


def bakery(settings: Settings, name: str = "bakery", mill: ASGIApp | None = None) -> FastAPI:
    asks = ("mill",) if mill else ()
    service = Service(name, "Bakery", [router], MetaData(), asks)
    return create_application(service, settings, {"mill": mill} if mill else {})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


def browse(app: ASGIApp) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery")


async def test_an_order_with_a_fraction_names_its_row_and_path(settings: Settings) -> None:
    app = bakery(settings)
    async with browse(app) as client:
        answer = await client.post("/v1/orders", json={"lines": [1, 2.5], "cake": 1})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    by_path = {error["path"]: error for error in answer.json()["errors"]}
    assert set(by_path) == {"$.lines[1]", "$.cake"}
    assert by_path["$.lines[1]"]["row"] == 1


async def test_text_that_is_not_json_is_a_400(settings: Settings) -> None:
    async with browse(bakery(settings)) as client:
        for content in (b"{", b"\xff\xfe", b"[1,"):
            answer = await client.post("/v1/orders", content=content, headers={"content-type": "application/json"})
            assert (answer.status_code, answer.json()["code"]) == (400, "malformed-json")


async def test_a_wrong_method_is_told_every_right_one(settings: Settings) -> None:
    async with browse(bakery(settings)) as client:
        answer = await client.delete("/v1/orders")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


async def test_a_body_over_the_limit_is_refused_declared_or_not(settings: Settings) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"[" * 500_000

    async with browse(bakery(settings)) as client:
        declared = await client.post("/v1/orders", content=b"[" * 2_000_001)
        streamed = await client.post("/v1/orders", content=chunks())
    assert declared.status_code == streamed.status_code == 413
    assert streamed.json()["code"] == "too-large"


async def test_an_unhandled_error_is_a_500_with_ids_and_no_inner_words(settings: Settings) -> None:
    async with browse(bakery(settings)) as client:
        answer = await client.get("/v1/broken", headers={"x-request-id": "r-1"})
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == answer.json()["request_id"] == "r-1"
    assert "oven" not in answer.text


async def test_a_service_reached_without_a_signed_identity_refuses(settings: Settings) -> None:
    other = Signer(Settings(identity_secret=SecretStr("another secret, of enough length to sign")))
    late = Signer(settings)
    late._seconds = -5
    async with browse(bakery(settings)) as client:
        for token in ("", "nonsense", other.sign(Caller("eve", "baker")), late.sign(Caller("bob", "baker"))):
            answer = await client.get("/v1/orders", headers={HEADER: token})
            assert answer.status_code == 401


async def test_a_peer_in_process_sees_the_same_caller_and_ids(settings: Settings) -> None:
    mill = bakery(settings, "mill")
    app = bakery(settings, mill=mill)
    app.state.signer = mill.state.signer
    token = mill.state.signer.sign(Caller("ann", "baker"))
    async with app.router.lifespan_context(app), browse(app) as client:
        answer = await client.get("/v1/asked", headers={HEADER: token, "x-correlation-id": "c-1"})
    assert answer.json() == "ann"
    assert answer.headers["x-correlation-id"] == "c-1"


async def test_a_peer_that_is_away_is_a_503_that_names_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, peers={"mill": "http://127.0.0.1:9"})
    app = create_application(Service("bakery", "Bakery", [router], MetaData(), ["mill"]), settings)
    async with app.router.lifespan_context(app), browse(app) as client:
        answer = await client.get("/v1/asked", headers={HEADER: "t"})
    assert answer.status_code == 503
    assert "mill" in answer.json()["detail"]


async def test_health_tells_of_the_database(settings: Settings) -> None:
    app = bakery(settings)
    async with app.router.lifespan_context(app), browse(app) as client:
        assert (await client.get("/_ping")).json() == {"service": "bakery", "status": "up"}
        assert (await client.get("/_status")).status_code == 200
        metrics = await client.get("/metrics")
    assert 'route="/_ping",service="bakery",status="200"' in metrics.text


def test_the_contract_tells_errors_as_problems(settings: Settings) -> None:
    document = bakery(settings).openapi()
    assert "HTTPValidationError" not in str(document)
    responses = document["paths"]["/v1/orders"]["post"]["responses"]
    assert set(responses) >= {"400", "413", "422"}
    shared = responses["422"]["$ref"].rpartition("/")[2]
    assert "application/problem+json" in document["components"]["responses"][shared]["content"]


async def test_an_address_that_takes_files_takes_larger_bodies_and_the_contract_says_so(tmp_path: Path) -> None:
    small = Settings(data=tmp_path, max_body_bytes=1_000, max_upload_bytes=3_000)
    sent = APIRouter(prefix="/v1")

    @sent.post("/recipes:upload")
    async def upload(request: Request) -> int:
        return len(await request.body())

    service = Service("bakery", "Bakery", [router, sent], MetaData(), uploads=frozenset({"/v1/recipes:upload"}))
    app = create_application(service, small)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery") as client:
        for path, size, status in (
            ("/v1/recipes:upload", 3_000, 200),
            ("/v1/recipes:upload", 3_001, 413),
            ("/v1/orders", 1_001, 413),
        ):
            assert (await client.post(path, content=b" " * size)).status_code == status
    assert app.openapi()["paths"]["/v1/recipes:upload"]["post"]["x-upload"] is True
    assert "x-upload" not in app.openapi()["paths"]["/v1/orders"]["post"]


async def test_background_work_goes_on_beside_the_calls_and_stops_with_them(tmp_path: Path) -> None:
    heard: list[str] = []

    async def proving(app: FastAPI) -> None:
        heard.append(app.title)
        try:
            await asyncio.Event().wait()
        finally:
            heard.append("cold")

    service = Service("bakery", "Bakery", [router], MetaData(), background=(proving,))
    app = create_application(service, Settings(data=tmp_path))
    async with app.router.lifespan_context(app):
        await asyncio.sleep(0)
        assert heard == ["Bakery"]
    assert heard == ["Bakery", "cold"]
