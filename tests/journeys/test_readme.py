"""The README's calls, run as a reader would run them, against the product started as the README says."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import ROOT, embedded

PAIRS = re.findall(r"```sh\n(curl .*?)\n```\n```json\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL)


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


@pytest.mark.parametrize(
    ("call", "printed"), PAIRS, ids=[re.findall(r"8000(/\S*?)['\s]", c + " ")[0] for c, _ in PAIRS]
)
def test_a_call_of_the_readme_answers_as_printed(address: str, tmp_path: Path, call: str, printed: str) -> None:
    command = call.replace("http://localhost:8000", address)
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=True)  # noqa: S603, S607 - the README's own
    assert holds(json.loads(done.stdout), json.loads(printed)), done.stdout.decode()[:2000]
