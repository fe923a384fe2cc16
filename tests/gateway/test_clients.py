"""Who may call, and who may keep the list of those who may."""

import json
import logging
from typing import Any

import pytest

from tests.gateway.conftest import ADMINISTRATOR, Answer, Call

KEY = {"apikey": ADMINISTRATOR}


@pytest.fixture
def call(shapes: dict[str, Call]) -> Call:
    """One shape is enough: clients are the gateway's own."""
    return shapes["embedded"]


def made(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    answer = post(call, body)
    assert answer.status == 201, answer.body
    told: dict[str, Any] = json.loads(answer.body)
    return told


def post(call: Call, body: dict[str, Any], key: str = ADMINISTRATOR) -> Answer:
    return call("POST", "/v1/clients", {"apikey": key, "content-type": "application/json"}, json.dumps(body).encode())


def test_a_new_client_is_shown_its_key_once_and_acts_as_its_kind(call: Call) -> None:
    client = made(call, {"name": "Mill of RX1", "kind": "provider", "body": "RX1"})
    assert (client["kind"], client["body"], client["revoked_at"]) == ("provider", "RX1", None)
    assert client["created_at"].endswith("Z")
    for headers in ({"apikey": client["key"]}, {"authorization": f"Bearer {client['key']}"}):
        assert json.loads(call("GET", "/v1/sacks/a", headers).body)["caller"] == ["provider"]
    listed = call("GET", "/v1/clients", KEY)
    assert client["id"] in {each["id"] for each in json.loads(listed.body)["items"]}
    assert client["key"] not in listed.body.decode()


@pytest.mark.parametrize("kind", ["national_team", "regulator", "oversight", "commissioner", "provider"])
def test_only_administrators_keep_clients_and_read_metrics(call: Call, kind: str) -> None:
    body = {"body": "RX1"} if kind in ("commissioner", "provider") else {}
    client = made(call, {"name": "a client", "kind": kind, **body})
    headers = {"apikey": client["key"]}
    refused = [
        post(call, {"name": "another", "kind": "regulator"}, client["key"]),
        call("GET", "/v1/clients", headers),
        call("DELETE", f"/v1/clients/{client['id']}", headers),
        call("GET", "/metrics", headers),
    ]
    assert [(answer.status, json.loads(answer.body)["code"]) for answer in refused] == [(403, "not-yours")] * 4
    assert call("GET", "/v1/sacks/a", headers).status == 200
    assert [call("GET", path, KEY).status for path in ("/v1/clients", "/metrics")] == [200, 200]


def test_the_public_needs_no_credential_and_keeps_no_clients(call: Call) -> None:
    assert json.loads(call("GET", "/v1/sacks/a").body)["caller"] == ["public"]
    assert [call("GET", path).status for path in ("/v1/clients", "/metrics")] == [401, 401]


@pytest.mark.parametrize(
    "headers",
    [
        {"apikey": "not a key"},
        {"apikey": ""},
        {"authorization": "Bearer not-a-key"},
        {"authorization": "Bearer "},
        {"authorization": "Basic YTpi"},
        {"apikey": ADMINISTRATOR[:-1]},
        {"apikey": b"caf\xe9"},
    ],
)
def test_a_credential_that_is_not_known_is_a_401_and_never_the_public(
    call: Call, headers: dict[str, str | bytes]
) -> None:
    for path in ("/v1/sacks/a", "/v1/clients", "/v1/openapi.json"):
        answer = call("GET", path, headers)
        assert (answer.status, json.loads(answer.body)["code"]) == (401, "not-authenticated")
        assert answer.header("www-authenticate")
    assert call("GET", "/_ping", headers).status == 200


def test_a_revoked_key_is_refused_once_it_is_no_longer_remembered(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.authentication.REMEMBERED_SECONDS", 0.0)
    client = made(call, {"name": "to be revoked", "kind": "regulator"})
    headers = {"apikey": client["key"]}
    assert call("GET", "/v1/sacks/a", headers).status == 200
    assert call("DELETE", f"/v1/clients/{client['id']}", KEY).status == 204
    assert call("GET", "/v1/sacks/a", headers).status == 401
    again = call("DELETE", f"/v1/clients/{client['id']}", KEY)
    listed = {each["id"]: each for each in json.loads(call("GET", "/v1/clients", KEY).body)["items"]}
    assert again.status == 204
    assert listed[client["id"]]["revoked_at"].endswith("Z")


def test_an_administrator_cannot_revoke_itself_and_an_unknown_client_is_a_404(call: Call) -> None:
    assert call("DELETE", "/v1/clients/administrator", KEY).status == 409
    assert call("DELETE", "/v1/clients/nobody", KEY).status == 404


@pytest.mark.parametrize(
    "body",
    [
        {"name": "no body", "kind": "provider"},
        {"name": "no body", "kind": "commissioner", "body": None},
        {"name": "a body", "kind": "regulator", "body": "RX1"},
        {"name": "not a code", "kind": "provider", "body": "rx1"},
        {"name": "not a code", "kind": "provider", "body": "RX1\n"},
        {"name": "the public", "kind": "public"},
        {"name": "no such kind", "kind": "baker"},
        {"name": "", "kind": "regulator"},
        {"name": "more", "kind": "regulator", "key": "chosen"},
    ],
)
def test_a_client_that_makes_no_sense_is_a_422(call: Call, body: dict[str, Any]) -> None:
    answer = post(call, body)
    assert (answer.status, json.loads(answer.body)["code"]) == (422, "invalid"), answer.body


def test_no_log_line_holds_a_key(call: Call, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client = made(call, {"name": "logged", "kind": "regulator"})
        for headers in (
            {"apikey": client["key"]},
            {"authorization": f"Bearer {client['key']}"},
            {"apikey": "guessed-key"},
        ):
            call("GET", "/v1/sacks/a", headers)
            call("GET", "/v1/broken", headers)
    told = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert "/v1/sacks/a" in told
    for key in (client["key"], "guessed-key", ADMINISTRATOR):
        assert key not in told
