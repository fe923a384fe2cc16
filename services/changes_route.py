"""The address at which a service tells its own changes: a part of the feed, which the gateway puts together."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from services.as_of import AsOf
from services.changes import Asked, ChangesPart, feed_of
from services.database import database_of
from services.identity import Caller, Calling

MOST: Final = 500
Visible = Callable[[Request, Caller], Awaitable[frozenset[str] | None]]
"""Says of which bodies a caller may know what is not public; ``None`` for all."""


async def everything_is_public(_request: Request, _caller: Caller) -> frozenset[str]:
    """Return no body: nothing that the service tells is kept from anybody."""
    return frozenset()


def changes_router(service: str, visible: Visible = everything_is_public) -> APIRouter:
    """Return the router of a service's part of the feed."""
    router = APIRouter(prefix="/v1", tags=["changes"])

    async def read_part(
        request: Request,
        caller: Calling,
        after: Annotated[int, Query(ge=0, le=2**62, description="Number of the last change seen.")] = 0,
        since: AsOf = None,
        until: AsOf = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> ChangesPart:
        bodies = await visible(request, caller)
        return await feed_of(request).after(database_of(request), Asked(after, since, until, limit), bodies)

    router.add_api_route(
        f"/changes/{service}",
        read_part,
        methods=["GET"],
        name=f"read_changes_of_{service}",
        description=f"Read what has changed in the {service} service, by number. The whole feed is /v1/changes.",
    )
    return router
