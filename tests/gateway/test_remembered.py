"""Answers given again from memory: never one from before a write, and never another caller's."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.remembered import LARGEST_BYTES, RememberedAnswers
from services.identity import Caller
from services.settings import Settings

PUBLIC = Caller("public", "public")
TRUST = Caller("trust", "provider", "RX1")


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


class Oven:
    """A service that counts its calls, and whose revision is what the test says."""

    def __init__(self) -> None:
        self.revision: str | None = "1"
        self.calls = count(1)
        self.asked = 0
        self.extra: Mapping[str, str] = {}
        self.status = 200
        self.before_answering: Any = None
        self.body: bytes | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/_revision":
            self.asked += 1
            told = Response(self.revision or "", 200 if self.revision else 503)
            await told(scope, receive, send)
            return
        number = next(self.calls)
        if self.before_answering is not None:
            await self.before_answering()
        body = self.body if self.body is not None else f"loaf {number}".encode()
        headers = {"etag": f'"{number}"', "cache-control": "private, no-cache", **self.extra}
        answer = Response(body, self.status, {name: value for name, value in headers.items() if value})
        if Request(scope).headers.get("if-none-match") == headers["etag"]:
            answer = Response(None, 304, headers)
        await answer(scope, receive, send)


class Kitchen:
    def __init__(self, **settings: Any) -> None:
        self.oven, self.clock = Oven(), Clock()
        chosen = Settings(data=Path("nowhere"), **settings)
        self.answers = RememberedAnswers(chosen, {"oven": self.oven}, self.clock)

    async def call(
        self, path: str = "/v1/loaves", caller: Caller = PUBLIC, method: str = "GET", **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        """One call, and what came: status, body, headers."""
        path, _, query = path.partition("?")
        told: list[Message] = []

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        }
        app: ASGIApp = self.oven
        await self.answers.answer(app, caller, scope, receive, send)
        start, *rest = told
        heads = {name.decode(): value.decode() for name, value in start["headers"]}
        return start["status"], b"".join(each.get("body", b"") for each in rest), heads

    async def body(self, *arguments: Any, **named: Any) -> str:
        return (await self.call(*arguments, **named))[1].decode()


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


async def test_the_same_call_is_answered_from_memory_byte_for_byte(kitchen: Kitchen) -> None:
    first, second = await kitchen.call(), await kitchen.call()
    assert first == second
    assert (first[0], first[1], first[2]["etag"], first[2]["content-length"]) == (200, b"loaf 1", '"1"', "6")


async def test_who_has_it_hears_so(kitchen: Kitchen) -> None:
    await kitchen.call()
    status, body, headers = await kitchen.call(if_none_match='"1"')
    assert (status, body, headers["etag"], "content-length" in headers) == (304, b"", '"1"', False)
    assert await kitchen.body(if_none_match='"other"') == "loaf 1"
    assert next(kitchen.oven.calls) == 2


async def test_a_304_of_the_service_answers_those_alone_who_have_that_body(kitchen: Kitchen) -> None:
    assert (await kitchen.call(if_none_match='"1"'))[0] == 304
    assert (await kitchen.call(if_none_match='"1"'))[0] == 304
    assert await kitchen.body() == "loaf 2"
    assert next(kitchen.oven.calls) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"caller": TRUST},
        {"caller": Caller("trust", "provider", "RX2")},
        {"path": "/v1/loaves?year=2018"},
        {"path": "/v1/rolls"},
        {"accept": "text/csv"},
    ],
)
async def test_another_caller_address_or_form_is_another_answer(kitchen: Kitchen, other: dict[str, Any]) -> None:
    assert await kitchen.body() == "loaf 1"
    assert await kitchen.body(**other) == "loaf 2"
    assert await kitchen.body() == "loaf 1"


async def test_after_a_write_through_this_gateway_everything_is_made_anew(kitchen: Kitchen) -> None:
    assert await kitchen.body() == "loaf 1"
    await kitchen.call("/v1/orders", TRUST, "PUT")
    assert await kitchen.body() == "loaf 3"


async def test_a_write_elsewhere_is_noticed_when_the_services_are_asked_again(kitchen: Kitchen) -> None:
    assert await kitchen.body() == "loaf 1"
    kitchen.oven.revision = "2"
    kitchen.clock.now += 0.49
    assert await kitchen.body() == "loaf 1"
    kitchen.clock.now += 0.02
    assert await kitchen.body() == "loaf 2"


async def test_many_callers_at_once_ask_for_the_revision_together(kitchen: Kitchen) -> None:
    await kitchen.call()
    kitchen.clock.now += 1
    assert {each[1] for each in await asyncio.gather(*(kitchen.call() for _ in range(50)))} == {b"loaf 1"}
    assert kitchen.oven.asked == 2


async def test_what_was_made_while_something_was_written_is_not_kept(kitchen: Kitchen) -> None:
    async def write() -> None:
        kitchen.oven.before_answering = None
        await kitchen.call("/v1/orders", TRUST, "POST")

    kitchen.oven.before_answering = write
    assert await kitchen.body() == "loaf 1"
    assert await kitchen.body() == "loaf 3"


async def test_what_was_made_while_the_revision_moved_is_not_kept(kitchen: Kitchen) -> None:
    async def another_asks() -> None:
        kitchen.oven.before_answering = None
        kitchen.oven.revision = "2"
        kitchen.clock.now += 1
        await kitchen.call("/v1/rolls")

    kitchen.oven.before_answering = another_asks
    assert await kitchen.body() == "loaf 1"
    assert await kitchen.body() == "loaf 3"


async def test_while_a_service_does_not_say_its_revision_nothing_is_remembered(kitchen: Kitchen) -> None:
    assert await kitchen.body() == "loaf 1"
    kitchen.oven.revision = None
    kitchen.clock.now += 1
    assert [await kitchen.body() for _ in range(2)] == ["loaf 2", "loaf 3"]


async def test_a_new_day_ends_what_is_remembered(kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await kitchen.body() == "loaf 1"
    monkeypatch.setattr("gateway.states.now", lambda: datetime(2039, 1, 1, tzinfo=UTC))
    kitchen.clock.now += 1
    assert await kitchen.body() == "loaf 2"


@pytest.mark.parametrize(
    ("extra", "status", "asked"),
    [
        pytest.param({"cache-control": "no-store"}, 200, {}, id="shown once"),
        pytest.param({}, 404, {}, id="a problem"),
        pytest.param({}, 200, {"cache_control": "no-cache"}, id="asked for anew"),
        pytest.param({}, 200, {"range": "bytes=0-1"}, id="a part"),
        pytest.param({}, 200, {"path": "/v1/changes"}, id="the feed"),
        pytest.param({}, 200, {"path": "/v1/batches/7"}, id="a batch"),
    ],
)
async def test_what_is_never_kept(
    kitchen: Kitchen, extra: dict[str, str], status: int, asked: dict[str, str]
) -> None:
    kitchen.oven.extra, kitchen.oven.status = extra, status
    assert [await kitchen.body(**asked) for _ in range(2)] == ["loaf 1", "loaf 2"]


async def test_a_large_answer_is_passed_on_and_not_kept(kitchen: Kitchen) -> None:
    kitchen.oven.body = b"x" * (LARGEST_BYTES + 1)
    for _ in range(2):
        assert (await kitchen.call())[1] == kitchen.oven.body
    assert next(kitchen.oven.calls) == 3


async def test_an_answer_without_a_tag_is_given_one(kitchen: Kitchen) -> None:
    kitchen.oven.extra, kitchen.oven.body = {"etag": ""}, b"bread"
    tag = (await kitchen.call())[2]["etag"]
    assert (await kitchen.call(if_none_match=tag))[0] == 304


async def test_memory_is_bounded() -> None:
    kitchen = Kitchen(remembered_bytes=100_000)
    kitchen.oven.body = b"x" * 20_000
    for number in range(20):
        await kitchen.call(f"/v1/loaves?n={number}")
    assert kitchen.answers.held_bytes <= 100_000
    await kitchen.call("/v1/loaves?n=19")
    assert next(kitchen.oven.calls) == 21
    await kitchen.call("/v1/loaves?n=0")
    assert next(kitchen.oven.calls) == 23


async def test_it_can_be_switched_off() -> None:
    kitchen = Kitchen(remembered_bytes=0)
    assert [await kitchen.body() for _ in range(2)] == ["loaf 1", "loaf 2"]
    assert kitchen.oven.asked == 0
