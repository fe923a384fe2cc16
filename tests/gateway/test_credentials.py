"""API keys over their life: made, changed over, ended, revoked, and when each was used last."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.gateway.conftest import ADMINISTRATOR, Answer, Call

KEY = {"apikey": ADMINISTRATOR}
JSON = {"content-type": "application/json"}


@pytest.fixture
def call(shapes: dict[str, Call], monkeypatch: pytest.MonkeyPatch) -> Call:
    """One shape is enough: clients are the gateway's own. No credential is remembered: all is felt at once."""
    monkeypatch.setattr("gateway.authentication.REMEMBERED_SECONDS", 0.0)
    return shapes["embedded"]


def told(answer: Answer, status: int = 201) -> Any:
    assert answer.status == status, answer.body
    return json.loads(answer.body) if answer.body else None


def post(call: Call, path: str, body: dict[str, Any], key: str = ADMINISTRATOR) -> Answer:
    return call("POST", path, {"apikey": key, **JSON}, json.dumps(body).encode())


def regulator(call: Call, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = told(post(call, "/v1/clients", {"name": "a regulator", "kind": "regulator", **more}))
    return made


def opens(call: Call, key: str) -> tuple[int, str | None]:
    answer = call("GET", "/v1/sacks/a", {"apikey": key})
    return answer.status, None if answer.status == 200 else json.loads(answer.body)["code"]


def keys_of(call: Call, client: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = told(call("GET", f"/v1/clients/{client['id']}/keys", KEY), 200)["items"]
    return items


def test_a_client_changes_its_own_key_over_and_the_old_one_ends(call: Call) -> None:
    client = regulator(call)
    path = f"/v1/clients/{client['id']}/keys"
    later = told(post(call, path, {"others_end_after_seconds": 3600}, client["key"]))
    assert opens(call, client["key"]) == opens(call, later["key"]) == (200, None)
    old, new = keys_of(call, client)
    until = datetime.fromisoformat(old["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=59) < until <= timedelta(hours=1)
    assert (new["id"], new["expires_at"]) == (later["id"], None)
    last = told(post(call, path, {"others_end_after_seconds": 0}, later["key"]))
    assert opens(call, client["key"]) == opens(call, later["key"]) == (401, "key-expired")
    assert opens(call, last["key"]) == (200, None)


def test_a_key_that_ends_sooner_still_does(call: Call) -> None:
    client = regulator(call)
    path = f"/v1/clients/{client['id']}/keys"
    soon = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    short = told(post(call, path, {"expires_at": soon}))
    told(post(call, path, {"others_end_after_seconds": 3600}))
    ends = {each["id"]: each["expires_at"] for each in keys_of(call, client)}
    assert datetime.fromisoformat(ends[short["id"]]) == datetime.fromisoformat(soon)


def test_no_key_is_shown_again(call: Call) -> None:
    client = regulator(call)
    later = told(post(call, f"/v1/clients/{client['id']}/keys", {}))
    for path in ("/v1/clients", f"/v1/clients/{client['id']}", f"/v1/clients/{client['id']}/keys"):
        shown = call("GET", path, KEY).body.decode()
        assert client["key"] not in shown
        assert later["key"] not in shown
        assert "hash" not in shown


def test_the_use_of_a_key_is_kept_and_not_at_every_call(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    client = regulator(call)
    assert keys_of(call, client)[0]["last_used_at"] is None
    opens(call, client["key"])
    (first,) = keys_of(call, client)
    used = datetime.fromisoformat(first["last_used_at"])
    assert datetime.now(UTC) - used < timedelta(seconds=20)
    opens(call, client["key"])
    assert keys_of(call, client)[0]["last_used_at"] == first["last_used_at"]
    monkeypatch.setattr("gateway.store.USE_KEPT_EVERY", timedelta(0))
    opens(call, client["key"])
    assert datetime.fromisoformat(keys_of(call, client)[0]["last_used_at"]) > used


def test_a_revoked_key_is_refused_and_the_others_are_not(call: Call) -> None:
    client = regulator(call)
    later = told(post(call, f"/v1/clients/{client['id']}/keys", {}))
    (first, _) = keys_of(call, client)
    path = f"/v1/clients/{client['id']}/keys/{first['id']}"
    assert call("DELETE", path, {"apikey": later["key"]}).status == 204
    assert call("DELETE", path, KEY).status == 204
    assert opens(call, client["key"]) == (401, "key-expired")
    assert opens(call, later["key"]) == (200, None)
    own = f"/v1/clients/{client['id']}/keys/{later['id']}"
    assert call("DELETE", own, {"apikey": later["key"]}).status == 409, "its own last one"
    assert call("DELETE", own, KEY).status == 204
    assert opens(call, later["key"]) == (401, "key-expired")


def test_a_revoked_client_is_refused_with_every_key_and_gets_none(call: Call) -> None:
    client = regulator(call)
    later = told(post(call, f"/v1/clients/{client['id']}/keys", {}))
    assert call("DELETE", f"/v1/clients/{client['id']}", KEY).status == 204
    assert opens(call, client["key"]) == opens(call, later["key"]) == (401, "client-revoked")
    assert post(call, f"/v1/clients/{client['id']}/keys", {}).status == 409


def test_a_client_has_ten_keys_at_most(call: Call) -> None:
    client = regulator(call)
    path = f"/v1/clients/{client['id']}/keys"
    answers = [post(call, path, {}).status for _ in range(10)]
    assert answers == [201] * 9 + [409]
    told(call("DELETE", f"{path}/{keys_of(call, client)[0]['id']}", KEY), 204)
    assert post(call, path, {}).status == 201


@pytest.mark.parametrize("kind", ["national_team", "regulator", "oversight", "commissioner", "provider"])
def test_a_client_looks_after_its_own_credentials_and_no_others(call: Call, kind: str) -> None:
    body = {"body": "RX1"} if kind in ("commissioner", "provider") else {}
    own = regulator(call, kind=kind, **body)
    other = regulator(call)
    (theirs,) = keys_of(call, other)

    def statuses(client: str, key: str, headers: dict[str, str]) -> list[int]:
        path = f"/v1/clients/{client}"
        reads = [call("GET", each, headers).status for each in (path, f"{path}/keys", f"{path}/public-keys")]
        changed = call("POST", f"{path}/keys", headers | JSON, b"{}").status
        return [*reads, changed, call("DELETE", f"{path}/keys/{key}", headers).status]

    headers = {"apikey": own["key"]}
    assert call("GET", "/v1/clients/nobody", headers).status == 403
    assert call("GET", "/v1/clients/nobody", KEY).status == 404
    assert statuses(other["id"], theirs["id"], headers) == [403] * 5
    assert statuses(own["id"], keys_of(call, own)[0]["id"], headers) == [200, 200, 200, 201, 204]
    assert statuses(other["id"], theirs["id"], {}) == [401] * 5
    assert opens(call, other["key"]) == (200, None)


@pytest.mark.parametrize(
    "body",
    [
        {"expires_at": "2018-01-01T00:00:00Z"},
        {"expires_at": "soon"},
        {"others_end_after_seconds": -1},
        {"others_end_after_seconds": "3600"},
        {"key": "chosen"},
    ],
)
def test_a_key_that_makes_no_sense_is_a_422(call: Call, body: dict[str, Any]) -> None:
    client = regulator(call)
    assert post(call, f"/v1/clients/{client['id']}/keys", body).status == 422
    assert len(keys_of(call, client)) == 1


def test_a_client_asked_for_twice_with_one_key_is_made_once_and_its_secret_shown_once(call: Call) -> None:
    headers = {"apikey": ADMINISTRATOR, "idempotency-key": "make-a-client-1", **JSON}
    body = json.dumps({"name": "asked for twice", "kind": "regulator"}).encode()
    made = told(call("POST", "/v1/clients", headers, body))
    again = call("POST", "/v1/clients", headers, body)
    assert (again.status, made["key"] in again.body.decode()) == (409, False)
    names = [each["name"] for each in told(call("GET", "/v1/clients", KEY), 200)["items"]]
    assert names.count("asked for twice") == 1
