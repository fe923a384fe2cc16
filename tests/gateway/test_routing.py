"""Which service owns an address."""

from typing import Any

import pytest

from gateway.routing import Route, Routes

DOCUMENTS: dict[str, dict[str, Any]] = {
    "mill": {"paths": {"/v1/sacks": {}, "/v1/sacks/{sack}": {}, "/v1/sacks/newest": {}, "/v1/sacks:count": {}}},
    "bakery": {"paths": {"/v1/sacks/{sack}/loaves": {}, "/v1/lists/{year}.csv": {}, "/v1/lists/{year}": {}}},
}


@pytest.mark.parametrize(
    ("path", "upstream", "template"),
    [
        ("/v1/sacks", "mill", "/v1/sacks"),
        ("/v1/sacks/a", "mill", "/v1/sacks/{sack}"),
        ("/v1/sacks/newest", "mill", "/v1/sacks/newest"),
        ("/v1/sacks/newest/loaves", "bakery", "/v1/sacks/{sack}/loaves"),
        ("/v1/sacks:count", "mill", "/v1/sacks:count"),
        ("/v1/lists/2018.csv", "bakery", "/v1/lists/{year}.csv"),
        ("/v1/lists/2018.xml", "bakery", "/v1/lists/{year}"),
        ("/v1/lists/.csv", "bakery", "/v1/lists/{year}"),
    ],
)
def test_the_most_specific_template_owns_an_address(path: str, upstream: str, template: str) -> None:
    assert Routes(DOCUMENTS).find(path) == Route(upstream, template)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/v1",
        "/v1/",
        "/v1/sacks/",
        "//v1/sacks",
        "/v1//sacks",
        "/v1/sacks//loaves",
        "/V1/sacks",
        "/v1/sacks/a/b",
    ],
)
def test_an_address_that_is_not_exactly_one_of_a_service_is_nobodys(path: str) -> None:
    assert Routes(DOCUMENTS).find(path) is None


def test_two_services_cannot_own_one_address_whatever_they_call_its_parameter() -> None:
    with pytest.raises(ValueError, match="both own"):
        Routes({"mill": {"paths": {"/v1/sacks/{sack}": {}}}, "bakery": {"paths": {"/v1/sacks/{name}": {}}}})
