"""The limits of this machine in this run: a file of the same size given by nginx, or by a bare Python server.

And nginx in the gateway's place, in front of the same service.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.failures import MissingProgramError

_HOST: Final = "127.0.0.1"
_FILE: Final = "answer.json"
_STARTING_SECONDS: Final = 20.0

_CONFIGURATION: Final = """{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
  access_log off;
  keepalive_requests 10000000;
  default_type application/json;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {server}
}}
"""

_FILES: Final = "server {{ listen {host}:{port}; root {folder}; }}"

_IN_FRONT: Final = """upstream behind {{ server {behind}; keepalive 64; keepalive_requests 10000000; }}
  server {{
    listen {host}:{port};
    location / {{ proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}"""


@dataclass(frozen=True, slots=True)
class Limit:
    """A server that gives one file at ``path`` of ``address``."""

    name: str
    address: str
    path: str


@asynccontextmanager
async def limit(folder: Path, body: bytes, port: int) -> AsyncIterator[Limit]:
    """Serve ``body`` while the block runs; files that it needs go to ``folder``."""
    (folder / _FILE).write_bytes(body)
    nginx = shutil.which("nginx")
    files = _FILES.format(host=_HOST, port=port, folder=folder)
    name = "nginx, a static file" if nginx else "bare uvicorn, the same bytes"
    async with _started(_nginx(nginx, folder, files) if nginx else _bare(folder, port), port):
        yield Limit(name, f"http://{_HOST}:{port}", f"/{_FILE}")


@asynccontextmanager
async def bare(folder: Path, body: bytes, port: int) -> AsyncIterator[str]:
    """Serve ``body`` at every path of a bare Python server while the block runs; give its address."""
    (folder / _FILE).write_bytes(body)
    async with _started(_bare(folder, port), port):
        yield f"http://{_HOST}:{port}"


@asynccontextmanager
async def in_front_of(service: str, folder: Path, port: int) -> AsyncIterator[str]:
    """Put nginx in front of the service at an address while the block runs; give nginx's address.

    Raises:
        MissingProgramError: it is not installed.
    """
    nginx = shutil.which("nginx")
    if nginx is None:
        raise MissingProgramError("This benchmark needs nginx: apt-get install nginx")
    relaying = _IN_FRONT.format(host=_HOST, port=port, behind=service.removeprefix("http://"))
    async with _started(_nginx(nginx, folder, relaying), port):
        yield f"http://{_HOST}:{port}"


@asynccontextmanager
async def _started(command: list[str], port: int) -> AsyncIterator[None]:
    program = await asyncio.create_subprocess_exec(*command)
    try:
        await listening(port)
        yield
    finally:
        with suppress(ProcessLookupError):
            program.terminate()
        await program.wait()


def _nginx(program: str, folder: Path, server: str) -> list[str]:
    # Started by root, nginx would give its workers to a user who may not enter a temporary folder.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(user=user, folder=folder, server=server))
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(configuration)]


def _bare(folder: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "benchmarks.bare", str(folder / _FILE), str(port)]


async def listening(port: int) -> None:
    """Wait until somebody takes connections at the port.

    Raises:
        TimeoutError: nobody does in time.
    """
    async with asyncio.timeout(_STARTING_SECONDS):
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection(_HOST, port)
                writer.close()
                return
            await asyncio.sleep(0.05)
