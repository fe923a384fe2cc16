"""What a subscriber is told: all that the feed says, once, in order, signed, and nothing that it may not know."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from gateway.webhooks.tables import SubscriptionRow
from services.changes import Change, Feed
from services.instants import now
from services.settings import Settings
from tests.callers import open_house
from tests.webhooks.conftest import Gate, Post, statuses
from tests.webhooks.receiving import Received, Receiver, saying
from vocabulary.clients import ClientKind

ONE_DATABASE = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""For what no database has a part in."""


def test_the_receiver_of_these_tests_reads_signatures_as_the_standard_does() -> None:
    """The example that Standard Webhooks gives: neither side of it is ours."""
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    assert Received("/", headers, b'{"test": 2432232314}').signed_with(secret)
    assert not Received("/", headers, b'{"test": 2432232315}').signed_with(secret)


async def test_a_subscriber_is_sent_what_the_feed_says_signed_with_its_secret(post: Post, receiver: Receiver) -> None:
    await post.publish(3)
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, f"{receiver.address}/hook?a=b")
        etags = await post.publish(2) + await post.publish(1, "oversight", kind="assessment")
        came = await receiver.changes(3)
        told = (await gate.feed(caller)).json()
        assert came == told["items"][3:]
        assert [each["etag"] for each in came] == etags
        for each in receiver.came:
            assert each.signed_with(made["secret"])
            assert each.path == "/hook"
            assert each.headers["content-type"] == "application/json"
            assert abs(int(each.headers["webhook-timestamp"]) - now().timestamp()) < 300
            assert each.content["delivery"] == each.headers["webhook-id"]
        read = await gate.until(made, caller, lambda told: told["next_attempt_at"] is None)
        assert read["cursor"] == told["cursor"] == receiver.came[-1].content["cursor"]
        for delivery in await gate.deliveries(made, caller):
            assert (delivery["state"], statuses(delivery)) == ("delivered", [204])


async def test_many_changes_come_a_hundred_at_a_time_in_order(post: Post, receiver: Receiver) -> None:
    etags = await post.publish(250)
    async with post.gateway() as gate:
        caller = await gate.registered()
        await gate.subscribed(caller, receiver.address, **{"from": "beginning"})
        came = await receiver.changes(250)
        assert [each["etag"] for each in came] == etags
        assert [len(each.etags) for each in receiver.came] == [100, 100, 50]
        assert [each.content["more"] for each in receiver.came] == [True, True, False]
        assert came == (await gate.feed(caller)).json()["items"]


@ONE_DATABASE
async def test_a_subscription_may_be_of_some_kinds_and_bodies_and_begin_after_a_cursor(
    post: Post, receiver: Receiver
) -> None:
    await post.publish(2)
    async with post.gateway() as gate:
        caller = await gate.registered()
        first = (await gate.feed(caller)).json()["items"][0]["cursor"]
        chosen = {"kinds": ["return", "assessment"], "organisations": ["RX2", "RX1"], "from": first}
        made = await gate.subscribed(caller, receiver.address, **chosen)
        assert (made["kinds"], made["organisations"]) == (["assessment", "return"], ["RX1", "RX2"])
        assert await receiver.changes(1) == (await gate.feed(caller, first)).json()["items"]
        await post.publish(1, kind="result")
        await post.publish(130, organisation="RX3")
        wanted = await post.publish(101, organisation="RX2")
        await post.publish(600, organisation="RX3")
        last = await post.publish(1, "oversight", kind="assessment")
        came = await receiver.changes(102)
        assert [each["etag"] for each in came] == [*wanted, *last]
        # Also past what it is not told, so that it is not looked at again.
        end = (await gate.feed(caller, came[-1]["cursor"])).json()["cursor"]
        await gate.until(made, caller, lambda told: told["cursor"] == end)


async def test_two_gateways_on_one_store_deliver_each_change_once_and_in_order(
    post: Post, receiver: Receiver
) -> None:
    async with post.gateway() as one, post.gateway() as other:
        callers = [await one.registered() for _ in range(3)]
        made = [await one.subscribed(each, f"{receiver.address}/{place}") for place, each in enumerate(callers)]
        etags = []
        for _ in range(12):
            etags += await post.publish(2)
            await asyncio.sleep(0)
        await receiver.changes(3 * len(etags))
        for each, caller in zip(made, callers, strict=True):
            await other.until(each, caller, lambda told: told["next_attempt_at"] is None)
    for place in range(3):
        own = [each for each in receiver.came if each.path == f"/{place}"]
        assert [etag for each in own for etag in each.etags] == etags


async def test_what_a_gateway_that_died_was_sending_is_sent_by_another(post: Post, receiver: Receiver) -> None:
    async with post.gateway() as gate:
        caller = await gate.registered()
        waiting = await gate.subscribed(caller, f"{receiver.address}/waiting")
        other = await gate.subscribed(caller, f"{receiver.address}/other")
        await _lease(gate, waiting, timedelta(hours=1))
        await post.publish()
        # Both are looked at in the same breath, and only one of them is free.
        await gate.settled(other, caller, "delivered")
        assert {each.path for each in receiver.came} == {"/other"}
        await _lease(gate, waiting, timedelta(0))
        await gate.settled(waiting, caller, "delivered")


async def _lease(gate: Gate, subscription: dict[str, Any], length: timedelta) -> None:
    """Let another gateway hold the lease of a subscription."""
    async with gate.app.state.database.writing() as session:
        row = await session.get_one(SubscriptionRow, subscription["id"])
        row.lease_owner, row.lease_until = "one that died", now() + length


@ONE_DATABASE
async def test_what_was_written_down_and_not_heard_of_is_sent_again_by_the_same_name(
    post: Post, receiver: Receiver
) -> None:
    heard = asyncio.Event()

    async def never(_request: web.BaseRequest) -> web.StreamResponse:
        heard.set()
        await asyncio.Event().wait()
        raise AssertionError

    receiver.answers = [never]
    async with post.gateway(webhooks_seconds=0.3, webhooks_first_wait_seconds=0.0) as gate:
        caller = await gate.registered()
        await gate.subscribed(caller, receiver.address)
        etags = await post.publish()
        await heard.wait()
    async with post.gateway():
        await post.publish()
        again = await receiver.next(), await receiver.next()
        assert {each.headers["webhook-id"] for each in again} == {receiver.came[0].headers["webhook-id"]}
        assert [each.etags for each in again] == [etags, etags]


@ONE_DATABASE
async def test_a_receiver_that_hangs_holds_up_nobody_else(post: Post, receiver: Receiver) -> None:
    free = asyncio.Event()

    async def slow(_request: web.BaseRequest) -> web.StreamResponse:
        await free.wait()
        return web.Response()

    receiver.answers = [slow]
    async with post.gateway() as gate:
        caller = await gate.registered()
        hanging = await gate.subscribed(caller, f"{receiver.address}/hanging", organisations=["RX1"])
        await gate.subscribed(caller, f"{receiver.address}/quick", organisations=["RX2"])
        await post.publish(organisation="RX1")
        assert (await receiver.next()).path == "/hanging"
        await post.publish(organisation="RX2")
        assert (await receiver.next()).path == "/quick"
        free.set()
        await gate.settled(hanging, caller, "delivered")


@ONE_DATABASE
async def test_a_client_is_told_what_the_feed_tells_it_and_nothing_after_it_was_revoked(
    settings: Settings, receiver: Receiver
) -> None:
    async with open_house(settings) as house:
        upstreams = {name: getattr(house, name).app for name in ("indicators", "trajectory", "oversight")}
        post = Post(settings, upstreams)
        async with post.gateway() as gate:
            own, other = [await gate.registered(ClientKind.PROVIDER, ods) for ods in ("RX1", "RX2")]
            national = await gate.registered(ClientKind.REGULATOR)
            made = {}
            for caller in (own, other, national):
                made[caller] = await gate.subscribed(caller, f"{receiver.address}/{caller.client}")
            goal = Change("goal", "RX1", 2028, "/v1/organisations/RX1/goals/8a", "1-1", public=False)
            async with house.trajectory.app.state.database.writing() as session:
                await Feed(house.trajectory.app.state.service.tables).append(session, [goal])
            (etag,) = await post.publish()
            assert len(await receiver.changes(5)) == 5
            for caller, wanted in ((own, ["1-1", etag]), (other, [etag]), (national, ["1-1", etag])):
                came = [each for each in receiver.came if each.path == f"/{caller.client}"]
                items = [item for each in came for item in each.content["items"]]
                assert [item["etag"] for item in items] == wanted
                assert items == (await gate.feed(caller)).json()["items"]
            await gate.call("DELETE", f"/v1/clients/{other.client}")
            await post.publish()
            ended = await gate.until(made[other], other, lambda told: told["state"] == "ended")
            assert ended["reason"] == "Its client was revoked."
            await receiver.changes(2)
            assert {each.path for each in receiver.came[-2:]} == {f"/{own.client}", f"/{national.client}"}


@ONE_DATABASE
async def test_what_was_delivered_long_ago_is_forgotten_and_dead_letters_are_not(
    post: Post, receiver: Receiver
) -> None:
    async with post.gateway(webhooks_tries=1) as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        await post.publish()
        await gate.settled(made, caller, "delivered")
        receiver.answers = [saying(500)]
        await post.publish()
        await gate.settled(made, caller, "delivered", "dead")
    async with post.gateway(webhooks_kept_days=0.0) as gate:
        (left,) = await gate.settled(made, caller, "dead")
        assert left["number"] == 2
