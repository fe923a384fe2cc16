"""The indicators service: organisations, returns, indicator results."""

import asyncio
from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from indicators_service.books import Books, books_of, rule_of
from indicators_service.exports import keep_prepared, make_exports
from indicators_service.routes import (
    audit,
    benchmarks,
    contracts,
    definitions,
    exports,
    footprints,
    life,
    measure_report,
    organisation_import,
    organisations,
    results,
    returns,
    selected,
    standards,
    successions,
    trends,
    uploads,
    validation,
    values,
    workforce,
)
from indicators_service.standards.catalogue import catalogue
from indicators_service.store import columns
from indicators_service.tables import metadata
from indicators_service.uploads import work
from services.application import Service, create_application
from services.audit_route import audit_router
from services.changes_route import changes_router
from services.instants import now
from services.memory import Remembered
from services.settings import Settings
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.table import rule

LARGE_ANSWERS: Final = 8
"""Answers of several megabytes each that are kept in memory."""


async def prepare(app: FastAPI) -> None:
    """Make what the calls share: years and large answers kept in memory, and the word that a file has come."""
    app.state.books = Books(app.state.settings.remembered_years)
    app.state.uploads = asyncio.Event()
    app.state.large_answers = Remembered(LARGE_ANSWERS)
    app.state.exports = make_exports(app)


async def warm(app: FastAPI) -> None:
    """Make the newest year's release, and that of the year before, ahead of the first reader."""
    books, rule = books_of(app), rule_of(app.state.settings)
    async with app.state.database.reading() as session:
        newest = await columns.newest_year(session, now())
        for year in () if newest is None else (newest, newest - 1):
            await (await books.of(session, year, None)).bodies(rule)


SERVICE: Final = Service(
    name="indicators",
    title="Model Employer: indicators",
    routers=(
        changes_router("indicators"),
        audit_router("indicators", rule(Resource.AUDIT, Action.READ).allows),
        definitions.router,
        standards.router,
        validation.router,
        organisations.router,
        organisation_import.router,
        successions.router,
        footprints.router,
        contracts.router,
        audit.router,
        returns.router,
        life.router,
        results.router,
        measure_report.router,
        values.router,
        selected.router,
        workforce.router,
        exports.router,
        benchmarks.router,
        uploads.router,
        trends.router,
    ),
    tables=metadata,
    prepare=(prepare,),
    background=(work, warm, keep_prepared),
    uploads=frozenset({uploads.UPLOAD}),
)


def application(settings: Settings | None = None, embedded: Mapping[str, ASGIApp] | None = None) -> FastAPI:
    """Return the indicators service's application.

    Raises:
        StandardError: a standard's file is broken; the service does not start with it.
    """
    catalogue()
    return create_application(SERVICE, settings or Settings(), embedded)
