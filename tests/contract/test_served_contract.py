"""The served contract under attack: what it promises is what is answered, for right and for wrong calls.

An administrator reaches all code. With ``ATTACK_PHASES=examples,coverage,fuzzing,stateful`` every rule of every
schema is broken in turn too, 11,000 calls in two minutes: for a change of the contract, too long for every run.
What is wrong is refused by the same code whoever sends it, so the public sends only what is right, and only where it
is not asked for a credential first.
"""

import os
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import httpx2

from gateway.examples import recorded
from tests.contract.playing import sent
from tests.contract.small_store import fill
from tests.contract.whole import whole_contract
from tests.servers import KEY, embedded

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
PHASES = os.environ.get("ATTACK_PHASES", "examples,fuzzing,stateful")
BY_THE_PUBLIC = ("--phases=examples,fuzzing", "--mode=positive")


def schemathesis(folder: Path, address: str, *options: str) -> None:
    """Attack the contract served at an address."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={CONFIGURATION}",
        "run",
        f"{address}/v1/openapi.json",
        "--checks=all",
        "--max-examples=5",
        "--seed=2018",
        "--no-color",
        *options,
    ]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    assert found.returncode == 0, found.stdout[-6000:]
    assert "Tested: " in found.stdout


def closed_to_the_public(address: str) -> list[str]:
    """The operations that ask the public for a credential, by their example; each asks as the contract says."""
    closed = []
    with httpx2.Client(base_url=address, timeout=20, trust_env=False) as client:
        for call in recorded():
            answer = sent(client, call, None)
            if answer.status_code == HTTPStatus.UNAUTHORIZED and call["name"] == "example":
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.headers["www-authenticate"]
                closed.append(call["operation"])
    return closed


def test_nothing_is_found_by_an_administrator(tmp_path: Path) -> None:
    fill(tmp_path)
    with embedded(tmp_path) as address:
        schemathesis(tmp_path, address, f"--phases={PHASES}", "--header", f"apikey: {KEY}")


def test_nothing_is_found_by_the_public(tmp_path: Path) -> None:
    fill(tmp_path)
    with embedded(tmp_path) as address:
        closed = closed_to_the_public(address)
        names = [f"--exclude-name={name}" for name in closed]
        assert 40 < len(names) < len(whole_contract()["paths"])
        schemathesis(tmp_path, address, *BY_THE_PUBLIC, *names)
