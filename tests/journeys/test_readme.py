"""The README's calls, run as a reader would run them, against the product started as the README says.

The calls follow one another on one server, as a reader makes them: conftest.py keeps this file on one worker.
"""

import argparse
import doctest
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.servers import ROOT, embedded

PAIRS = re.findall(
    r"```sh\n(curl (?:(?!```).)*?)\n```\n```json\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with embedded(tmp_path_factory.mktemp("readme"), {"WRES_BOOTSTRAP_KEY": "my-first-key"}) as started:
        yield started


def holds(answer: Any, printed: Any) -> bool:
    """Say whether an answer holds what is printed: of objects the keys shown, of lists an entry for each shown."""
    if isinstance(printed, dict):
        return isinstance(answer, dict) and all(holds(answer.get(key), value) for key, value in printed.items())
    if isinstance(printed, list):
        return all(any(holds(each, wanted) for each in answer) for wanted in printed) and (
            answer == [] or printed != []
        )
    return bool(answer == printed)


def test_the_readme_has_its_five_calls() -> None:
    assert len(PAIRS) >= 5


def sent(call: str, address: str) -> httpx2.Response:
    """Send what a curl command of the README sends, on a machine that need not have curl."""
    reader = argparse.ArgumentParser()
    reader.add_argument("-s", action="store_true")
    reader.add_argument("-X", dest="method", default="GET")
    reader.add_argument("-H", dest="headers", action="append", default=[])
    reader.add_argument("-d", "--data-binary", dest="body")
    reader.add_argument("url")
    said = reader.parse_args(shlex.split(call)[1:])
    headers = dict(header.split(": ", 1) for header in said.headers)
    url = said.url.replace("http://localhost:8000", address)
    content = None if said.body is None else said.body.encode()
    return httpx2.request(said.method, url, headers=headers, content=content, trust_env=False, timeout=60)


@pytest.mark.parametrize(
    ("call", "printed"), PAIRS, ids=[re.findall(r"8000(/\S*?)['\s]", call + " ")[0] for call, _ in PAIRS]
)
def test_a_call_of_the_readme_answers_as_printed(address: str, call: str, printed: str) -> None:
    answer = sent(call, address)
    assert holds(answer.json(), json.loads(printed)), answer.text[:2000]


def test_the_client_s_readme_answers_as_printed(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "client" / "README.md").read_text(encoding="utf-8").replace("http://localhost:8000", address)
    blocks = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))
    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest(blocks, {}, "README", None, 0)
    ran = doctest.DocTestRunner().run(example, out=told.append, clear_globs=False)
    example.globs["client"].close()
    assert (ran.failed, ran.attempted > 10) == (0, True), "".join(told)
