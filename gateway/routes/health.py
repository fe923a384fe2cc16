"""Whether the whole product is up: the gateway itself, and each service with its database."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import httpx2
from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from gateway.permission import require
from services import metrics
from services.database import database_of
from services.identity import Calling
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(tags=["health"])

_PATIENCE_SECONDS: Final = 2.0


class Ping(BaseModel):
    """The answer of a gateway that is up."""

    service: str
    status: str


class ServiceStatus(BaseModel):
    """Whether one service and its database answer: up or away."""

    service: str
    status: str
    database: str


class Status(BaseModel):
    """Whether everything answers: up, or degraded when anything is away."""

    status: str
    services: list[ServiceStatus]


@router.get("/_ping")
async def ping() -> Ping:
    """Say that the gateway answers. Open to all; nothing behind it is asked."""
    return Ping(service="gateway", status="up")


@router.get("/_status", response_model=Status, responses={503: {"model": Status}})
async def status(request: Request) -> Response:
    """Say whether each service and its database answers: 200 when all do, 503 otherwise."""
    upstreams: Mapping[str, ASGIApp] = request.app.state.upstreams
    own = ServiceStatus(
        service="gateway", status="up", database="up" if await database_of(request).answers() else "away"
    )
    others = await asyncio.gather(*(_asked(name, upstream) for name, upstream in upstreams.items()))
    services = [own, *others]
    well = all(each.status == each.database == "up" for each in services)
    body = Status(status="up" if well else "degraded", services=services)
    return JSONResponse(body.model_dump(), status_code=200 if well else 503)


async def _asked(name: str, upstream: ASGIApp) -> ServiceStatus:
    transport = httpx2.ASGITransport(upstream, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://service") as client:
        try:
            answer = await asyncio.wait_for(client.get("/_status"), _PATIENCE_SECONDS)
            said: dict[str, Any] = answer.json()
        except (TimeoutError, ValueError, httpx2.HTTPError):
            said = {}
    if said.get("service") != name:
        return ServiceStatus(service=name, status="away", database="unknown")
    return ServiceStatus(service=name, status="up", database=said["database"])


@router.get("/metrics", include_in_schema=False)
async def prometheus(caller: Calling) -> Response:
    """Give this process's metrics to an administrator."""
    require(caller, Resource.METRICS, Action.READ)
    return metrics.exposition()
