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

NAMES: Final = frozenset({"indicators", "trajectory", "oversight"})
"""The services there are. One left out would make its addresses look as if they had never been."""


def documents(names: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    """Return the committed contracts of the services named."""
    return {name: json.loads((CONTRACTS / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def _require_complete(settings: Settings) -> None:
    if set(settings.peers) != NAMES:
        raise ValueError(
            f"WRES_PEERS must name {', '.join(sorted(NAMES))}; it names {', '.join(sorted(settings.peers))}"
        )
    if "identity_secret" not in settings.model_fields_set:
        raise ValueError("WRES_IDENTITY_SECRET must be set, to the same value for every process")


def application(settings: Settings) -> Gateway:
    """Return the gateway over services at ``settings.peers``.

    Raises:
        ValueError: the settings do not name exactly the services there are, or no secret to sign identities with
            is set: each process would make one of its own, and every service would refuse every call.
    """
    _require_complete(settings)

    @asynccontextmanager
    async def running() -> AsyncIterator[Mapping[str, ASGIApp]]:
        async with AsyncExitStack() as stack:
            upstreams = {name: Upstream(name, address, settings) for name, address in settings.peers.items()}
            for upstream in upstreams.values():
                stack.push_async_callback(upstream.close)
            yield upstreams

    return Gateway(settings, documents(settings.peers), running)
