"""The trajectory service: goals, forecasts, and what reaching equality takes."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from services.application import Service, create_application
from services.audit_route import audit_router
from services.changes_route import changes_router
from services.settings import Settings
from trajectory_service import permission
from trajectory_service.routes import areas, goals, pipeline, progress, scenarios, table, trajectories
from trajectory_service.tables import metadata
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.table import rule

SERVICE: Final = Service(
    name="trajectory",
    title="Model Employer: trajectory",
    routers=(
        changes_router("trajectory", permission.bodies_told_of),
        audit_router("trajectory", rule(Resource.AUDIT, Action.READ).allows),
        trajectories.router,
        areas.router,
        table.router,
        pipeline.router,
        goals.router,
        progress.router,
        scenarios.router,
    ),
    tables=metadata,
    asks=("indicators",),
)


def application(settings: Settings | None = None, embedded: Mapping[str, ASGIApp] | None = None) -> FastAPI:
    """Return the trajectory service's application."""
    return create_application(SERVICE, settings or Settings(), embedded)
