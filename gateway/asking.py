"""Asking a service for its part of something that the gateway puts together."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import httpx2
from starlette.types import ASGIApp

from services.identity import HEADER
from services.peers import away
from services.problems import Problem

_PATIENCE_SECONDS: Final = 10.0


async def asked(
    name: str, upstream: ASGIApp | None, token: str, path: str, parameters: Mapping[str, str | int]
) -> dict[str, Any]:
    """Return what a service answers to a GET of ``path``, for whom ``token`` names.

    Raises:
        Problem: 503 where the service is away; its own where it refuses.
    """
    if upstream is None:
        raise away(name)
    transport = httpx2.ASGITransport(upstream, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://service") as client:
        try:
            call = client.get(path, params=parameters, headers={HEADER: token})
            answer = await asyncio.wait_for(call, _PATIENCE_SECONDS)
            said: dict[str, Any] = json.loads(answer.content)
        except (TimeoutError, ValueError, httpx2.HTTPError) as error:
            raise away(name) from error
    if answer.status_code == HTTPStatus.OK:
        return said
    if answer.is_client_error:
        raise Problem(answer.status_code, str(said.get("detail", "")), code=str(said.get("code", "")))
    raise away(name)
