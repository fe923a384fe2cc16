"""A little server at a real address that answers what it was told to, one answer a call, or breaks off."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import pytest
from model_employer import Client, Failure, Retries, Timing

from tests.client.publishing import CERTIFICATES

F = TypeVar("F", bound=Failure)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer. ``breaking_off`` closes the connection before it, or after so many bytes of its body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    breaking_off: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as it arrived; header names are small."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


GONE = Said(breaking_off=0)


class Hostile:
    """The server: what it will say, in order, and what it has heard. When nothing is left, it says 418."""

    def __init__(self, says: Sequence[Said]) -> None:
        self.says = list(says)
        self.heard: list[Heard] = []
        self.address = ""

    def next(self) -> Said:
        return self.says.pop(0) if self.says else Said(418)


@dataclass(slots=True)
class World:
    """A time that passes only while somebody sleeps, and lots that always fall on the most."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def timing(self) -> Timing:
        return Timing(lambda: self.now, lambda: self.now, self.sleep, lambda least, most: most)


@contextmanager
def hostile(*says: Said) -> Iterator[Hostile]:
    """Run such a server."""
    server = Hostile(says)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_one_call(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.heard.append(Heard(self.command, self.path, headers, body))
            said = server.next()
            if said.breaking_off == 0:
                self.close_connection = True
                return
            self.send_response(said.status)
            for name, value in {"content-type": "application/json", **said.headers}.items():
                self.send_header(name, value)
            if said.status != 304:
                self.send_header("content-length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body[: said.breaking_off])
            self.close_connection = said.breaking_off is not None

        do_GET = do_PUT = do_POST = do_DELETE = handle_one_call

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    server.address = f"http://127.0.0.1:{listening.server_address[1]}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def client_of(server: Hostile, world: World, **more: Any) -> Client:
    """Return a client whose pauses take no time."""
    more.setdefault("retries", Retries(timing=world.timing()))
    return Client(server.address, trust_env=False, verify=CERTIFICATES, **more)


def refusal(kind: type[F], call: Callable[[], object]) -> F:
    """Make a call that comes to nothing, and return how."""
    with pytest.raises(kind) as met:
        call()
    return met.value
