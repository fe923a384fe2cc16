"""The data is the same on every machine, in every process, in whatever order the years are asked for."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from indicators_service.demonstration import YEARS, organisations, returns

DIGEST = "5364d3e0523c88c8decd5370851a871ca0aec68472fdac749a5391a358d4ee3c"
"""The SHA-256 of everything. A change here is a change of the demonstration data: make it on purpose."""

ROOT = Path(__file__).parents[3]

PROGRAM = """
import json
from indicators_service.demonstration import returns
print(json.dumps([returns(2018), returns(2016)], sort_keys=True))
"""


def canonical(document: object) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_the_data_has_not_drifted() -> None:
    everything = {"organisations": organisations(), "returns": {year: returns(year) for year in YEARS}}
    assert hashlib.sha256(canonical(everything)).hexdigest() == DIGEST


def test_a_fresh_process_that_asks_in_another_order_gets_the_same() -> None:
    asked = [sys.executable, "-c", PROGRAM]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, timeout=60)  # noqa: S603 # our own text
    assert canonical(json.loads(told.stdout)) == canonical([returns(2018), returns(2016)])


def test_callers_may_change_what_they_get_without_changing_the_next_answer() -> None:
    first = returns(2018)
    first[0]["workforce"][0]["bme"] = -1
    organisations()[0]["successors"].append("ZT002")
    assert returns(2018)[0]["workforce"][0]["bme"] >= 0
    assert organisations()[0]["successors"] == []
