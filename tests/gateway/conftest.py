"""A migrated gateway store, and a gateway at a real address in each of its two shapes."""

import asyncio
import http.client
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

import gateway.app
from services.command import migrate
from services.settings import Settings
from tests.gateway.standing_in import distributed_gateway, embedded_gateway, mill, served

ADMINISTRATOR = "an administrator's key for tests only"
Headers = Mapping[str, str | bytes]
Body = bytes | str | Iterable[bytes] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came over the wire; header names in lower case, in their order."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name)


Call = Callable[..., Answer]


def caller_at(address: str) -> Call:
    """Return the means to call ``address`` over HTTP, one connection a call."""

    def call(
        method: str, path: str, headers: Headers | None = None, body: Body = None, chunked: bool = False
    ) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}), encode_chunked=chunked)
            response = connection.getresponse()
            told = [(name.lower(), value) for name, value in response.getheaders()]
            return Answer(response.status, told, response.read())
        finally:
            connection.close()

    return call


def settings_in(folder: Path) -> Settings:
    """Settings that keep everything in ``folder`` and wait for nobody long."""
    return Settings(
        data=folder,
        demo=False,
        identity_secret=SecretStr("a secret for tests only, of a good length"),
        bootstrap_key=SecretStr(ADMINISTRATOR),
        peer_timeout_seconds=1.0,
        connect_timeout_seconds=0.3,
    )


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a migrated store that the tests of one file share."""
    shared = settings_in(tmp_path_factory.mktemp("gateway"))
    asyncio.run(migrate(gateway.app.SERVICE, shared))
    return shared


@pytest.fixture(scope="module")
def shapes(settings: Settings) -> Iterator[dict[str, Call]]:
    """The gateway in both shapes at once, over one store, each at a real address."""
    with ExitStack() as stack:
        apart = stack.enter_context(served(mill(settings)))
        gateways = {"embedded": embedded_gateway(settings), "distributed": distributed_gateway(settings, apart)}
        yield {shape: caller_at(stack.enter_context(served(app))) for shape, app in gateways.items()}


@pytest.fixture(params=["embedded", "distributed"])
def call(shapes: dict[str, Call], request: pytest.FixtureRequest) -> Call:
    """The gateway in one shape, and then in the other."""
    return shapes[request.param]
