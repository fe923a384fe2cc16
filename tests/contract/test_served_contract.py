"""The served contract under attack: what it promises is what is answered, for right and for wrong calls."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import KEY, embedded

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.parametrize("key", [KEY, None], ids=["administrator", "public"])
def test_schemathesis_finds_nothing(tmp_path: Path, key: str | None) -> None:
    with embedded(tmp_path) as address:
        command = [
            str(Path(sys.executable).with_name("schemathesis")),
            f"--config-file={CONFIGURATION}",
            "run",
            f"{address}/v1/openapi.json",
            "--checks=all",
            "--max-examples=10",
            "--seed=2018",
            "--no-color",
            *(["--header", f"apikey: {key}"] if key else []),
        ]
        found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - as above
    assert found.returncode == 0, found.stdout[-6000:]
    assert "Tested: " in found.stdout
