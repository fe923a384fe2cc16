"""A small service of the chassis that stands in for a real one, and servers that give it a real address."""

import hashlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from fastapi import APIRouter, FastAPI, Request
from sqlalchemy import MetaData
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp

from gateway.app import Gateway
from gateway.upstream import Upstream
from services.application import Service, create_application
from services.conditional import answer
from services.identity import Calling
from services.settings import Settings

NAME = "mill"
_OWN = ("host", "x-identity", "x-time-budget")
router = APIRouter(prefix="/v1")


@router.get("/sacks/{sack}")
async def told(request: Request, sack: str, caller: Calling) -> dict[str, Any]:
    """Tell the call as it arrived here, but for what differs from gateway to gateway and from call to call."""
    headers = [(name, value) for name, value in request.headers.items() if name not in _OWN]
    return {"sack": sack, "query": str(request.query_params), "headers": sorted(headers), "caller": [caller.kind]}


@router.put("/sacks/{sack}")
async def kept(request: Request, sack: str, caller: Calling) -> dict[str, Any]:
    body = await request.body()
    return {"sack": sack, "bytes": len(body), "digest": hashlib.sha256(body).hexdigest()}


@router.get("/flour")
async def flour(request: Request) -> Response:
    return answer(request, b'{"flour": true}')


@router.get("/empty", status_code=204)
async def empty() -> None:
    return None


@router.get("/streamed")
async def streamed() -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for number in range(200):
            yield f"{number:05}".encode() * 400

    return StreamingResponse(parts(), media_type="text/csv")


@router.get("/broken")
async def broken() -> None:
    raise RuntimeError("the stone is cracked")


def mill(settings: Settings) -> FastAPI:
    """The stand-in service."""
    return create_application(Service(NAME, "Mill", [router], MetaData()), settings)


class Server(uvicorn.Server):
    """A server on a free port of this machine, in a thread of its own."""

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self.socket = socket.create_server(("127.0.0.1", port))
        super().__init__(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
        self._thread = threading.Thread(target=self.run, args=([self.socket],), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def begin(self) -> None:
        self._thread.start()
        while not self.started and self._thread.is_alive():
            time.sleep(0.005)

    def end(self) -> None:
        self.should_exit = True
        self._thread.join(10)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve ``app`` at a real address."""
    server = Server(app)
    server.begin()
    try:
        yield server.address
    finally:
        server.end()


def embedded_gateway(settings: Settings) -> Gateway:
    """A gateway with the mill inside it."""
    app = mill(settings)

    @asynccontextmanager
    async def running() -> AsyncIterator[dict[str, ASGIApp]]:
        async with app.router.lifespan_context(app):
            yield {NAME: app}

    return Gateway(settings, {NAME: app.openapi()}, running)


def distributed_gateway(settings: Settings, address: str) -> Gateway:
    """A gateway that relays to a mill at ``address``."""

    @asynccontextmanager
    async def running() -> AsyncIterator[dict[str, ASGIApp]]:
        upstream = Upstream(NAME, address, settings)
        try:
            yield {NAME: upstream}
        finally:
            await upstream.close()

    return Gateway(settings, {NAME: mill(settings).openapi()}, running)
