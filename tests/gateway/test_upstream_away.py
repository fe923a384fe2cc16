"""A service that is away, hangs, or breaks off: the gateway says which, and a write is never made twice."""

import asyncio
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import gateway.app
from services.command import migrate
from services.settings import Settings
from tests.gateway.conftest import ADMINISTRATOR, Answer, Call, caller_at, settings_in
from tests.gateway.standing_in import Server, distributed_gateway, embedded_gateway, mill, served

KEY = {"apikey": ADMINISTRATOR}
WHOLE = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"


class Scripted:
    """A bare server: reads one request after another and answers each as the script says; ``None`` hangs up."""

    def __init__(self, *script: bytes | None) -> None:
        self.requests: list[bytes] = []
        self._script = iter(script)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            while (request := connection.recv(65_536)) != b"":
                while b"content-length: 4" in request.lower() and not request.endswith((b"data", b"half")):
                    request += connection.recv(65_536)
                self.requests.append(request)
                answer = next(self._script, None)
                if answer is None:
                    return
                connection.sendall(answer)
                if b"content-length: 9" in answer:
                    return


@contextmanager
def before(settings: Settings, *script: bytes | None) -> Iterator[tuple[Scripted, Call]]:
    """A gateway before a scripted server."""
    server = Scripted(*script)
    # Nothing remembered: the script answers the calls of the test and no questions of the gateway's own.
    settings = settings.model_copy(update={"remembered_bytes": 0})
    with served(distributed_gateway(settings, server.address)) as address:
        yield server, caller_at(address)
    server.close()


def assert_names_the_mill(answer: Answer) -> None:
    told = json.loads(answer.body)
    assert (answer.status, told["code"], answer.header("retry-after")) == (503, "service-away", "1")
    assert told["errors"][0]["message"] == "mill is away"


def within(seconds: float, attempt: Callable[[], bool]) -> None:
    """Wait until ``attempt`` succeeds."""
    until = time.monotonic() + seconds
    while not attempt():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_service_that_stops_is_named_and_answers_again_when_it_is_back(settings: Settings) -> None:
    first = Server(mill(settings))
    first.begin()
    port = first.socket.getsockname()[1]
    with served(distributed_gateway(settings, first.address)) as address:
        call = caller_at(address)
        assert call("GET", "/v1/flour").status == 200
        first.end()
        for method in ("GET", "PUT"):
            assert_names_the_mill(call(method, "/v1/sacks/a", KEY, b"data" if method == "PUT" else None))
        status = call("GET", "/_status")
        assert status.status == 503
        assert {each["service"]: each["status"] for each in json.loads(status.body)["services"]} == {
            "gateway": "up",
            "mill": "away",
        }
        assert call("GET", "/_ping").status == 200
        second = Server(mill(settings), port)
        second.begin()
        within(5, lambda: call("GET", "/v1/flour").status == 200)
        second.end()


def test_a_read_on_a_connection_closed_meanwhile_is_sent_once_more(settings: Settings) -> None:
    with before(settings, WHOLE, None, WHOLE) as (server, call):
        assert [call("GET", "/v1/flour").status for _ in range(2)] == [200, 200]
        assert len(server.requests) == 3


def test_a_read_that_fails_twice_is_given_up(settings: Settings) -> None:
    with before(settings, None, None, WHOLE) as (server, call):
        assert_names_the_mill(call("GET", "/v1/flour"))
        assert len(server.requests) == 2


def test_a_write_on_a_connection_that_breaks_is_never_sent_twice(settings: Settings) -> None:
    with before(settings, WHOLE, None, WHOLE) as (server, call):
        assert call("GET", "/v1/flour").status == 200
        assert_names_the_mill(call("PUT", "/v1/sacks/a", KEY, b"data"))
        assert len(server.requests) == 2


def test_a_service_that_hangs_is_given_up_after_the_time_allowed(settings: Settings) -> None:
    short = settings.model_copy(update={"peer_timeout_seconds": 0.2})
    with before(short, b"") as (server, call):
        assert_names_the_mill(call("GET", "/v1/flour"))
        assert len(server.requests) == 1


def test_an_answer_that_breaks_off_is_not_passed_on_as_if_it_were_whole(settings: Settings) -> None:
    with before(settings, b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf") as (_, call):
        assert_names_the_mill(call("GET", "/v1/flour"))


def test_half_a_body_is_never_passed_on(settings: Settings) -> None:
    server = Scripted(WHOLE, WHOLE)
    with served(distributed_gateway(settings.model_copy(update={"remembered_bytes": 0}), server.address)) as address:
        gateway = urlsplit(address)
        with socket.create_connection((gateway.hostname, gateway.port)) as connection:
            connection.sendall(b"PUT /v1/sacks/half HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf")
            time.sleep(0.1)
        assert caller_at(address)("GET", "/v1/flour").status == 200
    server.close()
    assert len(server.requests) == 1


def test_cookies_and_redirects_of_a_service_are_passed_back_and_never_followed(settings: Settings) -> None:
    moved = b"HTTP/1.1 307 Moved\r\nlocation: /v1/empty\r\nset-cookie: a=1\r\ncontent-length: 0\r\n\r\n"
    with before(settings, moved, WHOLE) as (server, call):
        answer = call("GET", "/v1/flour")
        assert (answer.status, answer.header("location")) == (307, "/v1/empty")
        assert call("GET", "/v1/flour").status == 200
        assert b"cookie" not in server.requests[1].lower()


def test_when_the_clients_cannot_be_read_the_public_still_reads_and_a_key_is_told_to_come_again(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    asyncio.run(migrate(gateway.app.SERVICE, settings))
    with served(embedded_gateway(settings)) as address:
        call = caller_at(address)
        with closing(sqlite3.connect(tmp_path / "gateway.sqlite")) as connection:
            connection.execute("DROP TABLE api_key")
        answer = call("GET", "/v1/flour", KEY)
        assert (answer.status, json.loads(answer.body)["errors"][0]["message"]) == (503, "gateway is away")
        assert call("GET", "/v1/flour").status == 200
