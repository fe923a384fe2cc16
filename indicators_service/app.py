"""The indicators service: organisations, returns, indicator results."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from indicators_service.books import Books
from indicators_service.routes import (
    audit,
    benchmarks,
    definitions,
    life,
    organisation_import,
    organisations,
    results,
    returns,
    standards,
    successions,
    trends,
    validation,
    values,
)
from indicators_service.standards.catalogue import catalogue
from indicators_service.tables import metadata
from services.application import Service, create_application
from services.settings import Settings


async def prepare(app: FastAPI) -> None:
    """Make what the calls share: the years that are kept in memory."""
    app.state.books = Books(app.state.settings.remembered_years)


SERVICE: Final = Service(
    name="indicators",
    title="Model Employer: indicators",
    routers=(
        definitions.router,
        standards.router,
        validation.router,
        organisations.router,
        organisation_import.router,
        successions.router,
        audit.router,
        returns.router,
        life.router,
        results.router,
        values.router,
        benchmarks.router,
        trends.router,
    ),
    tables=metadata,
    prepare=(prepare,),
)


def application(settings: Settings | None = None, embedded: Mapping[str, ASGIApp] | None = None) -> FastAPI:
    """Return the indicators service's application.

    Raises:
        StandardError: a standard's file is broken; the service does not start with it.
    """
    catalogue()
    return create_application(SERVICE, settings or Settings(), embedded)
