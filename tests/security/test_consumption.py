"""API4, unrestricted resource consumption: what one call may ask for has a limit, and the refusal says which."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.contract.whole import whole_contract
from tests.security.program import OWN, YEAR, Program

LISTS = sorted(
    path
    for path, operations in whole_contract()["paths"].items()
    if any(each["name"] == "limit" for each in operations.get("get", {}).get("parameters", ()))
)
RETURN = f"/v1/organisations/{OWN}/returns/{YEAR}"


def filled(path: str) -> str:
    """Return an address with something in each of its places."""
    values = {"ods": OWN, "key": "sof-2017", "id": "1", "indicator": "1", "subscription": "1" * 32, "area": "england"}
    return path.format_map(values | {"client": "1" * 32, "kid": "k", "service": "gateway", "batch": "1" * 32})


@pytest.mark.parametrize("path", LISTS)
def test_no_list_is_given_without_end(program: Program, path: str) -> None:
    for limit in ("1000000000", "-1", "1e9", "0x10", "99999999999999999999999999"):
        answer = program.ask("administrator", "GET", filled(path), params={"limit": limit, "year": 2018})
        assert answer.status_code == 422, (path, limit, answer.text[:300])
        assert "limit" in answer.text


def raw(body: str) -> dict[str, Any]:
    return {"content": body.encode(), "headers": {"content-type": "application/json"}}


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"organisation": "ZT001", "year": 1e400}',
        '{"organisation": "ZT001", "year": NaN}',
        '{"organisation": "ZT001", "year": -Infinity}',
        '{"organisation": "ZT001", "year": ' + "9" * 50_000 + "}",
        '{"organisation": "\\ud800", "year": 2019}',
        '{"organisation": "ZT001", "organisation": "ZT002", "year": 2019}',
        '{"organisation": "ZT001", "year": 2019}' * 2,
        "\ufeff{}",
        "null",
        '"' + "x" * 1_000_000 + '"',
        json.dumps({"organisation": "ZT001", "year": 2019, "workforce": [{"band": "2"}] * 50_000}),
        json.dumps({f"member {number}": 0 for number in range(50_000)}),
    ],
    ids=range(14),
)
def test_a_body_made_to_hurt_is_refused_in_few_words(program: Program, body: str) -> None:
    for method, path in (("PUT", RETURN), ("POST", "/v1/indicators:compute"), ("POST", "/v1/trajectories:compute")):
        answer = program.ask("own", method, path, **raw(body))
        assert answer.status_code in (400, 413, 422), answer.text[:300]
        assert len(answer.content) < 200_000
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    [
        [("bands", "8a")] * 2_000,
        [("horizon", str(year)) for year in range(2020, 2400)],
        [("indicator", "1")] * 2_000,
        [("row", "1|share")] * 3_000,
        [("cursor", "A" * 20_000)],
        [("since", "9" * 5_000)],
    ],
    ids=lambda query: query[0][0],
)
def test_a_query_made_to_hurt_is_refused_or_answered_at_once(program: Program, query: list[tuple[str, str]]) -> None:
    for path in ("trajectories", "indicators", "benchmarks"):
        address = f"/v1/organisations/{OWN}/{path}?year=2018"
        answer = program.client.get(f"{address}&{urlencode(query)}", timeout=20)
        assert answer.status_code in (200, 404, 422, 431), answer.text[:300]
        assert len(answer.content) < 3_000_000
