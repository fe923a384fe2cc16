"""Answers in fewer bytes: the same answer, with an entity tag that does not claim the same bytes."""

import gzip
import json

import brotli
import pytest
import zstandard

from services.settings import Settings
from tests.gateway.conftest import Call, caller_at
from tests.gateway.standing_in import embedded_gateway, served

UNPACK = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed),
}


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/streamed"])
def test_an_answer_is_packed_for_those_who_can_read_it_so(call: Call, coding: str, path: str) -> None:
    plain = call("GET", path)
    packed = call("GET", path, {"accept-encoding": coding})
    assert (packed.header("content-encoding"), plain.header("content-encoding")) == (coding, None)
    assert UNPACK[coding](packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert "accept-encoding" in (packed.header("vary") or "").lower()
    tag = plain.header("etag")
    if tag:
        assert packed.header("etag") == f"W/{tag}"
        again = call("GET", path, {"accept-encoding": coding, "if-none-match": f"W/{tag}"})
        assert (again.status, again.body) == (304, b"")


def test_a_small_answer_is_left_as_it_is(call: Call) -> None:
    answer = call("GET", "/v1/flour", {"accept-encoding": "gzip, br, zstd"})
    assert (answer.header("content-encoding"), json.loads(answer.body)) == (None, {"flour": True})


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "made-up"])
def test_a_packed_body_is_not_taken(call: Call, coding: str) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    answer = call("PUT", "/v1/sacks/a", {"content-encoding": coding, "content-type": "application/json"}, bomb)
    told = json.loads(answer.body)
    assert (answer.status, told["code"], answer.header("accept-encoding")) == (
        415,
        "unsupported-media-type",
        "identity",
    )


def test_packing_is_the_same_in_front_of_memory(settings: Settings) -> None:
    with served(embedded_gateway(settings)) as at:
        call = caller_at(at)
        first, second = (call("GET", "/v1/flour", {"accept-encoding": "gzip"}) for _ in range(2))
        assert (first.body, first.header("etag")) == (second.body, second.header("etag"))
