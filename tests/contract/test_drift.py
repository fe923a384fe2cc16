"""The committed contracts are what the code answers."""

from pathlib import Path

import pytest

import gateway.embedded
from services.command import contract_text
from services.settings import Settings
from tests.contract.whole import whole_contract

FOLDER = Path(__file__).resolve().parents[2] / "openapi"


@pytest.mark.parametrize("name", ["indicators", "trajectory", "oversight"])
def test_a_service_s_committed_contract_is_that_of_the_code(name: str, tmp_path: Path) -> None:
    app = gateway.embedded.services(Settings(data=tmp_path))[name]
    committed = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert committed == contract_text(app.openapi()), "run make contract, look at the difference, and commit it"


def test_the_merged_contract_is_that_of_the_code() -> None:
    merged = whole_contract()
    assert merged["openapi"] == "3.1.0"
    committed = (FOLDER / "model-employer.json").read_text(encoding="utf-8")
    assert committed == contract_text(merged), "run make contract, look at the difference, and commit it"
