"""A nightly integrator over real HTTP: all at first, then only what has changed, and never what it may not know."""

from collections.abc import Iterator
from typing import Any

import pytest
from model_employer import Client, Invalid
from model_employer.contract.types import FeedLine

from tests.client.publishing import client_at, key_of, publish
from tests.servers import embedded


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("following")) as started:
        yield started


@pytest.fixture
def door(address: str) -> Iterator[Client]:
    with client_at(address) as client:
        yield client


def pulled(door: Client, cursor: str | None = None) -> tuple[list[FeedLine], str | None]:
    """Pull until nothing more follows; return the changes, and where to go on the next night."""
    changes = door.changes(cursor)
    return list(changes), changes.cursor


def test_the_first_pull_is_of_all_and_the_next_of_what_has_changed_since(address: str, door: Client) -> None:
    every, cursor = pulled(door)
    assert len(every) == 2 * 3 * 422
    assert len({(each["kind"], each["organisation"], each["year"]) for each in every}) == len(every)
    assert pulled(door, cursor) == ([], cursor)
    publish(door, address, "RX1")
    door.returns.move_return("RX1", 2018, {"to": "withdrawn", "note": "Wrong file."})
    door.official_outcomes.record_outcome(
        "RX1", "cqc-well-led-2017", {"rating": "good", "date": "2018-09-12", "source": "Inspection report"}
    )
    since, _ = pulled(door, cursor)
    assert [(each["kind"], each["organisation"], each["etag"]) for each in since] == [
        ("return", "RX1", "published-1"),
        ("result", "RX1", "published-1"),
        ("return", "RX1", "withdrawn-1"),
        ("result", "RX1", "withdrawn-1"),
        ("assessment", "RX1", "1"),
    ]
    assert door.get(since[-1]["href"])["rating"] == "good"
    assert [each["cursor"] for each in pulled(door, since[0]["cursor"])[0]] == [each["cursor"] for each in since[1:]]


def test_a_goal_is_told_to_those_who_may_read_it(address: str, door: Client) -> None:
    _, cursor = pulled(door)
    with client_at(address, key_of(door, "ZT001")) as own:
        own.goals.propose_goal("ZT001", "bands_8a_to_vsm", {"share": 0.2, "year": 2028, "baseline_year": 2016})
        for follower in (door, own):
            told, _ = pulled(follower, cursor)
            assert [(each["kind"], each["organisation"]) for each in told] == [("goal", "ZT001")]
        assert own.get(told[0]["href"])["share"] == 0.2
    for key in (key_of(door, "ZT002"), None):
        with client_at(address, key) as other:
            assert pulled(other, cursor)[0] == []


def test_what_is_under_embargo_is_told_to_nobody_before_it_ends(address: str, door: Client) -> None:
    _, cursor = pulled(door)
    publish(door, address, "RX2", embargo="2099-01-01T00:00:00Z")
    with client_at(address, None) as nobody:
        for follower in (door, nobody):
            assert pulled(follower, cursor)[0] == []


def test_a_window_is_half_open_and_says_how_far_it_is_complete(door: Client) -> None:
    every, _ = pulled(door)
    begin, end = every[0]["at"], every[-1]["at"]
    page = door.feed.read_changes(since=begin, until=end)
    assert page["complete_until"] == end
    assert page["items"] == every[:500]
    assert list(door.changes(since=end)) == [each for each in every if each["at"] >= end]
    after, _ = pulled(door, page["cursor"])
    assert after == every[500:], "a window's cursor goes on after it, and tells nothing again"
    nothing = door.feed.read_changes(since="2001-01-01T00:00:00Z", until="2001-01-02T00:00:00Z")
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
def test_a_pull_that_makes_no_sense_is_refused(door: Client, params: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as met:
        door.feed.read_changes(**params)
    assert met.value.errors[0].path == path
