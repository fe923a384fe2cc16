"""The pipeline: a ladder of bands with promotion, computed and forgotten."""

import asyncio

from fastapi import APIRouter

from services.idempotency import IdempotentRoute
from services.identity import Calling
from trajectory_service.answers import horizons_from, refused
from trajectory_service.domain.inputs import InputError
from trajectory_service.domain.ladder_pipeline import METHOD_VERSION, pipeline
from trajectory_service.schemas.pipeline import PipelineIn, asked_of
from trajectory_service.schemas.pipeline_answer import PipelineOut
from trajectory_service.schemas.pipeline_rounding import pipeline_out

router = APIRouter(prefix="/v1", tags=["trajectories"], route_class=IdempotentRoute)


@router.post("/trajectories:pipeline")
async def compute_pipeline(body: PipelineIn, _caller: Calling) -> PipelineOut:
    """Compute what equality on the rungs of a ladder takes, and where the ladder leaks. Nothing is stored."""
    try:
        # A tall ladder and far horizons take a while: other calls go on beside it.
        return await asyncio.to_thread(_answered, body)
    except InputError as error:
        raise refused(error) from error


def _answered(body: PipelineIn) -> PipelineOut:
    asked = asked_of(body, horizons_from(body.baseline_year, body.horizons))
    return pipeline_out(pipeline(asked), METHOD_VERSION)
