"""What one caller can do to the others: slow, silent, wordy and unreadable requests, over bare sockets."""

import asyncio
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from services.serving import Server
from services.settings import Settings
from tests.servers import ROOT
from tests.services.echoing import echo

GET = b"GET /a HTTP/1.1\r\nhost: a\r\n"


@contextmanager
def listening(app: ASGIApp = echo, **limits: Any) -> Iterator[tuple[int, Server]]:
    """Serve with short limits; give the port."""
    allowed = {"head_seconds": 0.4, "reader_seconds": 0.4, "drain_seconds": 0, **limits}
    server = Server(app, Settings(data=Path("nowhere"), **allowed))
    own = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([own],), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    try:
        yield own.getsockname()[1], server
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def connected(port: int) -> "closing[socket.socket]":
    return closing(socket.create_connection(("127.0.0.1", port), timeout=10))


def everything(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    parts = []
    with suppress(ConnectionResetError):
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def problem(answer: bytes) -> tuple[int, str]:
    """The status and code of a refusal, which says that the connection ends."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    assert b"application/problem+json" in head
    document = json.loads(body)
    assert int(head.split()[1]) == document["status"]
    return document["status"], document["code"]


def assert_others_are_served(port: int) -> None:
    with connected(port) as other:
        other.sendall(GET + b"connection: close\r\n\r\n")
        assert everything(other).endswith(b"\r\n\r\n0")


def test_a_head_that_comes_slowly_is_given_up_and_others_are_served_meanwhile() -> None:
    with listening() as (port, _), connected(port) as slow:
        slow.sendall(GET)
        assert_others_are_served(port)
        assert problem(everything(slow)) == (408, "too-slow")


def _drip(connection: socket.socket, drip: bytes) -> None:
    begun = time.monotonic()
    while time.monotonic() < begun + 8:
        connection.sendall(drip)
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [b"x", b"a: b\r\n", b"\r\n"])
def test_dripping_does_not_keep_a_connection_open(drip: bytes) -> None:
    with listening() as (port, _), connected(port) as slow:
        if drip != b"\r\n":
            slow.sendall(GET)
        with pytest.raises(OSError, match=r"."):
            _drip(slow, drip)
        assert_others_are_served(port)


def test_a_connection_on_which_nothing_is_said_is_closed_without_a_word() -> None:
    with listening() as (port, _), connected(port) as silent:
        assert everything(silent) == b""


def test_a_second_request_that_stops_half_way_is_given_up_too() -> None:
    with listening() as (port, _), connected(port) as slow:
        slow.sendall(GET + b"\r\n")
        assert slow.recv(65_536).endswith(b"\r\n\r\n0")
        slow.sendall(b"GET /b HT")
        assert problem(everything(slow)) == (408, "too-slow")


def test_a_body_that_trickles_is_given_up_and_one_that_keeps_its_pace_is_taken() -> None:
    with listening() as (port, _), connected(port) as slow:
        slow.sendall(GET + b"content-length: 100000\r\n\r\nabc")
        assert problem(everything(slow)) == (408, "too-slow")
        with connected(port) as steady:
            steady.sendall(GET + b"content-length: 1000\r\nconnection: close\r\n\r\n")
            for _ in range(10):
                time.sleep(0.08)
                steady.sendall(b"x" * 100)
            assert everything(steady).endswith(b"\r\n\r\n1000")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(GET + b"a: b\r\n" * 10_000 + b"\r\n", id="ten thousand lines"),
        pytest.param(GET + b"a: " + b"b" * 40_000 + b"\r\n\r\n", id="one long line"),
        pytest.param(b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n", id="a long address"),
        pytest.param(GET + b"a: " + b"b" * 2_000_000, id="a line without an end"),
    ],
)
def test_too_large_a_head_is_refused(head: bytes) -> None:
    with listening() as (port, _), connected(port) as wordy:
        with suppress(OSError):
            wordy.sendall(head)  # it may be refused before it has all been sent
        answer = everything(wordy)
        # Whoever is still sending when the connection is closed may lose the words, and hears only that it ended.
        assert not answer or problem(answer) == (431, "headers-too-large")
        assert_others_are_served(port)


def test_a_head_just_under_the_limit_is_taken() -> None:
    with listening() as (port, _), connected(port) as wordy:
        wordy.sendall(GET + b"a: b\r\n" * 90 + b"b: " + b"b" * 31_000 + b"\r\nconnection: close\r\n\r\n")
        assert everything(wordy).endswith(b"\r\n\r\n0")


def test_what_is_no_http_is_refused_in_the_same_words_as_everything() -> None:
    with listening() as (port, _), connected(port) as strange:
        strange.sendall(b"\x16\x03\x01\x02\x00 hello\r\n\r\n")
        assert problem(everything(strange)) == (400, "malformed-request")


def test_a_reader_that_does_not_read_is_let_go() -> None:
    with listening() as (port, server), connected(port) as lazy:
        lazy.sendall(b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n")
        until = time.monotonic() + 10
        while time.monotonic() < until and not server.server_state.connections:
            time.sleep(0.01)
        while server.server_state.connections:
            assert time.monotonic() < until
            time.sleep(0.01)
        assert len(everything(lazy)) < 50_000_000


def test_when_all_places_are_taken_the_quietest_connection_makes_room() -> None:
    limited = listening(max_connections=3, head_seconds=5.0)
    with limited as (port, server), connected(port) as first, connected(port) as second, connected(port) as third:
        until = time.monotonic() + 5
        while len(server.server_state.connections) < 3:
            assert time.monotonic() < until
            time.sleep(0.005)
        assert_others_are_served(port)
        assert everything(first) == b""
        for kept in (second, third):
            kept.sendall(GET + b"connection: close\r\n\r\n")
            assert everything(kept).endswith(b"\r\n\r\n0")


def test_when_all_places_are_busy_a_newcomer_is_told_so() -> None:
    with listening(max_connections=1, head_seconds=5.0) as (port, _), connected(port) as busy:
        busy.sendall(GET + b"content-length: 4\r\n\r\n")
        until = time.monotonic() + 5
        answer = b""
        while not answer:
            assert time.monotonic() < until
            with connected(port) as newcomer:
                newcomer.sendall(GET + b"connection: close\r\n\r\n")
                answer = everything(newcomer)
                answer = b"" if answer.endswith(b"\r\n\r\n0") else answer
        assert problem(answer) == (503, "too-many-connections")
        busy.sendall(b"data")
        assert busy.recv(65_536).endswith(b"\r\n\r\n4")


async def _calls_until_refused(port: int, answered: list[int], started: asyncio.Event) -> None:
    """Call again and again, each time on a connection of its own if told so, until nobody listens any more."""
    reader = writer = None
    while True:
        if writer is None or reader is None:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                return
        writer.write(GET + b"\r\n")
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert await reader.readexactly(1) == b"0"
        answered.append(1)
        started.set()
        if b"connection: close" in head:
            writer.close()
            writer = None


async def _answered_while_stopping() -> int:
    """Start a server, call it from eight sides, tell it to stop, and count what was answered since."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.services.echoing", stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    answered: list[int] = []
    started = asyncio.Event()
    calls = [asyncio.create_task(_calls_until_refused(port, answered, started)) for _ in range(8)]
    await started.wait()
    before = len(answered)
    process.terminate()
    await asyncio.wait_for(asyncio.gather(*calls), 20)
    await process.wait()
    return len(answered) - before


def test_a_server_told_to_stop_drops_no_call() -> None:
    """Each call that was taken is answered, and each connection is told before it ends."""
    assert asyncio.run(_answered_while_stopping()) > 8
