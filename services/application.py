"""The application factory: every service is made here, from what it declares about itself."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from fastapi import APIRouter, Depends, FastAPI
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from services import health, problems, revision, waiting
from services.body_limit import BodyLimit
from services.budget import Budget
from services.database import open_database
from services.distinct import require_distinct_members
from services.identity import Signer
from services.memory import Remembered
from services.observing import Observing
from services.openapi import DescribedApplication
from services.peers import Peer
from services.settings import Settings

_LOG: Final = logging.getLogger(__name__)

VERSION: Final = "1.0.0"


@dataclass(frozen=True, slots=True)
class Service:
    """What a service declares: its name (also its schema's), routes, tables, and whom it asks.

    ``prepare`` is done before the first call is answered; ``background`` goes on beside the calls until the end.
    ``uploads`` are the addresses that take files, which may be larger than other bodies.
    """

    name: str
    title: str
    routers: Sequence[APIRouter]
    tables: MetaData
    asks: Sequence[str] = ()
    prepare: Sequence[Callable[[FastAPI], Awaitable[None]]] = field(default=())
    uploads: frozenset[str] = frozenset()
    background: Sequence[Callable[[FastAPI], Coroutine[None, None, None]]] = field(default=())


async def _told(work: Callable[[FastAPI], Coroutine[None, None, None]], app: FastAPI) -> None:
    """Do the work, and tell the log when it fails: nobody waits for it who could hear of it."""
    try:
        await work(app)
    except Exception:
        _LOG.exception("background work failed")


@asynccontextmanager
async def running(
    work: Sequence[Callable[[FastAPI], Coroutine[None, None, None]]], app: FastAPI
) -> AsyncIterator[None]:
    """Run work beside the calls, and stop it at the end."""
    tasks = [asyncio.create_task(_told(each, app)) for each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def create_application(
    service: Service, settings: Settings, embedded: Mapping[str, ASGIApp] | None = None
) -> FastAPI:
    """Return the application of ``service``.

    Peers named in ``embedded`` are asked in this process; all others at their address in the settings.
    """
    peers = embedded or {}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.database = open_database(settings, service.name)
        app.state.peers = {name: Peer(service.name, name, settings, peers.get(name)) for name in service.asks}
        try:
            for step in service.prepare:
                await step(app)
            async with running(service.background, app):
                yield
        finally:
            for peer in app.state.peers.values():
                await peer.close()
            await app.state.database.engine.dispose()

    app = DescribedApplication(
        title=service.title,
        version=VERSION,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(require_distinct_members)],
    )
    app.state.service = service
    app.state.settings = settings
    app.state.signer = Signer(settings)
    app.state.answers = Remembered(settings.remembered_answers)
    problems.install(app)
    waiting.install(app)
    for router in (*service.routers, health.router, revision.router):
        app.include_router(router)
    app.add_middleware(
        BodyLimit, limit=settings.max_body_bytes, uploads=dict.fromkeys(service.uploads, settings.max_upload_bytes)
    )
    app.add_middleware(Budget, seconds=settings.call_seconds, believed=True)
    app.add_middleware(Observing, service=service.name)
    return app
