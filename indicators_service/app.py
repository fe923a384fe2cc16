"""The indicators service: organisations, returns, indicator results."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from indicators_service.routes import definitions, life, organisations, results, returns
from indicators_service.tables import metadata
from services.application import Service, create_application
from services.settings import Settings

SERVICE: Final = Service(
    name="indicators",
    title="Model Employer: indicators",
    routers=(definitions.router, organisations.router, returns.router, life.router, results.router),
    tables=metadata,
)


def application(settings: Settings | None = None, embedded: Mapping[str, ASGIApp] | None = None) -> FastAPI:
    """Return the indicators service's application."""
    return create_application(SERVICE, settings or Settings(), embedded)
