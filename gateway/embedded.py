"""One process: the gateway with the three services inside it. The only place that composes them all."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

import indicators_service.app
import oversight_service.app
import trajectory_service.app
from gateway.app import SERVICE, Gateway
from indicators_service.loading import load_demonstration
from services.database import open_database
from services.migrations import upgrade
from services.settings import Settings

_SERVICES: Final = (
    SERVICE,
    indicators_service.app.SERVICE,
    trajectory_service.app.SERVICE,
    oversight_service.app.SERVICE,
)


def services(settings: Settings) -> dict[str, FastAPI]:
    """Return the three services, each asking its peers in this process."""
    indicators = indicators_service.app.application(settings)
    trajectory = trajectory_service.app.application(settings, {"indicators": indicators})
    oversight = oversight_service.app.application(settings, {"indicators": indicators, "trajectory": trajectory})
    return {"indicators": indicators, "trajectory": trajectory, "oversight": oversight}


async def prepare(settings: Settings) -> None:
    """Bring every database to the newest revision, and load the demonstration data when it is wanted."""
    for service in _SERVICES:
        database = open_database(settings, service.name)
        try:
            await upgrade(database, service.tables)
            if service.name == indicators_service.app.SERVICE.name:
                await load_demonstration(database, settings)
        finally:
            await database.engine.dispose()


def application(settings: Settings) -> Gateway:
    """Return the whole product as one ASGI application."""
    inside = services(settings)

    @asynccontextmanager
    async def running() -> AsyncIterator[Mapping[str, ASGIApp]]:
        await prepare(settings)
        async with AsyncExitStack() as stack:
            # Nobody else runs the lifespan of an application that is called in process.
            for app in inside.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield inside

    return Gateway(settings, {name: app.openapi() for name, app in inside.items()}, running)
