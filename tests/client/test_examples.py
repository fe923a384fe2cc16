"""The programs of client/examples as an integrator runs them: alone in a folder, with the client and nothing else."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from model_employer import Client, webhooks

from tests.client.publishing import YEAR, publish
from tests.servers import KEY, ROOT, free_port

EXAMPLES = ROOT / "client" / "examples"


def started(folder: Path, program: str, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """Start an example in a folder where nothing else of ours is."""
    known = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, str(EXAMPLES / program), *arguments]
    environment = known | {"PYTHONPATH": str(ROOT / "client")} | variables
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours


def night(address: str, folder: Path) -> str:
    """Run the nightly integrator once, and return what it printed."""
    variables = {"MODEL_EMPLOYER_URL": address, "MODEL_EMPLOYER_KEY": KEY}
    process = started(folder, "nightly.py", "pulled", str(YEAR), **variables)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0, told
    return told


def kept(folder: Path) -> Mapping[str, int]:
    """The files that were pulled, and when each was written."""
    return {each.stem: each.stat().st_mtime_ns for each in (folder / "pulled").glob("*.json")}


def test_the_nightly_integrator_has_thirty_lines() -> None:
    assert len((EXAMPLES / "nightly.py").read_text(encoding="utf-8").splitlines()) <= 30


def test_the_first_night_pulls_all_and_the_next_only_what_has_changed(
    address: str, door: Client, tmp_path: Path
) -> None:
    for ods in ("RN1", "RN2"):
        publish(door, address, ods)
    night(address, tmp_path)
    first = kept(tmp_path)
    published = {each["organisation"] for each in door.changes() if each["year"] == YEAR}
    assert set(first) == {f"{ods}-{YEAR}" for ods in published} >= {"RN1-2018", "RN2-2018"}
    assert night(address, tmp_path) == ""
    assert kept(tmp_path) == first
    publish(door, address, "RN3")
    assert night(address, tmp_path) == "2 changes, 1 organisations\n"
    assert {name for name, _ in kept(tmp_path).items() - first.items()} == {"RN3-2018"}
    pulled = json.loads((tmp_path / "pulled" / "RN3-2018.json").read_text(encoding="utf-8"))
    assert pulled["results"] == door.indicators.read_indicators("RN3", year=YEAR)
    assert pulled["assessment"]["organisation"] == "RN3"


@contextmanager
def receiver(folder: Path, port: int, secret: str) -> Iterator["subprocess.Popen[str]"]:
    """Run the receiver of webhooks."""
    process = started(folder, "receive_webhook.py", str(port), WEBHOOK_SECRET=secret)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting for webhooks\n"
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_webhook_is_verified_and_a_forged_one_refused(address: str, door: Client, tmp_path: Path) -> None:
    port = free_port()
    made = door.post("/v1/subscriptions", {"url": f"http://127.0.0.1:{port}/hooks", "organisations": ["RH1"]})
    with receiver(tmp_path, port, made["secret"]) as process:
        stamp, body = "1800000000", b'{"items": [{"kind": "result", "organisation": "forged"}]}'
        forged = {
            "webhook-id": "1",
            "webhook-timestamp": stamp,
            "webhook-signature": webhooks.signature("1", stamp, body, "whsec_Zm9yZ2Vk"),
        }
        refused = httpx2.post(f"http://127.0.0.1:{port}/hooks", content=body, headers=forged, trust_env=False)
        assert refused.status_code == 400
        publish(door, address, "RH1")
        assert process.stdout is not None
        told = [process.stdout.readline().split()[:3] for _ in range(2)]
    assert told == [["return", "RH1", "2018"], ["result", "RH1", "2018"]]
    door.delete(f"/v1/subscriptions/{made['id']}")


def test_a_receiver_without_a_secret_does_not_start(tmp_path: Path) -> None:
    process = started(tmp_path, "receive_webhook.py", str(free_port()))
    process.communicate(timeout=60)
    assert process.returncode != 0


@pytest.mark.parametrize("program", ["nightly.py", "receive_webhook.py"])
def test_an_example_tells_how_it_is_run(program: str) -> None:
    assert f"python {program}" in (EXAMPLES / program).read_text(encoding="utf-8")
