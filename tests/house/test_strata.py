"""The rules of who may import whom: each is kept, and each is seen to fail on a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "vocabulary",
    "inference",
    "services",
    "indicators_service",
    "trajectory_service",
    "oversight_service",
    "gateway",
    "deployment",
    "benchmarks",
    "client",
)

PLANTED = [
    ("Strata", "services/settings.py", "import indicators_service.app"),
    ("Strata", "trajectory_service/returned.py", "import indicators_service.documents"),
    ("One composition root", "gateway/relay.py", "import oversight_service.app"),
    ("The chassis knows no NHS word", "services/settings.py", "import vocabulary.bands"),
    ("The vocabulary stands on", "vocabulary/bands.py", "import numpy"),
    ("Inference knows numbers alone", "inference/normal.py", "import vocabulary.bands"),
    ("A domain is pure", "trajectory_service/domain/wording.py", "import pydantic"),
    ("Inside the indicators service", "indicators_service/documents.py", "import indicators_service.routes.returns"),
    ("Inside the trajectory service", "trajectory_service/domain/wording.py", "import trajectory_service.schemas"),
    ("Inside the oversight service", "oversight_service/schemas/evidence.py", "import oversight_service.store"),
    ("The product does without its client", "gateway/relay.py", "import model_employer"),
    ("The client stands alone", "client/model_employer/feed.py", "import services.paging"),
    ("Inside the client", "client/model_employer/sending.py", "from . import calls"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter of imports over a tree."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED, ids=[f"{c}: {f}" for c, f, _ in PLANTED])
def test_a_planted_import_breaks_its_contract(tree: Path, contract: str, file: str, line: str) -> None:
    path = tree / file
    path.write_text(f"{path.read_text()}\n{line}\n")
    answer = lint(tree)
    assert answer.returncode == 1
    _, _, broken = answer.stdout.partition("Broken contracts")
    assert any(row.startswith(contract) for row in broken.splitlines()), answer.stdout
