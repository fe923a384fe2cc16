"""API1, broken object level authorization: what is another's stays so, however its address is written."""

import uuid
from typing import Any

import pytest

from tests.documents import complete
from tests.security.program import OTHER, OWN, YEAR, Program

DRAFT = f"/v1/organisations/{OWN}/returns/{YEAR}"
SPELLINGS = (
    f"/v1/organisations/{OWN}/returns/{YEAR}/",
    f"/v1//organisations/{OWN}/returns/{YEAR}",
    f"//v1/organisations/{OWN}/returns/{YEAR}",
    f"/v1/organisations/{OTHER}/../{OWN}/returns/{YEAR}",
    f"/v1/organisations/{OTHER}/%2e%2e/{OWN}/returns/{YEAR}",
    f"/v1/organisations/{OTHER}%2f..%2f{OWN}/returns/{YEAR}",
    f"/v1/organisations/{OWN.lower()}/returns/{YEAR}",
    f"/v1/organisations/{OWN}%00/returns/{YEAR}",
    f"/v1/organisations/{OWN}%20/returns/{YEAR}",
    f"/v1/organisations/{OWN};x=1/returns/{YEAR}",
    f"/v1/organisations/{OWN}/returns/0{YEAR}",
    f"/v1/organisations/{OWN}/returns/{YEAR}.0",
    f"/v1/organisations/{OWN}/returns/{YEAR}%0a",
    f"/v1/organisations/{OWN}/returns/{YEAR}?organisation={OTHER}",
    f"/V1/organisations/{OWN}/returns/{YEAR}",
    f"/v1/organisations/%5a%54001/returns/{YEAR}",
)


@pytest.mark.parametrize("who", ["other", None])
@pytest.mark.parametrize("path", SPELLINGS)
def test_no_spelling_of_an_address_opens_another_s_draft(program: Program, who: str | None, path: str) -> None:
    assert program.ask("own", "GET", DRAFT).status_code == 200
    for method in ("GET", "PUT"):
        answer = program.ask(who, method, path, json={"organisation": OWN, "year": YEAR})
        assert answer.status_code in (301, 307, 308, 400, 401, 403, 404, 405, 422), answer.text
        assert "workforce" not in answer.text


def test_a_tag_of_what_one_may_not_read_is_never_confirmed(program: Program) -> None:
    draft = program.ask("own", "GET", DRAFT).headers["etag"]
    for tag in (draft, "*"):
        assert program.ask("other", "GET", DRAFT, headers={"if-none-match": tag}).status_code == 403
        assert program.ask(None, "GET", DRAFT, headers={"if-none-match": tag}).status_code == 401
        body = complete(organisation=OWN, year=YEAR) | {"edition": None}
        assert program.ask("other", "PUT", DRAFT, json=body, headers={"if-match": tag}).status_code == 403
    published = f"/v1/organisations/{OWN}/indicators?year=2018"
    exact = program.ask("own", "GET", published)
    public = program.ask(None, "GET", published, headers={"if-none-match": exact.headers["etag"]})
    assert (public.status_code, public.content == exact.content) == (200, False)
    assert "apikey" in public.headers["vary"]


def subscribed(program: Program) -> str:
    body = {"url": "https://1.1.1.1/hook", "kinds": ["goal"], "organisations": [OTHER]}
    made = program.ask("own", "POST", "/v1/subscriptions", json=body)
    assert made.status_code == 201, made.text
    told: str = made.json()["id"]
    return told


def test_another_s_subscription_is_refused_and_nothing_of_it_told(program: Program) -> None:
    """An id is drawn from 2^122; who has one all the same learns that it is another's, and no more."""
    name = subscribed(program)
    tries: list[tuple[str, str, Any]] = [
        ("GET", "/v1/subscriptions/{}", None),
        ("PUT", "/v1/subscriptions/{}", {"url": "https://1.1.1.1/hook", "state": "paused"}),
        ("DELETE", "/v1/subscriptions/{}", None),
        ("POST", "/v1/subscriptions/{}/secret", {}),
        ("POST", "/v1/subscriptions/{}/test", None),
        ("POST", "/v1/subscriptions/{}/replay", {"cursor": "MC4wLjA"}),
        ("GET", "/v1/subscriptions/{}/deliveries", None),
    ]
    for method, path, body in tries:
        rest = {} if body is None else {"json": body}
        refused = program.ask("other", method, path.format(name), **rest)
        assert refused.status_code == 403, (method, path)
        assert "1.1.1.1" not in refused.text
        assert program.ask("other", method, path.format(uuid.uuid4().hex), **rest).status_code == 404
    assert program.ask("own", "GET", f"/v1/subscriptions/{name}").json()["state"] == "active"
    assert program.ask("own", "DELETE", f"/v1/subscriptions/{name}").status_code == 204


def test_an_idempotency_key_is_its_client_s_own(program: Program) -> None:
    once = {"idempotency-key": "the-same-for-two"}
    key = program.ask("own", "POST", f"/v1/clients/{program.ids['own']}/keys", json={}, headers=once)
    assert key.status_code == 201
    again = program.ask("other", "POST", f"/v1/clients/{program.ids['own']}/keys", json={}, headers=once)
    assert again.status_code == 403
    assert key.json()["key"] not in again.text
    mine = program.ask("other", "POST", f"/v1/clients/{program.ids['other']}/keys", json={}, headers=once)
    assert mine.status_code == 201
    assert mine.json()["id"] != key.json()["id"]


def test_a_cursor_of_another_s_list_opens_nothing_of_it(program: Program) -> None:
    first = program.ask("regulator", "GET", "/v1/changes?limit=1").json()
    theirs = program.ask("other", "GET", "/v1/changes", params={"cursor": first["cursor"], "limit": 500}).json()
    assert not [each for each in theirs["items"] if each["year"] == YEAR and each["organisation"] == OWN]
    batches = program.ask("administrator", "GET", "/v1/batches?limit=1").json()
    assert program.ask("other", "GET", "/v1/batches").json()["items"] == [] or batches["items"] == []
