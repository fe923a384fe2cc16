"""One program, two shapes: what a caller sends and receives is the same in both."""

import json

import pytest

from services.identity import Caller, Signer
from services.settings import Settings
from tests.gateway.conftest import ADMINISTRATOR, Call
from vocabulary.clients import ClientKind

KEY = {"apikey": ADMINISTRATOR}
FIXED = {"x-request-id": "r-1", "x-correlation-id": "c-1"}

CALLS = [
    ("GET", "/v1/sacks/a", {}),
    ("GET", "/v1/sacks/a?x=1&x=2&y=a%20b+c&z=%2F", {}),
    ("GET", "/v1/sacks/..", {}),
    ("GET", "/v1/sacks/%C3%A9", {}),
    ("GET", "/v1/sacks/a%2Fb", {}),
    ("GET", "/v1/sacks/", {}),
    ("GET", "//v1/flour", {}),
    ("GET", "/v1/flour/", {}),
    ("GET", "/v1/flour", {}),
    ("GET", "/v1/flour", {"if-none-match": "*"}),
    ("GET", "/v1/empty", {}),
    ("GET", "/v1/streamed", {}),
    ("GET", "/v1/broken", {}),
    ("GET", "/v1/nothing", {}),
    ("DELETE", "/v1/flour", {}),
    ("HEAD", "/v1/flour", {}),
    ("GET", "/v1/sacks/a", {"x-note": b"caf\xc3\xa9"}),
    ("GET", "/v1/sacks/a", {"connection": "x-hop", "x-hop": "1", "te": "trailers", "keep-alive": "5"}),
    ("GET", "/v1/sacks/a", {"accept": "text/csv", "user-agent": "a baker"}),
]


@pytest.mark.parametrize(("method", "path", "headers"), CALLS)
def test_status_headers_and_bytes_are_the_same_in_both_shapes(
    shapes: dict[str, Call], method: str, path: str, headers: dict[str, str | bytes]
) -> None:
    embedded, distributed = (call(method, path, KEY | FIXED | headers) for call in shapes.values())
    # The date is the server's own, and may fall on either side of a second.
    assert [h for h in embedded.headers if h[0] != "date"] == [h for h in distributed.headers if h[0] != "date"]
    assert (embedded.status, embedded.body) == (distributed.status, distributed.body)


def test_an_address_with_a_slash_too_many_is_unknown_and_no_redirect_names_an_inner_address(call: Call) -> None:
    for path in ("/v1/flour/", "//v1/flour", "/v1/sacks/"):
        answer = call("GET", path)
        assert answer.status == 404, path
        assert answer.header("location") is None
        assert json.loads(answer.body)["code"] == "not-found"


def test_a_service_sees_the_signed_caller_and_no_credential(call: Call) -> None:
    answer = call(
        "GET", "/v1/sacks/a", KEY | FIXED | {"cookie": "a=1", "x-identity": "forged", "accept-encoding": "gzip"}
    )
    told = json.loads(answer.body)
    seen = dict(told["headers"])
    assert told["caller"] == ["administrator"]
    assert not {"apikey", "authorization", "cookie", "accept-encoding"} & set(seen)
    assert (seen["x-request-id"], seen["x-correlation-id"]) == ("r-1", "c-1")
    assert ADMINISTRATOR not in answer.body.decode()


def test_headers_of_one_connection_and_those_that_connection_names_go_no_further(call: Call) -> None:
    headers = {"connection": "close, X-Hop", "x-hop": "1", "te": "trailers", "expect": "100-continue"}
    seen = dict(json.loads(call("GET", "/v1/sacks/a", headers).body)["headers"])
    assert not {"connection", "x-hop", "te", "expect", "transfer-encoding"} & set(seen)


def test_an_identity_from_outside_is_ignored_even_one_well_signed(call: Call, settings: Settings) -> None:
    signed = Signer(settings).sign(Caller("somebody", ClientKind.ADMINISTRATOR))
    assert json.loads(call("GET", "/v1/sacks/a", {"x-identity": signed}).body)["caller"] == ["public"]


def test_ids_are_mirrored_when_given_and_minted_when_not_or_when_unsafe(call: Call) -> None:
    given = call("GET", "/v1/flour", FIXED)
    assert [v for n, v in given.headers if n == "x-request-id"] == ["r-1"]
    assert given.header("x-correlation-id") == "c-1"
    for headers in ({}, {"x-request-id": "a b<script>"}):
        minted = call("GET", "/v1/nothing", headers)
        assert len(minted.header("x-request-id") or "") == 32
        assert json.loads(minted.body)["request_id"] == minted.header("x-request-id")


def test_a_method_that_an_address_does_not_take_is_a_405_of_the_owning_service(call: Call) -> None:
    answer = call("DELETE", "/v1/sacks/a")
    assert (answer.status, answer.header("allow")) == (405, "GET, PUT")


def test_a_caller_that_is_still_sending_hears_why_its_body_is_refused(call: Call) -> None:
    answer = call("PUT", "/v1/sacks/a", {**KEY, "connection": "close"}, b"x" * 20_000_000)
    assert (answer.status, json.loads(answer.body)["code"]) == (413, "too-large")


def test_a_body_over_the_limit_is_a_413_declared_or_not(call: Call) -> None:
    large = b"x" * 3_000_000
    declared = call("PUT", "/v1/sacks/a", KEY, large)
    streamed = call("PUT", "/v1/sacks/a", KEY | {"transfer-encoding": "chunked"}, iter([large[:1_500_000]] * 2), True)
    for answer in (declared, streamed):
        assert (answer.status, json.loads(answer.body)["code"]) == (413, "too-large")


def test_a_body_in_many_pieces_arrives_whole(call: Call) -> None:
    pieces = [bytes([number]) * 40_000 for number in range(30)]
    headers = KEY | {"transfer-encoding": "chunked"}
    streamed = json.loads(call("PUT", "/v1/sacks/a", headers, iter(pieces), True).body)
    assert streamed["bytes"] == 1_200_000
    assert streamed == json.loads(call("PUT", "/v1/sacks/a", KEY, b"".join(pieces)).body)


def test_every_call_of_a_service_is_counted_once_by_the_gateway(shapes: dict[str, Call]) -> None:
    call = shapes["embedded"]

    def count(route: str) -> float:
        lines = call("GET", "/metrics", KEY).body.decode().splitlines()
        wanted = f'http_server_requests_total{{method="GET",route="{route}",service="gateway",status="200"}}'
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(wanted))

    before = count("/_ping"), count("/v1/sacks/{sack}")
    call("GET", "/_ping")
    call("GET", "/v1/sacks/a")
    assert (count("/_ping"), count("/v1/sacks/{sack}")) == (before[0] + 1, before[1] + 1)
