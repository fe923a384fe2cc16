"""What was read before is asked for in short, and never shown to another client."""

from pathlib import Path

import pytest
from model_employer import InMemory, Memory, NoMemory, OnDisk, etag_of
from model_employer.memory import Kept

from tests.client.hostile import Said, World, client_of, hostile

FIRST = Said(headers={"ETag": 'W/"1"', "X-Request-ID": "r-1"}, body=b'{"version": 1}')
SECOND = Said(headers={"ETag": '"2"'}, body=b'{"version": 2}')
SAME = Said(304, {"ETag": '"1"', "X-Request-ID": "r-2"}, b"")


@pytest.fixture(params=["memory", "disk"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Memory:
    return InMemory() if request.param == "memory" else OnDisk(tmp_path / "kept")


def test_what_has_not_changed_does_not_travel_again(memory: Memory) -> None:
    with hostile(FIRST, SAME, SECOND) as server, client_of(server, World(), memory=memory) as client:
        read = [client.answer("/v1/frameworks") for _ in range(3)]
    assert [each.json()["version"] for each in read] == [1, 1, 2]
    assert [(each.status, each.remembered, each.request_id) for each in read] == [
        (200, False, "r-1"),
        (200, True, "r-2"),
        (200, False, None),
    ]
    assert [each.headers.get("if-none-match") for each in server.heard] == [None, 'W/"1"', 'W/"1"']


def test_a_document_remembers_its_version_however_it_was_read(memory: Memory) -> None:
    with hostile(FIRST, SAME) as server, client_of(server, World(), memory=memory) as client:
        assert etag_of(client.get("/")) == 'W/"1"'
        assert etag_of(client.get("/")) == '"1"'
    assert etag_of({"version": 1}) is None


@pytest.mark.parametrize("path", ["/v1/frameworks", "/v1/frameworks?year=2018"])
def test_another_client_another_form_and_another_address_are_read_anew(memory: Memory, path: str) -> None:
    with hostile(FIRST, *[SECOND] * 4) as server:
        with client_of(server, World(), memory=memory, key="a") as client:
            client.get("/v1/frameworks")
            client.answer("/v1/frameworks", accept="text/csv")
            assert client.get("/v1/frameworks", year=2017) == {"version": 2}
        for key in ("b", None):
            with client_of(server, World(), memory=memory, key=key) as client:
                assert client.get(path) == {"version": 2}
    assert [each.headers.get("if-none-match") for each in server.heard] == [None] * 5


def test_without_a_memory_everything_is_read_anew() -> None:
    with hostile(FIRST, SECOND) as server, client_of(server, World(), memory=NoMemory()) as client:
        assert [client.get("/")["version"] for _ in range(2)] == [1, 2]
    assert [each.headers.get("if-none-match") for each in server.heard] == [None, None]


def kept(size: int) -> Kept:
    return Kept({"etag": '"1"'}, b"x" * (size - len('etag"1"')))


def test_a_memory_has_bounds(tmp_path: Path) -> None:
    for memory in (InMemory(1_000), OnDisk(tmp_path / "kept", 1_000)):
        for number in range(12):
            memory.keep(str(number), kept(200))
        known = [number for number in range(12) if memory.get(str(number)) is not None]
        assert known
        assert known == list(range(12 - len(known), 12)), "the newest"
        assert len(known) <= 5
        memory.keep("large", kept(900))
        assert memory.get("large") is None, "one that would drive out all others"
    assert sum(each.stat().st_size for each in (tmp_path / "kept").iterdir()) <= 1_000


def test_in_memory_those_that_are_read_stay_longest() -> None:
    memory = InMemory(1_000)
    for number in range(20):
        memory.keep(str(number), kept(200))
        assert memory.get("0") is not None


def test_on_disk_it_is_there_after_a_restart_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    OnDisk(folder).keep("key", kept(100))
    assert OnDisk(folder).get("key") == kept(100)
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o077, file.stat().st_mode & 0o077) == (0, 0)


@pytest.mark.parametrize("spoilt", [b"", b"{", b"\xff\n", b"no headers"])
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    memory = OnDisk(tmp_path)
    with hostile(FIRST, SECOND) as server, client_of(server, World(), memory=memory) as client:
        client.get("/")
        (file,) = tmp_path.iterdir()
        file.write_bytes(spoilt)
        assert client.get("/") == {"version": 2}
