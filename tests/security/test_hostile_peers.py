"""API10, unsafe consumption of APIs: another authority that answers badly costs a caller a 503, and no more."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import pytest

from gateway import issuers
from gateway.issuers import Issuers
from services.problems import Problem
from services.settings import Issuer

ENDLESS: Final = 64 * 1024
SENT: list[int] = []


class Hostile(BaseHTTPRequestHandler):
    """Answers each address in its own bad way."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(302 if self.path == "/elsewhere" else 200)
        if self.path == "/elsewhere":
            self.send_header("location", "/keys-of-somebody-else")
        packed = gzip.compress(b'{"keys": [' + b" " * 50_000_000 + b"]}")
        if self.path == "/packed":
            self.send_header("content-encoding", "gzip")
        self.end_headers()
        bodies = {
            "/packed": packed,
            "/no-json": b"<html>",
            "/deep": b"[" * 150_000,
            "/list": b"[]",
            "/keys-are-text": b'{"keys": "none"}',
            "/keys-are-numbers": b'{"keys": [1, 2]}',
            "/null": b"null",
        }
        try:
            self.wfile.write(bodies.get(self.path, b""))
            while self.path in ("/endless", "/dripping"):
                self.wfile.write(b" " * (ENDLESS if self.path == "/endless" else 1))
                SENT.append(1)
                time.sleep(0.0 if self.path == "/endless" else 0.05)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def hostile() -> Iterator[str]:
    """Run the other authority; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "way",
    [
        *("elsewhere", "packed", "no-json", "deep", "list", "keys-are-text", "keys-are-numbers", "null"),
        *("empty", "endless", "dripping"),
    ],
)
async def test_keys_that_are_none_are_a_503_and_end_in_time(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuers, "_SECONDS", 0.5)
    SENT.clear()
    with hostile() as there:
        issuer = Issuer(issuer="https://login.example", key_set=f"{there}/{way}", audience="wres")
        with pytest.raises(Problem) as refused:
            await Issuers((issuer,)).subject_of(
                "eyJhbGciOiJSUzUxMiIsImtpZCI6ImsifQ.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUifQ.c2ln", issuer
            )
        assert refused.value.status == 503
        assert len(SENT) < 200, "it goes on reading"
