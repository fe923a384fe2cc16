"""PostgreSQL from pip: stopped by whoever started it last, whatever happened before."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from deployment.postgresql import started_postgresql
from tests.databases import own_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with own_folder() as made:
        yield made / "postgres"


def test_a_server_that_is_named_is_used_as_it_is(folder: Path) -> None:
    with started_postgresql(folder, "postgresql://somewhere/else") as address:
        assert address == "postgresql://somewhere/else"
    assert not folder.exists()


def test_the_server_stops_also_when_an_earlier_user_of_it_was_killed(folder: Path) -> None:
    with Popen([sys.executable, "-c", ""]) as gone:
        pass
    with pytest.raises(KeyError, match="whatever"):
        _ended_by_an_error(folder, gone.pid)
    assert not (folder / "postmaster.pid").exists()


def _ended_by_an_error(folder: Path, killed: int) -> None:
    with started_postgresql(folder):
        users = folder / ".handle_pids.json"
        users.write_text(json.dumps([killed, *json.loads(users.read_text())]))
        raise KeyError("whatever ends the run")
