"""API9, improper inventory management: what is served is what the contract tells, and no other version of it."""

from typing import Final

import pytest

from tests.contract.whole import whole_contract
from tests.permission.routes import SERVICES, addresses
from tests.security.program import Program

OF_THE_HOUSE: Final = {
    "GET /_ping",
    "GET /_revision",
    "GET /_status",
    "GET /docs",
    "GET /docs/{name}",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
    "GET /v1/openapi.json",
}
"""Addresses that the contract need not tell of."""


def test_every_address_is_in_the_contract_or_known_to_be_left_out() -> None:
    told = {
        f"{method.upper()} {path}"
        for path, operations in whole_contract()["paths"].items()
        for method in operations
        if method != "parameters"
    }
    served = set().union(*map(addresses, SERVICES))
    of_services = {each for each in served - told if "{" in each or "/v1/" in each}
    assert served - told <= OF_THE_HOUSE | of_services
    assert {each for each in of_services if not each.startswith(("GET /v1/changes", "GET /v1/audit"))} <= OF_THE_HOUSE


@pytest.mark.parametrize("version", ["/v0", "/v2", "/v1.0", "/v1beta", "/api/v1", "/latest", "/V1", "/v01", ""])
def test_no_other_version_is_served(program: Program, version: str) -> None:
    for path in ("/organisations", "/frameworks", "/clients", "/changes"):
        assert program.ask("administrator", "GET", f"{version}{path}").status_code == 404
