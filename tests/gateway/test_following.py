"""Positions in the merged feed, and what a page of it holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI, Request

from gateway.following import SERVICES, Position, pull
from services.paging import cursor
from services.problems import Problem

START = datetime(2018, 9, 1, tzinfo=UTC)


def line(number: int, seconds: int) -> dict[str, Any]:
    at = (START + timedelta(seconds=seconds)).isoformat()
    return {
        "number": number,
        "at": at,
        "kind": "return",
        "organisation": "RX1",
        "year": 2018,
        "href": "/",
        "etag": "",
    }


def service(name: str, lines: list[dict[str, Any]]) -> FastAPI:
    """A service that tells of these changes."""
    app = FastAPI()

    @app.get(f"/v1/changes/{name}")
    async def told(after: int, limit: int) -> dict[str, Any]:
        rest = [each for each in lines if each["number"] > after]
        told = {"items": rest[:limit], "more": len(rest) > limit}
        return told | {"start": after, "complete_until": START.isoformat()}

    return app


LINES = {
    "indicators": [line(1, 0), line(2, 5), line(3, 5), line(4, 9)],
    "trajectory": [line(1, 5), line(2, 6)],
    "oversight": [line(1, 1), line(2, 5), line(3, 20)],
}
UPSTREAMS = {name: service(name, lines) for name, lines in LINES.items()}


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 500])
async def test_pages_of_any_size_tell_each_change_once_in_one_order(limit: int) -> None:
    seen: list[tuple[str, int]] = []
    position, more = Position.of(None), True
    while more:
        page = await pull(UPSTREAMS, "", position, None, None, limit)
        seen += [(change["service"], change["number"]) for change in page.changes]
        position, more = Position.of(page.position.cursor()), page.more
    assert seen == [
        ("indicators", 1),
        ("oversight", 1),
        ("indicators", 2),
        ("indicators", 3),
        ("trajectory", 1),
        ("oversight", 2),
        ("trajectory", 2),
        ("indicators", 4),
        ("oversight", 3),
    ]
    assert (await pull(UPSTREAMS, "", position, None, None, limit)).changes == []


async def test_one_may_go_on_after_any_single_change() -> None:
    page = await pull(UPSTREAMS, "", Position.of(None), None, None, 500)
    position = Position.of(None)
    for place, change in enumerate(page.changes, 1):
        position = position.past([change])
        rest = await pull(UPSTREAMS, "", Position.of(position.cursor()), None, None, 500)
        assert list(rest.changes) == list(page.changes[place:])


@pytest.mark.parametrize("given", ["", "!", cursor("1.2"), cursor("1.2.x"), cursor("1.2.-3"), cursor("1.2.3.4")])
def test_a_cursor_that_is_none_of_ours_is_refused(given: str) -> None:
    if not given:
        assert Position.of(given) == Position(dict.fromkeys(SERVICES, 0))
        return
    with pytest.raises(Problem) as caught:
        Position.of(given)
    assert caught.value.status == 422


async def test_without_one_of_the_services_there_is_no_order_to_tell() -> None:
    broken = FastAPI()

    @broken.get("/v1/changes/oversight")
    async def fails(_request: Request) -> None:
        raise RuntimeError("away")

    for upstreams in ({**UPSTREAMS, "oversight": broken}, {name: UPSTREAMS[name] for name in SERVICES[:2]}):
        with pytest.raises(Problem) as caught:
            await pull(upstreams, "", Position.of(None), None, None, 10)
        assert (caught.value.status, "oversight" in caught.value.detail) == (503, True)
