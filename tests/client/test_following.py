"""The feed page by page: a change is told again unless the page that it was on was dealt with."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from model_employer import Away, CursorFile

from tests.client.hostile import Said, World, client_of, hostile, refusal


def line(number: int) -> dict[str, Any]:
    return {"cursor": f"c{number}", "kind": "result", "organisation": f"RX{number}", "year": 2018, "href": "/v1"}


def page(numbers: list[int], cursor: str, more: bool) -> Said:
    told = {"items": [line(each) for each in numbers], "cursor": cursor, "more": more, "complete_until": None}
    return Said(body=json.dumps(told).encode())


PAGES = page([1, 2], "c2", True), page([3], "c3", True), page([], "c3", False)


@pytest.fixture
def keeper(tmp_path: Path) -> CursorFile:
    return CursorFile(tmp_path / "state" / "cursor")


def test_every_change_is_told_once_and_the_place_kept(keeper: CursorFile) -> None:
    with hostile(*PAGES, page([], "c3", False)) as server, client_of(server, World()) as client:
        assert [each["organisation"] for each in client.changes(keeper)] == ["RX1", "RX2", "RX3"]
        assert keeper.read() == "c3"
        assert list(client.changes(keeper)) == []
    asked = [each.path.partition("?")[2] for each in server.heard]
    assert asked == ["limit=500", "cursor=c2&limit=500", "cursor=c3&limit=500", "cursor=c3&limit=500"]


def test_a_page_that_was_not_dealt_with_is_told_again(keeper: CursorFile) -> None:
    with hostile(*PAGES[:2], *PAGES[1:]) as server, client_of(server, World()) as client:
        for each in client.changes(keeper):
            if each["organisation"] == "RX3":
                break
        assert keeper.read() == "c2", "the first page was dealt with, the second was not"
        assert [each["organisation"] for each in client.changes(keeper)] == ["RX3"]


def stumble(pages: Iterable[object]) -> None:
    for _ in pages:
        raise ZeroDivisionError


def test_a_program_that_fails_over_a_page_is_told_it_again(keeper: CursorFile) -> None:
    with hostile(*PAGES) as server, client_of(server, World()) as client, pytest.raises(ZeroDivisionError):
        stumble(client.changes(keeper).pages())
    assert keeper.read() is None


def test_a_feed_that_is_away_half_way_keeps_the_way_that_was_made(keeper: CursorFile) -> None:
    with hostile(PAGES[0], *[Said(503)] * 20) as server, client_of(server, World()) as client:
        seen: list[str] = []
        refusal(Away, lambda: seen.extend(each["organisation"] for each in client.changes(keeper)))
    assert (seen, keeper.read()) == (["RX1", "RX2"], "c2")


def test_without_a_file_the_place_is_in_the_hand_of_the_caller() -> None:
    with hostile(*PAGES) as server, client_of(server, World()) as client:
        changes = client.changes("c0", since="2018-01-01T00:00:00Z")
        assert changes.cursor == "c0"
        assert [len(each["items"]) for each in changes.pages()] == [2, 1], "an empty page tells nothing"
        assert changes.cursor == "c3"
    assert server.heard[1].path == "/v1/changes?cursor=c2&since=2018-01-01T00%3A00%3A00Z&limit=500"


def test_the_file_always_holds_a_whole_cursor(keeper: CursorFile, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.write("first")

    def no_power(_: int) -> None:
        raise OSError("the disk went away")

    monkeypatch.setattr("os.fsync", no_power)
    with pytest.raises(OSError, match="went away"):
        keeper.write("second")
    assert keeper.read() == "first"
    assert [each.name for each in keeper.path.parent.iterdir()] == ["cursor"]
