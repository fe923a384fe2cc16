"""Receivers that fail, hang, lead elsewhere or are gone, and what their clients can do about it."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from gateway.webhooks.sending import _seconds
from gateway.webhooks.waiting import wait_after
from services.instants import now
from services.settings import Settings
from tests.webhooks.conftest import Gate, Post, statuses
from tests.webhooks.receiving import Receiver, receiving, saying


async def test_what_fails_is_sent_again_and_what_follows_waits_for_it(post: Post, receiver: Receiver) -> None:
    receiver.answers = [saying(500), saying(429, {"retry-after": "0"})]
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        first = await post.publish()
        await receiver.next()
        second = await post.publish()
        assert [(await receiver.next()).etags for _ in range(3)] == [first, first, second]
        assert len({(each.headers["webhook-id"], each.body) for each in receiver.came}) == 2
        assert all(each.signed_with(made["secret"]) for each in receiver.came)
        delivered = await gate.settled(made, caller, "delivered", "delivered")
        assert [statuses(each) for each in delivered] == [[500, 429, 204], [204]]


async def test_after_the_last_try_it_is_a_dead_letter_the_next_goes_on_and_it_can_be_replayed(
    post: Post, receiver: Receiver
) -> None:
    receiver.answers = [saying(500)] * 3
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        await post.publish()
        (dead,) = await gate.settled(made, caller, "dead")
        assert (statuses(dead), dead["next_attempt_at"]) == ([500, 500, 500], None)
        await post.publish()
        await gate.settled(made, caller, "dead", "delivered")
        assert (await gate.read(made, caller))["dead_in_a_row"] == 0
        assert await gate.deliveries(made, caller, "dead") == [dead]
        again = await gate.post(f"/v1/subscriptions/{made['id']}/deliveries/{dead['id']}/replay", None, caller)
        assert (again.status_code, again.json()["state"]) == (202, "pending")
        replayed, _ = await gate.settled(made, caller, "delivered", "delivered")
        assert statuses(replayed) == [500, 500, 500, 204]
        assert (receiver.came[-1].headers["webhook-id"], receiver.came[-1].body) == (
            dead["id"],
            receiver.came[0].body,
        )


async def test_too_many_dead_letters_in_a_row_stop_a_subscription_until_it_is_let_go_on(
    post: Post, receiver: Receiver
) -> None:
    receiver.always = saying(500)
    async with post.gateway(webhooks_tries=1, webhooks_dead_in_a_row=2) as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        await post.publish()
        await gate.settled(made, caller, "dead")
        await post.publish()
        failing = await gate.until(made, caller, lambda told: told["state"] == "failing")
        assert (failing["dead_in_a_row"], failing["reason"]) == (2, "2 deliveries in a row could not be made.")
        etags = await post.publish()
        pinged = await gate.post(f"/v1/subscriptions/{made['id']}/test", None, caller)
        told = pinged.json()
        assert (told["delivered"], told["status"], told["error"]) == (False, 500, None)
        receiver.always = saying(204)
        pinged = await gate.post(f"/v1/subscriptions/{made['id']}/test", None, caller)
        assert (pinged.json()["delivered"], pinged.json()["status"]) == (True, 204)
        ping = receiver.came[-1]
        assert (ping.content["items"], ping.headers["webhook-id"]) == ([], pinged.json()["webhook_id"])
        assert ping.signed_with(made["secret"])
        resumed = await gate.changed(made, caller)
        assert (resumed.json()["state"], resumed.json()["reason"]) == ("active", None)
        await gate.settled(made, caller, "dead", "dead", "delivered")
        assert receiver.came[-1].etags == etags


async def test_410_ends_a_subscription(post: Post, receiver: Receiver) -> None:
    receiver.answers = [saying(410)]
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        await post.publish()
        ended = await gate.until(made, caller, lambda told: told["state"] == "ended")
        assert ended["reason"] == "Its receiver answered 410 Gone."
        (dead,) = await gate.deliveries(made, caller)
        assert (dead["state"], statuses(dead)) == ("dead", [410])
        path = f"/v1/subscriptions/{made['id']}"
        refused = [
            await gate.changed(made, caller),
            await gate.post(f"{path}/test", None, caller),
            await gate.post(f"{path}/secret", None, caller),
            await gate.post(f"{path}/replay", {"since": "2018-01-01T00:00:00Z"}, caller),
            await gate.post(f"{path}/deliveries/{dead['id']}/replay", None, caller),
        ]
        assert [each.status_code for each in refused] == [409] * 5
        assert (await gate.call("DELETE", path, caller)).status_code == 204
        assert len(receiver.came) == 1


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    """What no database has a part in."""

    async def test_every_other_end_of_an_attempt_is_a_failure_with_its_reason(
        self, post: Post, receiver: Receiver
    ) -> None:
        async def never(_request: web.BaseRequest) -> web.StreamResponse:
            await asyncio.Event().wait()
            raise AssertionError

        async def broken(request: web.BaseRequest) -> web.StreamResponse:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        async def elsewhere(request: web.BaseRequest) -> web.StreamResponse:
            raise web.HTTPFound("/elsewhere")

        async def endless(request: web.BaseRequest) -> web.StreamResponse:
            response = web.StreamResponse(status=200)
            await response.prepare(request)
            while True:
                await response.write(b"x" * 65_536)

        answers = (never, broken, elsewhere, saying(404), endless)
        async with post.gateway(webhooks_seconds=0.4) as gate:
            caller = await gate.registered()
            made = await gate.subscribed(caller, f"{receiver.address}/hook")
            told = []
            for answer in answers:
                receiver.answers = [answer]
                pinged = (await gate.post(f"/v1/subscriptions/{made['id']}/test", None, caller)).json()
                told.append((pinged["delivered"], pinged["status"], pinged["error"]))
        assert told == [
            (False, None, "no answer within 0.4 seconds"),
            (False, None, "no answer that HTTP has"),
            (False, 302, "redirects are not followed"),
            (False, 404, None),
            (True, 200, None),
        ]
        assert {each.path for each in receiver.came} == {"/hook"}

    async def test_nobody_listening_is_no_connection(self, post: Post) -> None:
        async with receiving() as gone:
            address = gone.address
        async with post.gateway(webhooks_tries=1) as gate:
            caller = await gate.registered()
            made = await gate.subscribed(caller, address)
            await post.publish()
            (dead,) = await gate.settled(made, caller, "dead")
            assert [(each["status"], each["error"]) for each in dead["attempts"]] == [(None, "no connection")]

    async def test_a_receiver_may_ask_for_a_longer_wait(self, post: Post, receiver: Receiver) -> None:
        receiver.answers = [saying(503, {"retry-after": "3600"})]
        async with post.gateway(webhooks_largest_wait_seconds=86_400.0) as gate:
            caller = await gate.registered()
            made = await gate.subscribed(caller, receiver.address)
            await post.publish()

            def waits(told: dict[str, Any]) -> bool:
                due = told["next_attempt_at"]
                return due is not None and datetime.fromisoformat(due) > now() + timedelta(minutes=59)

            await gate.until(made, caller, waits)
            # Whoever cannot wait changes something, or asks for that one delivery.
            (pending,) = await gate.deliveries(made, caller, "pending")
            await gate.post(f"/v1/subscriptions/{made['id']}/deliveries/{pending['id']}/replay", None, caller)
            await gate.settled(made, caller, "delivered")

    async def test_the_feed_is_sent_again_from_a_cursor_or_an_instant(self, post: Post, receiver: Receiver) -> None:
        async with post.gateway() as gate:
            caller = await gate.registered()
            made = await gate.subscribed(caller, receiver.address)
            etags = []
            for _ in range(3):
                etags += await post.publish()
                await receiver.next()
            await gate.settled(made, caller, *["delivered"] * 3)
            lines = (await gate.feed(caller)).json()["items"]
            path = f"/v1/subscriptions/{made['id']}/replay"
            for body, wanted in (({"cursor": lines[0]["cursor"]}, 1), ({"since": lines[2]["at"]}, 2)):
                answer = await gate.post(path, body, caller)
                assert answer.status_code == 202
                assert (await receiver.next()).etags == etags[wanted:]
            # What waits is given up for it.
            receiver.always = saying(500)
            await gate.settled(made, caller, *["delivered"] * 5)
            await self._waiting(post, gate, receiver, made, caller)

    async def _waiting(self, post: Post, gate: Gate, receiver: Receiver, made: dict[str, Any], caller: Any) -> None:
        await post.publish()
        await receiver.next()
        await gate.changed(made, caller, state="paused")
        await gate.post(f"/v1/subscriptions/{made['id']}/replay", {"since": "2001-01-01T00:00:00Z"}, caller)
        last = (await gate.deliveries(made, caller))[-1]
        assert (last["state"], last["next_attempt_at"]) == ("superseded", None)
        receiver.always = saying(204)
        await gate.changed(made, caller)
        await gate.until(made, caller, lambda told: told["cursor"] == receiver.came[-1].content["cursor"])
        everything = [each["etag"] for each in (await gate.feed(caller)).json()["items"]]
        assert receiver.came[-1].etags == everything


def test_waits_grow_fourfold_with_full_jitter_and_end_within_about_a_day() -> None:
    settings = Settings()
    waits = [wait_after(settings, tries, None, lambda: 1.0).total_seconds() for tries in range(1, 8)]
    assert waits == [60, 240, 960, 3_840, 15_360, 61_440, 86_400]
    assert wait_after(settings, 3, None, lambda: 0.0) == timedelta(0)
    drawn = random.Random(2018)
    whole = [sum(wait_after(settings, tries, None, drawn.random).total_seconds() for tries in range(1, 8))]
    whole += [sum(wait_after(settings, tries, None, drawn.random).total_seconds() for tries in range(1, 8))]
    assert all(0 < each < sum(waits) for each in whole)
    assert whole[0] != whole[1]


def test_a_receiver_is_waited_for_as_long_as_it_asks_within_limits() -> None:
    settings = Settings()
    assert wait_after(settings, 1, 3_600.0, lambda: 0.5) == timedelta(hours=1)
    assert wait_after(settings, 1, 10.0, lambda: 0.5) == timedelta(seconds=30)
    assert wait_after(settings, 1, 1e9, lambda: 0.5) == timedelta(days=1)
    assert wait_after(settings, 10_000, None, lambda: 1.0) == timedelta(days=1)


@pytest.mark.parametrize(
    ("header", "wanted"), [("120", 120.0), ("-1", None), ("soon", None), (None, None), ("1.5", None)]
)
def test_retry_after_in_seconds(header: str | None, wanted: float | None) -> None:
    assert _seconds(header) == wanted


def test_retry_after_as_a_date() -> None:
    later = _seconds(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
    assert later is not None
    assert 3_500 < later <= 3_600
    assert _seconds(format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)) == 0.0
