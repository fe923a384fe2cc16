"""The oversight service: frameworks, evidence packs, and official outcomes as they were published."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from oversight_service.figures.catalogue import load_figures
from oversight_service.frameworks.catalogue import load_catalogue
from oversight_service.plans.catalogue import load_plans
from oversight_service.routes import (
    accountability,
    actions,
    alerts,
    assessments,
    assurance,
    assurance_trend,
    calculators,
    contract_reports,
    figures,
    frameworks,
    implementation,
    outcomes,
    reviews,
    scores,
    statements,
    well_led,
)
from oversight_service.tables import metadata
from services.application import Service, create_application
from services.audit_route import audit_router
from services.changes_route import changes_router
from services.memory import Remembered
from services.settings import Settings
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.table import rule

_STATES_KEPT: Final = 3
"""How many whole feeds are kept, each of a framework, a year and what a kind of caller may see."""

SERVICE: Final = Service(
    name="oversight",
    title="Model Employer: oversight",
    routers=(
        changes_router("oversight"),
        audit_router("oversight", rule(Resource.AUDIT, Action.READ).allows),
        frameworks.router,
        calculators.router,
        assessments.router,
        alerts.router,
        reviews.router,
        scores.router,
        outcomes.router,
        well_led.router,
        assurance.router,
        # Before single providers, one of which its address would seem to be.
        assurance_trend.router,
        statements.router,
        contract_reports.router,
        figures.router,
        actions.router,
        implementation.router,
        accountability.router,
    ),
    tables=metadata,
    asks=("indicators", "trajectory"),
)


def application(settings: Settings | None = None, embedded: Mapping[str, ASGIApp] | None = None) -> FastAPI:
    """Return the oversight service's application.

    Raises:
        FrameworkError: a file of a framework, a figure or a plan is broken; the service does not start with it.
    """
    chosen = settings or Settings()
    app = create_application(SERVICE, chosen, embedded)
    app.state.figures = load_figures()
    app.state.plans = load_plans()
    app.state.catalogue = load_catalogue(further=chosen.frameworks, figures=app.state.figures)
    app.state.assessed = Remembered(_STATES_KEPT)
    return app
