"""The limits that the contract publishes are those that a new installation keeps."""

import json
from pathlib import Path

from services.settings import Settings

CONTRACT = Path(__file__).resolve().parents[2] / "openapi" / "model-employer.json"


def test_the_contract_tells_the_limits_of_a_new_installation() -> None:
    told = {each["limit"]: each["most"] for each in json.loads(CONTRACT.read_text())["info"]["x-limits"]}
    fields = Settings.model_fields
    assert told["calls a minute from one address without a key"] == fields["limit_public"].default > 0
    assert told["calls a minute of one client"] == fields["limit_client"].default > told[next(iter(told))]
    assert told["bytes of a body"] == fields["max_body_bytes"].default
