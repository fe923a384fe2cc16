"""A service in its own process shape, called as the gateway would call it: with a signed identity."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI

import indicators_service.app
import oversight_service.app
import trajectory_service.app
from services.identity import HEADER, Caller, Signer
from services.settings import Settings
from vocabulary.clients import ClientKind

ADMINISTRATOR = Caller("admin", ClientKind.ADMINISTRATOR)
NATIONAL_TEAM = Caller("wres-team", ClientKind.NATIONAL_TEAM)
REGULATOR = Caller("cqc", ClientKind.REGULATOR)
OVERSIGHT = Caller("nhse", ClientKind.OVERSIGHT)
PUBLIC = Caller("public", ClientKind.PUBLIC)


def refused(caller: Caller) -> int:
    """The status that refuses a caller: one without a credential is asked for it."""
    return 401 if caller == PUBLIC else 403


def provider(ods: str) -> Caller:
    """A provider's client."""
    return Caller(f"client-of-{ods}", ClientKind.PROVIDER, ods)


def commissioner(ods: str) -> Caller:
    """A commissioner's client."""
    return Caller(f"client-of-{ods}", ClientKind.COMMISSIONER, ods)


class Service:
    """A running service and the means to call it as anybody."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.app = app
        self._client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://service")
        self._signer = Signer(settings)

    async def call(
        self,
        method: str,
        path: str,
        caller: Caller = ADMINISTRATOR,
        headers: Mapping[str, str] | None = None,
        **rest: Any,
    ) -> httpx2.Response:
        """Send one call as ``caller``."""
        signed = {HEADER: self._signer.sign(caller), **(headers or {})}
        return await self._client.request(method, path, headers=signed, **rest)

    async def get(self, path: str, caller: Caller = ADMINISTRATOR, **rest: Any) -> httpx2.Response:
        """Read ``path`` as ``caller``."""
        return await self.call("GET", path, caller, **rest)

    async def put(self, path: str, json: Any, caller: Caller = ADMINISTRATOR, **rest: Any) -> httpx2.Response:
        """Put ``json`` at ``path`` as ``caller``."""
        return await self.call("PUT", path, caller, json=json, **rest)

    async def post(self, path: str, json: Any, caller: Caller = ADMINISTRATOR, **rest: Any) -> httpx2.Response:
        """Post ``json`` to ``path`` as ``caller``."""
        return await self.call("POST", path, caller, json=json, **rest)


class House:
    """The three services over one store."""

    def __init__(self, settings: Settings, indicators: FastAPI, trajectory: FastAPI, oversight: FastAPI) -> None:
        self.settings = settings
        self.indicators = Service(indicators, settings)
        self.trajectory = Service(trajectory, settings)
        self.oversight = Service(oversight, settings)


async def publish(service: Service, ods: str, year: int, **more: Any) -> None:
    """Take the newest return of a body through every step to its publication; warnings are explained."""
    path = f"/v1/organisations/{ods}/returns/{year}"
    warnings = (await service.get(path)).json()["warnings"]
    explained = [{"code": code, "text": "Checked."} for code in sorted({each["code"] for each in warnings})]
    second = Caller(f"second-client-of-{ods}", ClientKind.PROVIDER, ods)
    for caller, body in (
        (provider(ods), {"to": "submitted"}),
        (second, {"to": "signed_off", "explanations": explained}),
        (NATIONAL_TEAM, {"to": "published", **more}),
    ):
        answer = await service.post(f"{path}/transitions", body, caller)
        assert answer.status_code == 200, answer.text


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Start the three services in this process."""
    indicators = indicators_service.app.application(settings)
    trajectory = trajectory_service.app.application(settings, {"indicators": indicators})
    oversight = oversight_service.app.application(settings, {"indicators": indicators, "trajectory": trajectory})
    async with AsyncExitStack() as stack:
        for app in (indicators, trajectory, oversight):
            await stack.enter_async_context(app.router.lifespan_context(app))
        yield House(settings, indicators, trajectory, oversight)
