"""Four processes over one PostgreSQL on this machine: put up, given, and taken down again."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from json import dumps
from pathlib import Path
from typing import Final

from deployment.credentials import Credentials, kept_credentials
from deployment.postgresql import started_postgresql
from deployment.processes import Process, Say, StartError, run_to_end
from deployment.roles import MIGRATOR, SCHEMAS, address_for, owner_of, prepare_roles

MODULES: Final = {
    "gateway": "gateway",
    "indicators": "indicators_service",
    "trajectory": "trajectory_service",
    "oversight": "oversight_service",
}
"""The program of each process, by the name that its log lines and its schema have too."""

_HOST: Final = "127.0.0.1"
_PORTS: Final = range(20_000, 30_000)
"""Where ports are looked for when none is asked for: below those that systems give to outgoing connections."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The processes by name, in the order in which they were started, and what an administrator signs in with."""

    processes: dict[str, Process]
    administrator_key: str
    database_url: str
    """The address of the database for its administrator."""

    @property
    def gateway(self) -> Process:
        """The public door."""
        return self.processes["gateway"]


def _quiet(_line: str) -> None:
    """Say nothing."""


@asynccontextmanager
async def running(
    data: Path,
    *,
    port: int = 0,
    demo: bool = False,
    database_url: str | None = None,
    administrator_key: str | None = None,
    variables: Mapping[str, str] | None = None,
    say: Say = _quiet,
) -> AsyncIterator[Installation]:
    """Put an installation up over what ``data`` holds, wait until it answers, and take it down at the end.

    The gateway listens on ``port``, the services on the next free ones; 0 takes any. ``database_url`` names an
    administrator's address of a PostgreSQL to use instead of starting one. ``variables`` are further settings of
    every process. A process that dies stays dead: ``watching.watched`` starts it again.

    Raises:
        StartError: the port is taken, or a process or a step before it did not come up.
    """
    data = _made(data)
    ports = _ports(port)
    credentials = kept_credentials(data, administrator_key)
    with started_postgresql(data / "postgres", database_url) as administrator:
        await prepare_roles(administrator, credentials.passwords)
        shared = dict(variables or {}) | _shared(data, credentials, ports, demo)
        owned = {
            name: shared | {"WRES_DATABASE_URL": address_for(administrator, name, credentials.passwords[name])}
            for name in SCHEMAS
        }
        migrator = address_for(administrator, MIGRATOR, credentials.passwords[MIGRATOR])
        await _migrate(shared | {"WRES_DATABASE_URL": migrator})
        await run_to_end([MODULES["indicators"], "demonstration"], owned["indicators"], say)
        processes = {name: _process(name, ports[name], owned[name], data) for name in reversed(SCHEMAS)}
        async with _up(processes):
            yield Installation(processes, credentials.administrator_key, administrator)


def _made(folder: Path) -> Path:
    """Make the folder, and name it from the root: the processes have a working folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def _shared(data: Path, credentials: Credentials, ports: Mapping[str, int], demo: bool) -> dict[str, str]:
    peers = {name: _address(port) for name, port in ports.items() if name != "gateway"}
    return {
        "WRES_DATA": str(data),
        "WRES_DEMO": "1" if demo else "0",
        "WRES_HOST": _HOST,
        "WRES_IDENTITY_SECRET": credentials.identity_secret,
        "WRES_BOOTSTRAP_KEY": credentials.administrator_key,
        "WRES_PEERS": dumps(peers),
    }


async def _migrate(variables: Mapping[str, str]) -> None:
    """Bring the four schemas to the newest revision, each as its owner."""
    async with asyncio.TaskGroup() as group:
        for name in SCHEMAS:
            as_owner = {**variables, "WRES_DATABASE_ROLE": owner_of(name)}
            group.create_task(run_to_end([MODULES[name], "migrate"], as_owner, _quiet))


def _process(name: str, port: int, variables: Mapping[str, str], data: Path) -> Process:
    with_port = {**variables, "WRES_PORT": str(port)}
    return Process(name, [MODULES[name], "serve"], with_port, _address(port), data / "logs" / f"{name}.log")


@asynccontextmanager
async def _up(processes: Mapping[str, Process]) -> AsyncIterator[None]:
    """Start the processes together; stop them one after the other, the public door first."""
    async with AsyncExitStack() as stack:
        for process in processes.values():
            stack.push_async_callback(process.stop)
            await process.start()
        await asyncio.gather(*(process.ready() for process in processes.values()))
        yield


def _address(port: int) -> str:
    return f"http://{_HOST}:{port}"


def _ports(wanted: int) -> dict[str, int]:
    """Return a port for each process, the gateway's first."""
    if wanted and not _free(wanted):
        raise StartError(f"Port {wanted} is taken; name another with WRES_PORT.")
    ports = islice(_free_ports(wanted or _anywhere()), len(SCHEMAS))
    return dict(zip(SCHEMAS, ports, strict=True))


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    return next(_free_ports(_anywhere()))


def _anywhere() -> int:
    # Apart from where another run on this machine begins to look.
    return secrets.choice(_PORTS)


def _free_ports(first: int) -> Iterator[int]:
    return (port for port in range(first, 65_536) if _free(port))


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server itself does: a port whose last connections are still being closed is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True
