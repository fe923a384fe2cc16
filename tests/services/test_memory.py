"""The bounded memory, and what peers remember of each other's answers."""

from pathlib import Path

import httpx2
from fastapi import APIRouter, FastAPI, Request, Response
from sqlalchemy import MetaData

from services.application import Service, create_application
from services.conditional import answer, answer_once
from services.identity import HEADER, Caller, Calling
from services.memory import Remembered
from services.peers import peer_of
from services.settings import Settings

router = APIRouter()


@router.get("/bread")
async def bread(request: Request, caller: Calling) -> Response:
    """Show each baker its own bread; it is baked once."""
    baked: list[str] = request.app.state.baked

    def bake() -> bytes:
        baked.append(caller.client)
        return b'"bread of %s"' % caller.client.encode()

    return answer_once(request, ("bread", caller.client), bake)


@router.get("/asked")
async def asked(request: Request) -> Response:
    return answer(request, (await peer_of(request, "mill").ask("/bread", request.headers[HEADER])).body)


def test_the_least_used_is_forgotten_first() -> None:
    memory = Remembered[str, int](2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1
    memory.keep("c", 3)
    assert (memory.get("a"), memory.get("b"), memory.get("c"), len(memory)) == (1, None, 3, 2)


def app_of(name: str, settings: Settings, mill: FastAPI | None = None) -> FastAPI:
    service = Service(name, "Bakery", [router], MetaData(), ("mill",) if mill else ())
    app = create_application(service, settings, {"mill": mill} if mill else {})
    app.state.baked = []
    return app


async def test_a_peer_s_answer_is_remembered_and_never_given_to_another_caller(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    mill = app_of("mill", settings)
    bakery = app_of("bakery", settings, mill)
    tokens = {name: mill.state.signer.sign(Caller(name, "baker")) for name in ("ann", "bob")}
    transport = httpx2.ASGITransport(bakery)
    async with bakery.router.lifespan_context(bakery), httpx2.AsyncClient(transport=transport) as client:
        for name in ("ann", "bob", "ann", "bob", "ann"):
            said = await client.get("http://bakery/asked", headers={HEADER: tokens[name]})
            assert said.json() == f"bread of {name}"
    assert mill.state.baked == ["ann", "bob"]
