"""Whether a service is up, and whether what it stands on answers."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from services import metrics
from services.database import database_of

router = APIRouter(tags=["health"], include_in_schema=False)


class Ping(BaseModel):
    """The answer of a service that is up."""

    service: str
    status: str


@router.get("/_ping")
async def ping(request: Request) -> Ping:
    """Say that the process answers; nothing behind it is asked."""
    return Ping(service=request.app.state.service.name, status="up")


@router.get("/_status")
async def status(request: Request) -> Response:
    """Say whether the service's database answers: 200 when it does, 503 when it does not."""
    database = await database_of(request).answers()
    name = request.app.state.service.name
    body = {
        "service": name,
        "status": "up" if database else "degraded",
        "database": "up" if database else "away",
    }
    return JSONResponse(body, status_code=200 if database else 503)


@router.get("/metrics")
async def prometheus() -> Response:
    """Give this process's metrics to Prometheus."""
    return metrics.exposition()
