"""A nightly integrator over real HTTP: all at first, then only what has changed, and never what it may not know."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.documents import complete
from tests.servers import KEY, embedded

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
STEPS = ("submitted", "signed_off", "published")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    folder: Path = tmp_path_factory.mktemp("following")
    with embedded(folder) as address, httpx2.Client(base_url=address, timeout=60, trust_env=False) as client:
        yield client


def pulled(door: httpx2.Client, cursor: str | None = None, key: str | None = KEY) -> tuple[list[dict[str, Any]], str]:
    """Pull until nothing more follows; return the changes, and where to go on the next night."""
    changes: list[dict[str, Any]] = []
    while True:
        answer = door.get(
            "/v1/changes",
            params={} if cursor is None else {"cursor": cursor},
            headers={} if key is None else {"apikey": key},
        )
        page = answer.raise_for_status().json()
        changes += page["items"]
        cursor = page["cursor"]
        if not page["more"]:
            return changes, page["cursor"]


def sent(door: httpx2.Client, method: str, path: str, body: Any, key: str = KEY) -> httpx2.Response:
    answer = door.request(method, path, json=body, headers={"apikey": key})
    assert answer.is_success, answer.text
    return answer


def client_of(door: httpx2.Client, ods: str) -> str:
    made = sent(door, "POST", "/v1/clients", {"name": f"Client of {ods}", "kind": "provider", "body": ods})
    key: str = made.json()["key"]
    return key


def publish(door: httpx2.Client, ods: str, **more: Any) -> None:
    """Take a return of 2018 through its life: two clients of the body, then the national team's step."""
    path = f"/v1/organisations/{ods}/returns/2018"
    sent(door, "PUT", path, complete(organisation=ods))
    read = door.get(path, headers={"apikey": KEY}).json()
    explained = [{"code": code, "text": "Checked."} for code in sorted({each["code"] for each in read["warnings"]})]
    keys = (client_of(door, ods), client_of(door, ods), KEY)
    for key, step, said in zip(keys, STEPS, ({}, {"explanations": explained}, more), strict=True):
        sent(door, "POST", f"{path}/transitions", {"to": step} | said, key)


def test_the_first_pull_is_of_all_and_the_next_of_what_has_changed_since(door: httpx2.Client) -> None:
    every, cursor = pulled(door)
    assert len(every) == 2 * 3 * 422
    assert len({(each["kind"], each["organisation"], each["year"]) for each in every}) == len(every)
    assert pulled(door, cursor) == ([], cursor)
    sent(door, "PUT", "/v1/organisations/RX1", TRUST)
    publish(door, "RX1")
    sent(door, "POST", "/v1/organisations/RX1/returns/2018/transitions", {"to": "withdrawn", "note": "Wrong file."})
    outcome = {"rating": "good", "date": "2018-09-12", "source": "Inspection report"}
    sent(door, "PUT", "/v1/organisations/RX1/official-outcomes/cqc-well-led-2017", outcome)
    since, _ = pulled(door, cursor)
    assert [(each["kind"], each["organisation"], each["etag"]) for each in since] == [
        ("return", "RX1", "published-1"),
        ("result", "RX1", "published-1"),
        ("return", "RX1", "withdrawn-1"),
        ("result", "RX1", "withdrawn-1"),
        ("assessment", "RX1", "1"),
    ]
    for each in since[-1:]:
        assert door.get(each["href"], headers={"apikey": KEY}).status_code == 200
    assert [each["cursor"] for each in pulled(door, since[0]["cursor"])[0]] == [each["cursor"] for each in since[1:]]


def test_a_goal_is_told_to_those_who_may_read_it(door: httpx2.Client) -> None:
    _, cursor = pulled(door)
    own, other = client_of(door, "ZT001"), client_of(door, "ZT002")
    goal = {"share": 0.2, "year": 2028, "baseline_year": 2016}
    sent(door, "PUT", "/v1/organisations/ZT001/goals/bands_8a_to_vsm", goal, own)
    told = [(each["kind"], each["organisation"]) for each in pulled(door, cursor)[0]]
    assert told == [("goal", "ZT001")]
    (seen,) = pulled(door, cursor, own)[0]
    assert door.get(seen["href"], headers={"apikey": own}).status_code == 200
    for key in (other, None):
        assert pulled(door, cursor, key)[0] == []


def test_what_is_under_embargo_is_told_to_nobody_before_it_ends(door: httpx2.Client) -> None:
    _, cursor = pulled(door)
    sent(door, "PUT", "/v1/organisations/RX2", TRUST)
    publish(door, "RX2", embargo="2099-01-01T00:00:00Z")
    for key in (KEY, None):
        assert pulled(door, cursor, key)[0] == []


def test_a_window_is_half_open_and_says_how_far_it_is_complete(door: httpx2.Client) -> None:
    every, _ = pulled(door)
    at = every[-1]["at"]
    window = {"since": every[0]["at"], "until": at}
    page = door.get("/v1/changes", params=window | {"limit": 500}, headers={"apikey": KEY}).json()
    assert page["complete_until"] == at
    assert page["items"] == every[:500]
    exact = door.get("/v1/changes", params={"since": at}, headers={"apikey": KEY}).json()["items"]
    assert exact == [each for each in every if each["at"] >= at]
    after = door.get("/v1/changes", params=window | {"limit": 500}, headers={"apikey": KEY}).json()["cursor"]
    assert pulled(door, after)[0] == every[500:], "a window's cursor goes on after it, and tells nothing again"
    nothing = door.get(
        "/v1/changes", params={"since": "2001-01-01T00:00:00Z", "until": "2001-01-02T00:00:00Z"}
    ).json()
    assert (nothing["items"], nothing["reason"]) == ([], "Nothing has changed there.")


@pytest.mark.parametrize(
    ("params", "path"),
    [
        ({"cursor": "!"}, "query:cursor"),
        ({"until": "2099-01-01T00:00:00Z"}, "query:until"),
        ({"since": "2018-01-02T00:00:00Z", "until": "2018-01-02T00:00:00Z"}, "query:until"),
        ({"limit": 501}, "query:limit"),
    ],
)
def test_a_pull_that_makes_no_sense_is_refused(door: httpx2.Client, params: dict[str, Any], path: str) -> None:
    answer = door.get("/v1/changes", params=params)
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)
