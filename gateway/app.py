"""The gateway: its own small application, and the relay in front of it and of every service."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.authentication import Authentication
from gateway.bootstrap import ensure_administrator
from gateway.compressing import Compressing
from gateway.contract import merged_contract
from gateway.deprecations import telling
from gateway.issuers import Issuers
from gateway.limits import Limits
from gateway.relay import Relay
from gateway.routes import audit, changes, clients, contract, credentials, deliveries, health, subscriptions, token
from gateway.routing import Routes
from gateway.shared_limits import share_limits
from gateway.tables import metadata
from gateway.tokens import Tokens
from gateway.webhooks.delivering import deliver
from services.application import Service, create_application
from services.body_limit import BodyLimit
from services.budget import Budget
from services.observing import Observing
from services.openapi import uploads_in
from services.settings import Settings

SERVICE: Final = Service(
    name="gateway",
    title="Model Employer: gateway",
    routers=(
        health.router,
        clients.router,
        credentials.router,
        token.router,
        changes.router,
        subscriptions.router,
        deliveries.router,
        audit.router,
        audit.own,
        contract.router,
    ),
    tables=metadata,
    prepare=(ensure_administrator,),
    background=(deliver, share_limits),
)

Running = AbstractAsyncContextManager[Mapping[str, ASGIApp]]
"""The services behind the gateway while they run, by name."""


def own_application(settings: Settings) -> FastAPI:
    """Return the gateway's own application: clients, health, and the contract."""
    return create_application(SERVICE, settings)


class Gateway:
    """The public door as one ASGI application, with the lifespan of everything behind it."""

    def __init__(
        self,
        settings: Settings,
        documents: Mapping[str, Mapping[str, Any]],
        running: Callable[[], Running],
    ) -> None:
        self._settings = settings
        self._running = running
        self._own = own_application(settings)
        everyone = {**documents, SERVICE.name: self._own.openapi()}
        self.contract = merged_contract(everyone)
        self._routes = Routes({**everyone, SERVICE.name: _every_address(self._own)})
        self._relay: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, or run the lifespan."""
        if scope["type"] == "lifespan":
            await _lifespan(self.lifespan, receive, send)
        elif scope["type"] == "http" and self._relay is not None:
            await self._relay(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Start the services and the gateway's own application, and stop them in the opposite order."""
        async with AsyncExitStack() as stack:
            upstreams = await stack.enter_async_context(self._running())
            self._own.state.upstreams = upstreams
            self._own.state.contract = self.contract
            self._own.state.tokens = Tokens(self._settings)
            self._own.state.limits = Limits(self._settings)
            await stack.enter_async_context(self._own.router.lifespan_context(self._own))
            relay = Relay(
                self._routes,
                {**upstreams, SERVICE.name: self._own},
                Authentication(self._own.state.database, self._own.state.tokens, Issuers(self._settings.issuers)),
                self._own.state.signer,
                self._own.state.limits,
                self._settings,
            )
            uploads = dict.fromkeys(uploads_in(self.contract), self._settings.max_upload_bytes)
            limited = BodyLimit(telling(relay, self.contract), self._settings.max_body_bytes, uploads)
            timed = Budget(limited, self._settings.call_seconds, believed=False)
            self._relay = Observing(Compressing(timed), SERVICE.name)
            try:
                yield
            finally:
                self._relay = None


def _every_address(own: FastAPI) -> dict[str, Any]:
    """Return the gateway's own addresses, those too that the contract leaves out."""
    left_out = ("/docs", "/docs/{name}", "/metrics")
    return {"paths": [*own.openapi()["paths"], *left_out]}


async def _lifespan(lifespan: Callable[[], AbstractAsyncContextManager[None]], receive: Receive, send: Send) -> None:
    await receive()
    try:
        async with lifespan():
            await send({"type": "lifespan.startup.complete"})
            await receive()
    except Exception as error:
        await send({"type": "lifespan.startup.failed", "message": repr(error)})
        raise
    await send({"type": "lifespan.shutdown.complete"})
