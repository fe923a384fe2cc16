"""How many calls a client may make: even in the long run, generous after a pause, and told with every answer."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.limits import Limits, address
from services.identity import Caller
from services.problems import Problem
from services.settings import Settings
from tests.gateway.conftest import ADMINISTRATOR, caller_at
from tests.gateway.standing_in import embedded_gateway, served

TRUST = Caller("trust", "provider", "RX1")
HERE = {"client": ("192.0.2.1", 1)}


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def limits(clock: Clock, public: int = 6, client: int = 60) -> Limits:
    return Limits(Settings(data=Path("nowhere"), limit_public=public, limit_client=client), clock)


def told(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in headers}


def test_a_quiet_client_may_make_a_minutes_calls_at_once_and_then_waits() -> None:
    clock = Clock()
    tried = limits(clock)
    answers = [told(tried.taken(TRUST, HERE)) for _ in range(60)]
    assert answers[0] == {"ratelimit-policy": '"client";q=60;w=60', "ratelimit": '"client";r=59;t=1'}
    assert answers[-1]["ratelimit"] == '"client";r=0;t=60'
    with pytest.raises(Problem) as refused:
        tried.taken(TRUST, HERE)
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "1")
    clock.now += 1
    assert told(tried.taken(TRUST, HERE))["ratelimit"] == '"client";r=0;t=60'


def test_clients_do_not_spend_each_others_calls() -> None:
    tried = limits(Clock(), client=1)
    tried.taken(TRUST, HERE)
    tried.taken(Caller("other", "provider", "RX2"), HERE)
    with pytest.raises(Problem):
        tried.taken(TRUST, HERE)


def test_without_a_key_an_address_has_the_limit_and_wrong_keys_spend_it() -> None:
    tried = limits(Clock())
    public = Caller("public", "public")
    for _ in range(3):
        tried.taken(public, HERE)
        tried.refused(HERE)
    with pytest.raises(Problem, match="429"):
        tried.taken(public, HERE)
    with pytest.raises(Problem, match="429"):
        tried.refused(HERE)
    assert tried.taken(public, {"client": ("192.0.2.2", 1)})
    assert tried.taken(TRUST, HERE)


def test_no_limit_is_told_where_there_is_none() -> None:
    tried = limits(Clock(), client=0)
    assert [tried.taken(TRUST, HERE) for _ in range(1_000)] == [[]] * 1_000


def _is_taken(tried: Limits) -> bool:
    try:
        tried.taken(TRUST, HERE)
    except Problem as problem:
        return not 1 <= int(problem.headers["Retry-After"]) <= 61
    return True


@given(st.lists(st.floats(0, 20), min_size=1, max_size=200), st.integers(1, 30))
def test_in_no_window_are_more_taken_than_twice_the_limit_and_in_the_long_run_no_more_than_it(
    pauses: list[float], quota: int
) -> None:
    clock = Clock()
    tried, taken = limits(clock, client=quota), list[float]()
    for pause in pauses:
        clock.now += pause
        if _is_taken(tried):
            taken.append(clock.now)
    for first in taken:
        inside = [at for at in taken if first <= at < first + 60]
        assert len(inside) <= 2 * quota
    assert len(taken) <= quota + (taken[-1] - taken[0]) * quota / 60 + 1


@pytest.mark.parametrize(
    ("given_address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("a-name", "a-name"),
    ],
)
def test_an_address_is_a_caller_and_an_ipv6_network_is_one(given_address: str, counted: str) -> None:
    assert address({"client": (given_address, 1)}) == counted
    assert address({"client": None}) == "unknown"


def test_over_http_every_answer_tells_what_is_left_and_the_last_says_when_to_come_back(settings: Settings) -> None:
    few = settings.model_copy(update={"limit_public": 5, "limit_client": 7})
    with served(embedded_gateway(few)) as at:
        call = caller_at(at)
        answers = [call("GET", "/v1/flour") for _ in range(5)]
        assert [each.header("ratelimit") for each in answers][:2] == ['"public";r=4;t=12', '"public";r=3;t=24']
        refused = call("GET", "/v1/flour")
        assert (refused.status, refused.header("content-type")) == (429, "application/problem+json")
        assert int(refused.header("retry-after") or 0) in range(1, 13)
        assert refused.header("ratelimit-policy") == '"public";q=5;w=60'
        assert call("GET", "/v1/flour", {"apikey": "a key that nobody has"}).status == 429
        assert call("GET", "/_ping").status == 200
        assert call("GET", "/v1/flour", {"apikey": ADMINISTRATOR}).header("ratelimit") == '"client";r=6;t=9'
