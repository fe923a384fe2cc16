"""API8, security misconfiguration: what every answer carries, what none does, and requests that are two to some."""

import json
import socket
from typing import Final

import pytest

from gateway.examples import recorded
from tests.security.program import OWN, YEAR, Program

READS: Final = sorted(
    {
        call["operation"].removeprefix("GET ").format_map(call.get("path", {}))
        for call in recorded()
        if call["operation"].startswith("GET") and call["answer"]["status"] < 400
    }
)


@pytest.mark.parametrize("path", READS)
def test_no_answer_tells_of_its_makers_or_lets_other_sites_read_it(program: Program, path: str) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "GET"}
    for who in (None, "own", "administrator"):
        answer = program.ask(who, "GET", path, params={"year": 2018}, headers=headers)
        assert answer.status_code < 500, answer.text
        assert not {"server", "x-powered-by", "access-control-allow-origin"} & set(answer.headers), path
        assert "set-cookie" not in answer.headers
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff", path
        if "html" in answer.headers.get("content-type", ""):
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe-inline" not in policy
            assert "unsafe-eval" not in policy
        if who and answer.status_code == 200 and path.startswith("/v1/organisations/"):
            assert "public" not in answer.headers.get("cache-control", "")
    preflight = program.ask(None, "OPTIONS", path, headers=headers)
    assert preflight.status_code == 405
    assert "access-control-allow-methods" not in preflight.headers


TWO_IN_ONE: Final = {
    "length and chunks": b"content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /v1 HTTP/1.1\r\n\r\n",
    "two lengths": b"content-length: 0\r\ncontent-length: 40\r\n\r\nGET /v1/clients HTTP/1.1\r\nhost: x\r\n\r\n",
    "a signed length": b"content-length: +0\r\n\r\n",
    "a length in hex": b"content-length: 0x0\r\n\r\n",
    "chunks of another kind": b"transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks twice": b"transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a blank before the colon": b"transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded line": b"x-one: a\r\n b\r\n\r\n",
    "a bare carriage return": b"x-one: a\rx-two: b\r\n\r\n",
    "a null": b"x-one: a\x00b\r\n\r\n",
    "a broken chunk": b"transfer-encoding: chunked\r\n\r\nZZ\r\n\r\n",
    "a chunk beyond all bounds": b"transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
}


@pytest.mark.parametrize("name", TWO_IN_ONE)
def test_a_request_that_is_two_to_some_is_answered_once_and_not_carried_out(program: Program, name: str) -> None:
    """The connection ends with the refusal: whatever follows is nobody's request."""
    host, port = program.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=15) as wire:
        wire.sendall(b"POST /v1/trajectories:compute HTTP/1.1\r\nhost: x\r\n" + TWO_IN_ONE[name])
        told = b""
        while piece := wire.recv(65_536):
            told += piece
    assert told.count(b"HTTP/1.1 ") == 1, told
    assert told.startswith(b"HTTP/1.1 4"), told


def test_no_secret_is_in_the_log_of_a_hostile_evening(program: Program) -> None:
    """Every key and token that was sent, also in wrong places, is looked for in everything the program wrote."""
    made = program.ask("own", "POST", f"/v1/clients/{program.ids['own']}/keys", json={}).json()
    places = ({"authorization": f"Basic {made['key']}"}, {"cookie": made["key"]})
    for headers in places:
        program.ask(None, "GET", "/v1/frameworks", headers=headers)
    program.ask(None, "GET", f"/v1/nothing?apikey={made['key']}")
    program.ask(None, "POST", "/oauth2/token", data={"client_assertion": made["key"], "grant_type": made["key"]})
    program.ask(None, "PUT", f"/v1/organisations/{OWN}/returns/{YEAR}", content=json.dumps({"key": made["key"]}))
    written = program.log.read_text(encoding="utf-8")
    assert "/v1/frameworks" in written
    for secret in (made["key"], *program.keys.values()):
        assert secret not in written
