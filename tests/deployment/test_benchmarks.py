"""The benchmarks' own parts: figures are read right, and what cannot be measured is said."""

from pathlib import Path

import numpy as np
import pytest
from starlette.types import Message

from benchmarks import domain
from benchmarks.bare import answering
from benchmarks.failures import MissingProgramError, WrongAnswersError
from benchmarks.load import parsed, require_wrk

OUTPUT = "Running 8s test\n  1 threads and 20 connections\nRESULT 800 8000000 1500 2780 1 2\n"


def test_the_scripts_line_is_read_from_what_wrk_writes() -> None:
    found = parsed(OUTPUT)
    assert (found.per_second, found.p50, found.p99) == (100, 1.5, 2.78)
    assert (found.requests, found.broken, found.refused) == (800, 1, 2)
    assert found.line("name").endswith("errors 3")


def test_a_run_without_results_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        parsed("unable to connect to 127.0.0.1:1 Connection refused\n")


def test_a_missing_wrk_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgramError, match="apt-get install wrk"):
        require_wrk()


def test_formulas_that_disagree_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "theirs", lambda table: domain.ours(table) + 0.01)
    with pytest.raises(WrongAnswersError, match=r"1\.0e-02"):
        domain.measure()


def test_the_two_formulas_find_the_same_bounds() -> None:
    x, n, y, m = (column[:20] for column in domain.tables())
    few = (x, n, y, m)
    np.testing.assert_allclose(domain.ours(few), domain.theirs(few), atol=1e-6)


async def test_the_bare_server_gives_the_bytes_it_was_given() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    await answering(b"[1]")({"type": "http"}, receive, send)
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[1]["body"] == b"[1]"
