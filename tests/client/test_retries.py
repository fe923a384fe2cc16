"""What is sent again, after how long, and what never is: against a server that refuses and breaks off."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from model_employer import (
    Away,
    Failure,
    NoAnswer,
    Problem,
    RateLimited,
    Retries,
    Stale,
    Timing,
)

from tests.client.hostile import GONE, Hostile, Said, World, client_of, hostile, refusal
from tests.servers import free_port

GOOD = Said(body=b'{"good": true}')


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("said", [Said(429), Said(502), Said(503), Said(504), GONE, Said(body=b"{}", breaking_off=1)])
def test_a_read_is_tried_again_until_it_goes_well(world: World, said: Said) -> None:
    with hostile(said, said, GOOD) as server, client_of(server, world) as client:
        assert client.get("/v1/frameworks") == {"good": True}
    assert [each.path for each in server.heard] == ["/v1/frameworks"] * 3


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 500, 501])
def test_what_will_be_no_better_is_asked_once(world: World, status: int) -> None:
    with hostile(Said(status), GOOD) as server, client_of(server, world) as client:
        met = refusal(Problem, lambda: client.get("/v1/frameworks"))
    assert (met.status, met.tries, len(server.heard), world.slept) == (status, 1, 1, [])


def test_pauses_are_drawn_from_ranges_that_double_up_to_the_longest(world: World) -> None:
    retries = Retries(within=100, first_pause=1, longest_pause=5, timing=world.timing())
    with hostile(*[Said(503)] * 6, GOOD) as server, client_of(server, world, retries=retries) as client:
        client.get("/")
    assert world.slept == [1, 2, 4, 5, 5, 5]


def test_a_pause_may_be_as_short_as_nothing(world: World) -> None:
    ranges: list[tuple[float, float]] = []

    def draw(least: float, most: float) -> float:
        ranges.append((least, most))
        return least

    timing = world.timing()
    retries = Retries(timing=Timing(timing.passing, timing.wall, timing.sleep, draw))
    with hostile(Said(503), Said(503), GOOD) as server, client_of(server, world, retries=retries) as client:
        client.get("/")
    assert (ranges, world.slept) == ([(0.0, 0.5), (0.0, 1.0)], [0.0, 0.0])


@pytest.mark.parametrize(
    "asked",
    [lambda now: "7", lambda now: format_datetime(datetime.fromtimestamp(now + 7, UTC), usegmt=True)],
    ids=["seconds", "date"],
)
def test_the_server_s_own_word_on_when_to_come_back_is_kept(world: World, asked: Callable[[float], str]) -> None:
    says = Said(429, {"Retry-After": asked(world.now)}), GOOD
    with hostile(*says) as server, client_of(server, world) as client:
        client.get("/")
    assert world.slept == [7.5], "seven seconds, and a part of the first pause drawn by lot"


@pytest.mark.parametrize("told", ["soon", "", "-3", "Mon, 99 Foo 2020"])
def test_a_word_that_says_nothing_is_as_good_as_none(world: World, told: str) -> None:
    with hostile(Said(503, {"Retry-After": told}), GOOD) as server, client_of(server, world) as client:
        client.get("/")
    assert world.slept == [0.5]


def test_no_pause_is_begun_that_would_end_too_late(world: World) -> None:
    with hostile(Said(429, {"Retry-After": "3600"}), GOOD) as server, client_of(server, world) as client:
        met = refusal(RateLimited, lambda: client.get("/"))
    assert (met.retry_after, met.tries, world.slept) == (3600, 1, [])


def test_all_tries_together_take_no_longer_than_allowed(world: World) -> None:
    with hostile(*[Said(503)] * 50) as server, client_of(server, world) as client:
        met = refusal(Away, lambda: client.get("/"))
    assert sum(world.slept) <= 60 < sum(world.slept) + 20
    assert met.tries == len(server.heard) == len(world.slept) + 1


def test_a_post_is_sent_again_under_the_same_key_and_another_under_another(world: World) -> None:
    with hostile(GONE, Said(503), GOOD, GOOD) as server, client_of(server, world) as client:
        assert client.post("/v1/reviews", {"framework": "sof-2017"}) == {"good": True}
        client.reviews.run_review({"framework": "sof-2017", "year": 2018})
    keys = [each.headers["idempotency-key"] for each in server.heard]
    assert len(set(keys[:3])) == 1
    assert keys[3] not in keys[:3]
    assert {each.body for each in server.heard[:3]} == {b'{"framework": "sof-2017"}'}


@pytest.mark.parametrize("said", [GONE, Said(502), Said(503), Said(504)])
def test_a_put_that_may_have_been_carried_out_is_repeated_only_with_a_version(world: World, said: Said) -> None:
    with hostile(said, GOOD) as server, client_of(server, world) as client:
        with pytest.raises(Failure):
            client.put("/v1/organisations/RX1", {})
        assert client.put("/v1/organisations/RX1", {}, if_match='"1"') == {"good": True}
    assert len(server.heard) == 2


def test_a_put_that_was_refused_at_the_door_is_sent_again(world: World) -> None:
    with hostile(Said(429), GOOD) as server, client_of(server, world) as client:
        assert client.put("/v1/organisations/RX1", {}) == {"good": True}
    assert len(server.heard) == 2


def test_what_refuses_a_repeated_write_may_be_its_own_effect_and_is_told_so(world: World) -> None:
    stale = Said(412, body=b'{"code": "stale", "detail": "Read it again."}')
    with hostile(GONE, stale) as server, client_of(server, world) as client:
        met = refusal(Stale, lambda: client.put("/v1/organisations/RX1/actions/one", {}, if_match='W/"1"'))
    assert met.after_lost_answer
    assert "may have been carried out" in str(met)
    assert {each.headers["if-match"] for each in server.heard} == {'"1"'}, "a compressed answer's tag, made strong"


def test_a_server_that_is_not_there_is_waited_for_and_named(world: World) -> None:
    away = Hostile(())
    away.address = f"http://127.0.0.1:{free_port()}"
    with client_of(away, world) as client:
        met = refusal(NoAnswer, lambda: client.put("/v1/organisations/RX1", {}))
    assert str(met).startswith("PUT /v1/organisations/RX1: ")
    assert met.tries == len(world.slept) + 1 > 5, "nothing was carried out: any call may be sent again"


def test_a_client_without_patience_tries_once_whatever_the_lot(world: World) -> None:
    timing = world.timing()
    impatient = Retries(within=0, timing=Timing(timing.passing, timing.wall, timing.sleep, lambda least, most: least))
    with hostile(Said(503), GOOD) as server, client_of(server, world, retries=impatient) as client:
        refusal(Away, lambda: client.get("/"))
    assert len(server.heard) == 1
