"""API2, broken authentication: a credential counts in its own place alone, and a wrong one never as none."""

import base64
import time

import jwt
import pytest

from tests.security.program import OWN, YEAR, Program
from tests.servers import KEY

DRAFT = f"/v1/organisations/{OWN}/returns/{YEAR}"


def test_a_key_counts_in_its_header_alone(program: Program) -> None:
    basic = base64.b64encode(f"administrator:{KEY}".encode()).decode()
    key = program.keys["own"]
    for query in (f"?apikey={key}", f"?api_key={key}", f"?access_token={key}"):
        assert program.ask(None, "GET", DRAFT + query).status_code == 401
    for headers in ({"cookie": f"apikey={key}"}, {"x-api-key": key}, {"x-apikey": key}, {"api-key": key}):
        assert program.ask(None, "GET", DRAFT, headers=headers).status_code == 401, headers
    # As a bearer's token a key is taken too, for callers that have no other place for it.
    assert program.ask(None, "GET", DRAFT, headers={"authorization": f"Bearer {key}"}).status_code == 200
    for scheme in (f"Basic {basic}", f"ApiKey {key}", key, "Bearer"):
        answer = program.ask(None, "GET", DRAFT, headers={"authorization": scheme})
        assert answer.status_code == 401, scheme
        assert "workforce" not in answer.text


@pytest.mark.parametrize("change", [str.upper, str.swapcase, lambda key: key[:-1], lambda key: key + "a"])
def test_a_key_that_is_nearly_right_is_wrong(program: Program, change: object) -> None:
    assert callable(change)
    answer = program.ask(None, "GET", DRAFT, headers={"apikey": change(program.keys["own"])})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"]


def test_of_two_credentials_at_once_the_key_alone_counts(program: Program) -> None:
    own, other = program.keys["own"], program.keys["other"]
    for key, bearer, status in ((own, "nonsense", 200), (other, own, 403), ("nonsense", own, 401)):
        both = {"apikey": key, "authorization": f"Bearer {bearer}"}
        assert program.ask(None, "GET", DRAFT, headers=both).status_code == status
    twice = [("apikey", other), ("apikey", own)]
    assert program.client.get(DRAFT, headers=twice).status_code in (400, 401, 403)


def test_the_identity_that_services_believe_is_not_taken_from_outside(program: Program) -> None:
    claims = {"sub": "administrator", "kind": "administrator", "body": None, "exp": time.time() + 60}
    forged = [jwt.encode(claims, "a guess that is long enough to be a secret", algorithm="HS256")]
    forged.append(jwt.encode(claims, "", algorithm="none"))
    for token in (*forged, "administrator"):
        for name in ("x-identity", "X-Identity", "x-caller", "x-forwarded-user", "remote-user"):
            assert program.ask(None, "GET", DRAFT, headers={name: token}).status_code == 401
            assert program.ask(None, "GET", "/v1/clients", headers={name: token}).status_code == 401
            assert program.ask("other", "GET", DRAFT, headers={name: token}).status_code == 403


def test_a_revoked_key_opens_nothing_within_five_seconds_also_not_from_memory(program: Program) -> None:
    base = f"/v1/clients/{program.ids['own']}/keys"
    made = program.ask("own", "POST", base, json={}).json()
    headers = {"apikey": made["key"]}
    assert [program.ask(None, "GET", DRAFT, headers=headers).status_code for _ in range(3)] == [200] * 3
    assert program.ask("own", "DELETE", f"{base}/{made['id']}").status_code == 204
    until = time.monotonic() + 6
    while program.ask(None, "GET", DRAFT, headers=headers).status_code == 200:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert program.ask(None, "GET", DRAFT, headers=headers).status_code == 401
