"""What goes into the image, tried from a copy of just that."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.distributed import NAMES

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders that the build takes."""
    folder = tmp_path_factory.mktemp("image")
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (line[1:] for line in lines if line.startswith("!")):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "secrets.env"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def _run(image: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("WRES_", "PYTHON"))}
    return subprocess.run(  # noqa: S603  # our own program, with arguments from this file
        [sys.executable, "-m", *arguments],
        cwd=image,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_image_holds_all_that_the_product_imports(image: Path) -> None:
    made = _run(image, "gateway", "contract")
    assert made.returncode == 0, made.stderr
    assert "/v1/organisations/{ods}/well-led" in json.loads(made.stdout)["paths"]


def test_the_image_holds_the_contracts_that_a_gateway_apart_reads(image: Path) -> None:
    assert {f"{name}.json" for name in NAMES} <= {path.name for path in (image / "openapi").iterdir()}


def test_the_image_holds_the_migrations(image: Path, tmp_path: Path) -> None:
    done = _run(image, "indicators_service", "migrate", WRES_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "indicators.sqlite").stat().st_size > 0


def test_the_roles_job_says_what_it_lacks(image: Path) -> None:
    done = _run(image, "deployment.roles")
    assert done.returncode != 0
    assert "WRES_DATABASE_URL, GATEWAY_PASSWORD" in done.stderr


def test_the_image_takes_locked_libraries_and_runs_as_nobody_in_particular() -> None:
    assert DOCKERFILE.count("pip install") == 1
    assert re.search(r"--require-hashes -r requirements\.lock", DOCKERFILE)
    assert re.search(r"^USER (?!root|0)\w+$", DOCKERFILE, re.MULTILINE)
    assert 'ENTRYPOINT ["python", "-m"]' in DOCKERFILE
