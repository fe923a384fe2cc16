"""A gateway over services with real feeds, on both databases, and a receiver at a real address."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

import indicators_service.tables
import oversight_service.tables
import trajectory_service.tables
from gateway.app import own_application
from gateway.following import SERVICES
from gateway.store import client_row
from gateway.webhooks.equipment import Equipment
from services.application import Service as Declared
from services.application import create_application
from services.changes import Change, Feed
from services.changes_route import changes_router
from services.identity import Caller
from services.settings import Settings
from tests.callers import Service
from tests.webhooks.receiving import Receiver, receiving
from vocabulary.clients import ClientKind

TABLES = {
    "indicators": indicators_service.tables.metadata,
    "trajectory": trajectory_service.tables.metadata,
    "oversight": oversight_service.tables.metadata,
}
_PATIENCE_SECONDS = 30


def quick(settings: Settings, **more: Any) -> Settings:
    """Settings under which nothing is waited for long, and everything of this machine may be called."""
    values = {
        "webhooks_insecure": True,
        "webhooks_poll_seconds": 0.02,
        "webhooks_seconds": 5.0,
        "webhooks_first_wait_seconds": 0.01,
        "webhooks_largest_wait_seconds": 0.02,
        "webhooks_tries": 3,
    }
    return settings.model_copy(update=values | more)


class Post:
    """The feeds of the services, and gateways over them."""

    def __init__(self, settings: Settings, upstreams: dict[str, FastAPI]) -> None:
        self.settings = settings
        self.upstreams = upstreams
        self._told = 0

    async def publish(self, count: int = 1, service: str = "indicators", **more: Any) -> list[str]:
        """Publish changes in one unit of work; return their etags, each of which is given once."""
        first = self._told + 1
        self._told += count
        etags = [f"published-{number}" for number in range(first, first + count)]
        values: dict[str, Any] = {
            "kind": "return",
            "organisation": "RX1",
            "year": 2018,
            "href": "/v1/x",
            "public": True,
        } | more
        app = self.upstreams[service]
        async with app.state.database.writing() as session:
            await Feed(app.state.service.tables).append(session, [Change(etag=etag, **values) for etag in etags])
        return etags

    @asynccontextmanager
    async def gateway(self, equipment: Equipment | None = None, **more: Any) -> AsyncIterator["Gate"]:
        """Start a gateway; it delivers until the end, with equipment of its own or that is given."""
        settings = quick(self.settings, **more)
        app = own_application(settings)
        app.state.upstreams = self.upstreams
        if equipment is not None:
            app.state.webhooks = equipment
        async with app.router.lifespan_context(app):
            yield Gate(app, settings)


class Gate(Service):
    """A gateway, called as anybody."""

    async def registered(self, kind: ClientKind = ClientKind.REGULATOR, body: str | None = None) -> Caller:
        """Register a client."""
        row = client_row("a subscriber", kind, body)
        async with self.app.state.database.writing() as session:
            session.add(row)
        return Caller(row.id, row.kind, row.body)

    async def subscribed(self, caller: Caller, url: str, **more: Any) -> dict[str, Any]:
        """Subscribe."""
        answer = await self.post("/v1/subscriptions", {"url": url, **more}, caller)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def changed(self, subscription: dict[str, Any], caller: Caller, **to: Any) -> httpx2.Response:
        """Change a subscription, whatever version it is in."""
        body = {"url": subscription["url"], "state": "active"} | to
        path, any_version = f"/v1/subscriptions/{subscription['id']}", {"if-match": "*"}
        return await self.call("PUT", path, caller, headers=any_version, json=body)

    async def read(self, subscription: dict[str, Any], caller: Caller) -> dict[str, Any]:
        """Read a subscription."""
        answer = await self.get(f"/v1/subscriptions/{subscription['id']}", caller)
        told: dict[str, Any] = answer.json()
        return told

    async def until(
        self, subscription: dict[str, Any], caller: Caller, holds: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """Read a subscription until something holds of it."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                told = await self.read(subscription, caller)
                if holds(told):
                    return told
                await asyncio.sleep(0.01)

    async def deliveries(
        self, subscription: dict[str, Any], caller: Caller, state: str | None = None
    ) -> list[dict[str, Any]]:
        """List deliveries, oldest first."""
        query = {"state": state} if state else {}
        answer = await self.get(f"/v1/subscriptions/{subscription['id']}/deliveries", caller, params=query)
        return list(reversed(answer.json()["items"]))

    async def settled(self, subscription: dict[str, Any], caller: Caller, *states: str) -> list[dict[str, Any]]:
        """Wait until the deliveries are in these states, and return them, oldest first."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while True:
                found = await self.deliveries(subscription, caller)
                if tuple(each["state"] for each in found) == states:
                    return found
                await asyncio.sleep(0.01)

    async def feed(self, caller: Caller, cursor: str | None = None) -> httpx2.Response:
        """Read the feed as the caller is told it."""
        return await self.get("/v1/changes", caller, params={"cursor": cursor} if cursor else {})


def statuses(delivery: dict[str, Any]) -> Sequence[int | None]:
    """The statuses that attempts were answered with."""
    return [each["status"] for each in delivery["attempts"]]


@pytest.fixture
async def post(settings: Settings) -> AsyncIterator[Post]:
    """Services that have a feed and nothing else, over a real store."""
    async with AsyncExitStack() as stack:
        upstreams = {}
        for name in SERVICES:
            app = create_application(Declared(name, name, [changes_router(name)], TABLES[name]), settings)
            await stack.enter_async_context(app.router.lifespan_context(app))
            upstreams[name] = app
        yield Post(settings, upstreams)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as started:
        yield started
