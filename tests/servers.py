"""Real servers for tests: the product as its own process, reached over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parents[1]
KEY = "the key of the administrator in tests"
_PATIENCE_SECONDS = 120


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def embedded(data: Path, variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run ``python -m gateway serve`` in one process; give its address once it answers."""
    port = free_port()
    settings = {
        "WRES_DATA": str(data),
        "WRES_PORT": str(port),
        "WRES_BOOTSTRAP_KEY": KEY,
        "WRES_LOG_LEVEL": "WARNING",
        **(variables or {}),
    }
    command = [sys.executable, "-m", "gateway", "serve"]
    with (data / "gateway.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stderr=log)  # noqa: S603 - our own
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, data / "gateway.log")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the server answers, or say what it wrote before it stopped."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx2.get(f"{address}/_ping", trust_env=False).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {log.read_text()}")
