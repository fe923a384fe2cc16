"""Subscriptions as a resource: made, shown, changed, paused, and looked after by their own client."""

import asyncio
import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from gateway.webhooks.installation import root_secret
from gateway.webhooks.signing import Secrets
from gateway.webhooks.tables import SubscriptionRow
from services.instants import now
from services.settings import Settings
from tests.callers import ADMINISTRATOR, PUBLIC
from tests.webhooks.conftest import Gate, Post
from tests.webhooks.receiving import Receiver
from vocabulary.clients import ClientKind

ONE_DATABASE = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""For what both databases do by the same statements."""

HOOK = "http://127.0.0.1:9/hooks/very-secret-path"


async def stored(gate: Gate) -> str:
    """Everything that the gateway's database holds, as text."""
    async with gate.app.state.database.reading() as session:
        connection = await session.connection()
        tables = gate.app.state.service.tables.sorted_tables
        rows = [(await connection.execute(table.select())).all() for table in tables]
    return str(rows)


async def test_a_secret_is_shown_once_and_lies_nowhere(post: Post) -> None:
    async with post.gateway() as gate:
        caller = await gate.registered()
        body, headers = {"url": HOOK, "description": "Nightly"}, {"idempotency-key": "once"}
        answer = await gate.post("/v1/subscriptions", body, caller, headers=headers)
        made = answer.json()
        assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
        assert made["secret"].startswith("whsec_")
        assert len(base64.b64decode(made["secret"].removeprefix("whsec_"))) == 32
        assert (made["client"], made["state"], made["reason"], made["kinds"]) == (caller.client, "active", None, None)
        read = await gate.read(made, caller)
        assert read == {name: value for name, value in made.items() if name != "secret"}
        again = await gate.post("/v1/subscriptions", body, caller, headers=headers)
        assert again.status_code == 409
        held = await stored(gate)
        for secret in (made["secret"], made["secret"].removeprefix("whsec_")):
            assert secret not in held
        audited = (await gate.get("/v1/audit/gateway")).text
        assert "subscription" in audited
        assert "very-secret-path" not in audited


async def test_the_limit_holds_for_subscriptions_made_at_the_same_moment(post: Post) -> None:
    async with post.gateway(webhooks_per_client=2) as gate:
        caller, other = await gate.registered(), await gate.registered()
        calls = [gate.post("/v1/subscriptions", {"url": HOOK}, caller) for _ in range(4)]
        answers = await asyncio.gather(*calls)
        assert sorted(each.status_code for each in answers) == [201, 201, 409, 409]
        await gate.subscribed(other, HOOK)
        first = next(each.json() for each in answers if each.status_code == 201)
        assert (await gate.call("DELETE", f"/v1/subscriptions/{first['id']}", caller)).status_code == 204
        await gate.subscribed(caller, HOOK)


ANY_VERSION = {"if-match": "*"}


def operations(subscription: dict[str, Any], delivery: str) -> dict[str, tuple[str, str, Any, int]]:
    """Every call on a subscription, and what it answers to those who may."""
    path, body = f"/v1/subscriptions/{subscription['id']}", {"url": subscription["url"], "state": "active"}
    return {
        "read": ("GET", path, None, 200),
        "deliveries": ("GET", f"{path}/deliveries", None, 200),
        "change": ("PUT", path, body, 200),
        "test": ("POST", f"{path}/test", None, 200),
        "rotate": ("POST", f"{path}/secret", None, 201),
        "replay": ("POST", f"{path}/replay", {"since": "2018-01-01T00:00:00Z"}, 202),
        "replay one": ("POST", f"{path}/deliveries/{delivery}/replay", None, 202),
        "remove": ("DELETE", path, None, 204),
    }


@ONE_DATABASE
async def test_its_client_and_administrators_look_after_a_subscription_and_nobody_else(
    post: Post, receiver: Receiver
) -> None:
    async with post.gateway() as gate:
        for kind in (ClientKind.PROVIDER, ClientKind.REGULATOR):
            owner = await gate.registered(kind, "RX1" if kind is ClientKind.PROVIDER else None)
            made = await gate.subscribed(owner, receiver.address)
            await post.publish()
            (delivery,) = await gate.settled(made, owner, "delivered")
            every = operations(made, delivery["id"])
            stranger = await gate.registered(kind, owner.body)
            refused = [
                await gate.call(each[0], each[1], stranger, ANY_VERSION, json=each[2]) for each in every.values()
            ]
            assert [each.status_code for each in refused] == [403] * len(every)
            assert (await gate.get("/v1/subscriptions", stranger)).json()["items"] == []
            public = [await gate.call(each[0], each[1], PUBLIC, ANY_VERSION, json=each[2]) for each in every.values()]
            assert [each.status_code for each in public] == [401] * len(every)
            assert [each["id"] for each in (await gate.get("/v1/subscriptions", owner)).json()["items"]] == (
                [made["id"]]
            )
            looks_after = ADMINISTRATOR if kind is ClientKind.PROVIDER else owner
            for method, path, body, wanted in every.values():
                answer = await gate.call(method, path, looks_after, ANY_VERSION, json=body)
                assert answer.status_code == wanted, (kind, method, path, answer.text)
            gone = [await gate.call(each[0], each[1], owner, ANY_VERSION, json=each[2]) for each in every.values()]
            assert [each.status_code for each in gone] == [404] * len(every)
        for method, body in (("GET", None), ("POST", {"url": HOOK})):
            assert (await gate.call(method, "/v1/subscriptions", PUBLIC, json=body)).status_code == 401


@ONE_DATABASE
async def test_a_list_is_paged_and_an_administrators_holds_those_of_all(post: Post) -> None:
    async with post.gateway() as gate:
        one, other = await gate.registered(), await gate.registered()
        made = [(await gate.subscribed(each, HOOK))["id"] for each in (one, other, one)]
        first = (await gate.get("/v1/subscriptions", ADMINISTRATOR, params={"limit": 2})).json()
        assert ([each["id"] for each in first["items"]], first["total"]) == (made[:2], 3)
        following = {"limit": 2, "cursor": first["next"]}
        second = (await gate.get("/v1/subscriptions", ADMINISTRATOR, params=following)).json()
        assert ([each["id"] for each in second["items"]], second["next"]) == (made[2:], None)
        own = (await gate.get("/v1/subscriptions", one)).json()
        assert ([each["id"] for each in own["items"]], own["total"]) == ([made[0], made[2]], 2)
        for path in ("/v1/subscriptions", f"/v1/subscriptions/{made[0]}/deliveries"):
            assert (await gate.get(path, ADMINISTRATOR, params={"cursor": "bm8vdGltZQ"})).status_code == 422


@ONE_DATABASE
async def test_deliveries_are_paged_newest_first(post: Post, receiver: Receiver) -> None:
    await post.publish(250)
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address, **{"from": "beginning"})
        await gate.settled(made, caller, *["delivered"] * 3)
        path = f"/v1/subscriptions/{made['id']}/deliveries"
        first = (await gate.get(path, caller, params={"limit": 2})).json()
        assert ([each["number"] for each in first["items"]], first["total"]) == ([3, 2], 3)
        second = (await gate.get(path, caller, params={"limit": 2, "cursor": first["next"]})).json()
        assert ([each["number"] for each in second["items"]], second["next"]) == ([1], None)
        assert [each["changes"] for each in first["items"] + second["items"]] == [50, 100, 100]


async def test_a_change_names_its_version_and_what_is_sent_makes_none_older(post: Post, receiver: Receiver) -> None:
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        path = f"/v1/subscriptions/{made['id']}"
        tag = (await gate.get(path, caller)).headers["etag"]
        assert (await gate.get(path, caller, headers={"if-none-match": tag})).status_code == 304
        await post.publish()
        await gate.settled(made, caller, "delivered")
        assert (await gate.get(path, caller, headers={"if-none-match": tag})).status_code == 200
        body = {"url": receiver.address, "state": "paused", "organisations": ["RX2"], "kinds": ["goal", "return"]}
        paused = await gate.put(path, body, caller, headers={"if-match": tag})
        assert paused.status_code == 200
        told = paused.json()
        assert (told["state"], told["organisations"], told["kinds"]) == ("paused", ["RX2"], ["goal", "return"])
        newer = (await gate.get(path, caller)).headers["etag"]
        assert paused.headers["etag"] == newer
        stale = await gate.put(path, body | {"kinds": None}, caller, headers={"if-match": tag})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale")
        unnamed = await gate.put(path, body, caller)
        assert (unnamed.status_code, unnamed.json()["code"]) == (428, "precondition-required")
        same = await gate.put(path, body, caller, headers={"if-match": newer})
        assert same.headers["etag"] == newer
        # Paused, it keeps its place, and goes on from there.
        await post.publish(1, organisation="RX2")
        assert (await gate.read(made, caller))["cursor"] == told["cursor"]
        etags = await post.publish(1, organisation="RX2")
        await gate.put(path, body | {"state": "active"}, caller, headers={"if-match": "*"})
        await gate.settled(made, caller, "delivered", "delivered")
        assert receiver.came[-1].etags[-1:] == etags


async def test_a_new_secret_is_signed_with_beside_the_earlier_one_for_an_hour(post: Post, receiver: Receiver) -> None:
    async with post.gateway() as gate:
        caller = await gate.registered()
        made = await gate.subscribed(caller, receiver.address)
        answer = await gate.post(f"/v1/subscriptions/{made['id']}/secret", None, caller)
        rotated = answer.json()
        assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
        assert rotated["secret"] != made["secret"]
        assert rotated["earlier_secret_until"] == (await gate.read(made, caller))["earlier_secret_until"]
        await post.publish()
        both = await receiver.next()
        assert [both.signed_with(each["secret"]) for each in (made, rotated)] == [True, True]
        assert len(both.headers["webhook-signature"].split(" ")) == 2
        async with gate.app.state.database.writing() as session:
            row = await session.get_one(SubscriptionRow, made["id"])
            assert timedelta(minutes=59) < row.earlier_secret_until - now() <= timedelta(hours=1)
            row.earlier_secret_until = now()
        await post.publish()
        one = await receiver.next()
        assert [one.signed_with(each["secret"]) for each in (made, rotated)] == [False, True]


@ONE_DATABASE
async def test_a_subscription_that_makes_no_sense_is_a_422(post: Post) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "$.kinds": {"kinds": []},
        "$.kinds[0]": {"kinds": ["draft"]},
        "$.organisations[0]": {"organisations": ["rx1"]},
        "$.from": {"from": "somewhere"},
        "$.secret": {"secret": "whsec_x"},
        "$.url": {"url": "no address"},
    }
    async with post.gateway() as gate:
        caller = await gate.registered()
        for path, body in wrong.items():
            answer = await gate.post("/v1/subscriptions", {"url": HOOK} | body, caller)
            assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)
        made = await gate.subscribed(caller, HOOK)
        for body in ({}, {"cursor": "x", "since": "2018-01-01T00:00:00Z"}, {"cursor": "somewhere"}):
            again = await gate.post(f"/v1/subscriptions/{made['id']}/replay", body, caller)
            assert again.status_code == 422


def test_secrets_are_those_of_the_installation_the_subscription_and_the_version(tmp_path: Path) -> None:
    secret = SecretStr("a secret of tests, long enough to sign with")
    here = Secrets(Settings(data=tmp_path, identity_secret=secret))
    elsewhere = Secrets(Settings(data=tmp_path / "other", identity_secret=secret))
    assert here.shown("a", 1) == elsewhere.shown("a", 1)
    another = SecretStr("another secret of tests, as long as the first")
    different = Secrets(Settings(data=tmp_path, identity_secret=another))
    assert len({here.shown("a", 1), here.shown("a", 2), here.shown("b", 1), different.shown("a", 1)}) == 4


def test_an_installation_without_a_secret_makes_one_and_keeps_it_where_only_its_owner_reads_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    one, later = Secrets(Settings(data=folder)), Secrets(Settings(data=folder))
    assert one.shown("a", 1) == later.shown("a", 1)
    (file,) = folder.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("webhooks.key", 0o600)
    assert root_secret(Settings(data=folder)) == file.read_bytes()
    assert len(file.read_bytes()) == 64
    assert Secrets(Settings(data=tmp_path / "other")).shown("a", 1) != one.shown("a", 1)
