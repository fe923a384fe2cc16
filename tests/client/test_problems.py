"""What an integrator is told when a call is refused: by what, where, why, and under which id to ask."""

import json

import pytest
from model_employer import (
    Away,
    Client,
    Conflict,
    Forbidden,
    Invalid,
    MatchNeeded,
    NotFound,
    Problem,
    RateLimited,
    Stale,
    Unauthenticated,
    Unreadable,
)

from tests.client.hostile import Said, World, client_of, hostile, refusal

INVALID = {
    "type": "/problems/invalid",
    "title": "The request is not valid",
    "status": 422,
    "detail": "2 things are wrong; each is listed in errors.",
    "instance": "/v1/organisations/RX1/returns/2018",
    "code": "invalid",
    "request_id": "r-1",
    "errors": [
        {"path": "$.workforce[3].bme", "row": 3, "column": "bme", "code": "int-parsing", "message": "not a number"},
        {"path": "query:year", "row": None, "column": None, "code": "missing", "message": "a year is needed"},
    ],
    "told_by_a_newer_server": True,
}


def met(status: int, body: bytes, headers: dict[str, str] | None = None) -> Problem:
    with hostile(*[Said(status, headers or {}, body)] * 9) as server, client_of(server, World()) as client:
        return refusal(Problem, lambda: client.put("/v1/organisations/RX1/returns/2018", {}, if_match='"1"'))


def test_the_text_tells_row_field_reason_and_the_id_of_the_request() -> None:
    problem = met(422, json.dumps(INVALID).encode())
    assert str(problem).splitlines() == [
        "422 invalid: 2 things are wrong; each is listed in errors. (request r-1)",
        "  row 3, field bme: not a number [int-parsing; $.workforce[3].bme]",
        "  query:year: a year is needed [missing; query:year]",
    ]
    assert (problem.status, problem.code, problem.request_id) == (422, "invalid", "r-1")
    assert [(each.row, each.column, each.code) for each in problem.errors] == [
        (3, "bme", "int-parsing"),
        (None, None, "missing"),
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Problem),
        (401, Unauthenticated),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (412, Stale),
        (422, Invalid),
        (428, MatchNeeded),
        (429, RateLimited),
        (503, Away),
    ],
)
def test_each_status_is_an_exception_of_its_own(status: int, kind: type[Problem]) -> None:
    assert type(met(status, b"{}")) is kind


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>\n <h1>Bad gateway</h1>", "502: <html> <h1>Bad gateway</h1> (request r-2)"),
        (b"", "502: Bad Gateway (request r-2)"),
        (b"[1]", "502: [1] (request r-2)"),
        (b"\xff" * 1000, f"502: {'�' * 200} (request r-2)"),
    ],
)
def test_what_stands_between_may_refuse_in_words_of_its_own(body: bytes, words: str) -> None:
    assert str(met(502, body, {"X-Request-ID": "r-2"})) == words


def test_a_good_status_with_something_else_than_json_is_said_to_be_that() -> None:
    login = Said(200, {"content-type": "text/html"}, b"<html>Please log in</html>")
    with (
        hostile(login) as server,
        client_of(server, World()) as client,
        pytest.raises(Unreadable, match="not JSON but text/html"),
    ):
        client.get("/v1/frameworks")


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/v1", "//elsewhere.example/v1", "v1/frameworks", "/\\elsewhere.example", ""]
)
def test_no_address_takes_the_key_to_another_server(path: str) -> None:
    with (
        hostile(Said()) as server,
        client_of(server, World(), key="a key") as client,
        pytest.raises(ValueError, match="is not a path of this server"),
    ):
        client.get(path)
    assert server.heard == []


@pytest.mark.parametrize("ods", ["..", ".", ""])
def test_no_name_makes_another_path(ods: str) -> None:
    with (
        hostile(Said()) as server,
        client_of(server, World()) as client,
        pytest.raises(ValueError, match="is no name of anything"),
    ):
        client.returns.read_return(ods, 2018)


def test_what_a_name_holds_stays_in_its_place_of_the_path() -> None:
    with hostile(Said()) as server, client_of(server, World()) as client:
        client.returns.read_return("RX1/../RX2?year=1#", 2018)
    assert server.heard[0].path == "/v1/organisations/RX1%2F..%2FRX2%3Fyear%3D1%23/returns/2018"


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://server", ""])
def test_a_client_wants_an_address(address: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        Client(address)
