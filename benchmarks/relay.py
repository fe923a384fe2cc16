"""What the gateway adds to a call, beside nginx as a proxy in front of the same service, under the same load.

Twice: in front of a bare Python server, where the relay is nearly all there is, and in front of the indicators
service of the deployed shape with the demonstration data. Each time a read that is relayed, and one that says what
it has.
The load's program, the proxy and the service share this machine.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from secrets import token_hex
from typing import Final

import httpx2
from pydantic import SecretStr

from benchmarks.bare import TAG
from benchmarks.failures import WrongAnswersError
from benchmarks.limit import bare, in_front_of, listening
from benchmarks.load import Load, load, require_wrk
from deployment.credentials import FILE as CREDENTIALS
from deployment.installation import free_port, running
from gateway.authentication import PUBLIC
from services.identity import HEADER, Signer
from services.settings import Settings

SECONDS: Final = 6
CONNECTIONS: Final = 32
READ: Final = "/v1/organisations/ZT001/indicators?year=2018"
SMALL: Final = "/v1/indicators/1"
RELAYED: Final = {"cache-control": "no-cache"}
"""A reader that wants an answer made anew: the gateway's memory is passed over."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The gateway and nginx in front of one service, with the headers that each is called with."""

    what: str
    gateway: str
    proxy: str
    path: str
    tag: str
    identity: Mapping[str, str]


def measure() -> None:
    """Measure and print.

    Raises:
        MissingProgramError: ``wrk`` or nginx is not installed.
        WrongAnswersError: an answer was not the one asked for.
    """
    require_wrk()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    print(f"{CONNECTIONS} connections, {SECONDS} s each, one process each")
    async with _before_a_bare_server(folder) as compared:
        await _both(compared, folder)
    async with _before_the_service(folder) as compared:
        await _both(compared, folder)


@asynccontextmanager
async def _before_a_bare_server(folder: Path) -> AsyncIterator[Compared]:
    body = dumps({"filler": "x" * 1_500}).encode()
    async with (
        bare(folder, body, free_port()) as service,
        _gateway(service, folder) as gateway,
        in_front_of(service, folder, free_port()) as proxy,
    ):
        yield Compared("a bare server", gateway, proxy, SMALL, TAG.decode(), {})


@asynccontextmanager
async def _gateway(service: str, folder: Path) -> AsyncIterator[str]:
    """Run a gateway alone, whose services are all the one at an address."""
    port = free_port()
    variables = {
        "WRES_DATA": str(folder / "gateway"),
        "WRES_PORT": str(port),
        "WRES_IDENTITY_SECRET": token_hex(32),
        "WRES_PEERS": dumps(dict.fromkeys(("indicators", "trajectory", "oversight"), service)),
    }
    command = (sys.executable, "-m", "gateway")
    with (folder / "gateway.log").open("wb") as log:
        started = await asyncio.create_subprocess_exec(*command, "migrate", env=os.environ | variables, stderr=log)
        await started.wait()
        program = await asyncio.create_subprocess_exec(*command, "serve", env=os.environ | variables, stderr=log)
        try:
            await listening(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            program.terminate()
            await program.wait()


@asynccontextmanager
async def _before_the_service(folder: Path) -> AsyncIterator[Compared]:
    data = folder / "installation"
    async with running(data, demo=True) as installation:
        secret = loads((data / CREDENTIALS).read_text())["identity_secret"]
        settings = Settings(data=data, identity_secret=SecretStr(secret), identity_seconds=600)
        identity = {HEADER: Signer(settings).sign(PUBLIC)}
        gateway, service = installation.gateway.address, installation.processes["indicators"].address
        async with in_front_of(service, folder, free_port()) as proxy, httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(gateway + READ)
            if answer.status_code != 200 or not answer.json()["results"]:
                raise WrongAnswersError(f"{READ} answered {answer.status_code}")
            yield Compared("the indicators service", gateway, proxy, READ, answer.headers["etag"], identity)


async def _both(compared: Compared, folder: Path) -> None:
    had = {"if-none-match": compared.tag}
    relayed = await _loaded(compared.gateway, compared.path, folder, RELAYED)
    proxied = await _loaded(compared.proxy, compared.path, folder, compared.identity)
    remembered = await _loaded(compared.gateway, compared.path, folder, had)
    unchanged = await _loaded(compared.proxy, compared.path, folder, {**had, **compared.identity})
    print(f"in front of {compared.what}")
    for name, run in (
        ("gateway, relayed", relayed),
        ("nginx, relayed", proxied),
        ("gateway, 304 from memory", remembered),
        ("nginx, 304 of the service", unchanged),
    ):
        print(run.line(name))
    print(f"ratio relayed {relayed.per_second / proxied.per_second:.2f} (goal 0.25)")
    print(f"ratio conditional {remembered.per_second / unchanged.per_second:.2f} (goal 0.5)")
    wrong = sum(run.broken + run.refused for run in (relayed, proxied, remembered, unchanged))
    if wrong:
        raise WrongAnswersError(f"{wrong} calls failed or were refused")


async def _loaded(address: str, path: str, folder: Path, headers: Mapping[str, str]) -> Load:
    """Warm up, then measure."""
    listed = folder / "paths.txt"
    listed.write_text(path + "\n")
    await load(address, listed, 1, CONNECTIONS, headers)
    return await load(address, listed, SECONDS, CONNECTIONS, headers)
