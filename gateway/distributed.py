"""The gateway alone: the services run apart, at the addresses that the settings name."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from starlette.types import ASGIApp

from gateway.app import Gateway
from gateway.upstream import Upstream
from services.settings import Settings

CONTRACTS: Final = Path(__file__).resolve().parent.parent / "openapi"
"""The services' contracts as committed; a test holds them to what the services really answer."""


def documents(names: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    """Return the committed contracts of the services named."""
    return {name: json.loads((CONTRACTS / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def application(settings: Settings) -> Gateway:
    """Return the gateway over services at ``settings.peers``."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Mapping[str, ASGIApp]]:
        async with AsyncExitStack() as stack:
            upstreams = {name: Upstream(name, address, settings) for name, address in settings.peers.items()}
            for upstream in upstreams.values():
                stack.push_async_callback(upstream.close)
            yield upstreams

    return Gateway(settings, documents(settings.peers), running)
