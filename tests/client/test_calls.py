"""How what a program says becomes a call, and what comes with an answer beside its body."""

import json
import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from model_employer import correlated
from model_employer.addresses import address

from tests.client.hostile import Said, World, client_of, hostile

SUMMER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        (2018, "v=2018"),
        (True, "v=true"),
        (False, "v=false"),
        (0.5, "v=0.5"),
        ("A & B", "v=A+%26+B"),
        (["2", "3"], "v=2&v=3"),
        ([], ""),
        (None, ""),
        (datetime(2018, 3, 31, 12, tzinfo=UTC), "v=2018-03-31T12%3A00%3A00Z"),
        (datetime(2018, 3, 31, 12, tzinfo=SUMMER), "v=2018-03-31T11%3A00%3A00Z"),
    ],
)
def test_a_parameter_is_written_as_the_contract_has_it(value: Any, asked: str) -> None:
    with hostile(Said()) as server, client_of(server, World()) as client:
        client.get("/v1/frameworks", v=value)
    assert server.heard[0].path.partition("?")[2] == asked


def test_an_instant_without_a_zone_is_not_guessed_at() -> None:
    instant = datetime(2018, 3, 31)  # noqa: DTZ001 - this is what is refused
    with pytest.raises(ValueError, match="as_of is an instant without a time zone"):
        address("/v1/frameworks", {"as_of": instant})


def test_a_parameter_is_added_to_those_that_a_path_has() -> None:
    with hostile(Said()) as server, client_of(server, World()) as client:
        client.get("/v1/organisations/RX1/indicators?year=2018", as_of="2020-01-01T00:00:00Z")
    assert server.heard[0].path.endswith("/indicators?year=2018&as_of=2020-01-01T00%3A00%3A00Z")


def test_a_list_goes_on_from_where_its_page_ends() -> None:
    first, last = ({"items": [{"ods": "RX1"}], "next": "c"}, {"items": [{"ods": "RX2"}], "next": None})
    pages = [Said(body=json.dumps(each).encode()) for each in (first, last)]
    with hostile(*pages) as server, client_of(server, World()) as client:
        found = [each["ods"] for each in client.reference.iterate_organisations(q="Trust", limit=1)]
    assert found == ["RX1", "RX2"]
    assert [each.path.partition("?")[2] for each in server.heard] == ["q=Trust&limit=1", "q=Trust&limit=1&cursor=c"]


def test_a_body_is_sent_as_its_kind_is() -> None:
    with hostile(*[Said()] * 3) as server, client_of(server, World()) as client:
        client.post("/v1/reviews", {"name": "Réview"})
        client.returns.upload_returns("ods,year\n", name="é.csv")
        client.returns.upload_returns(b"PK", media_type="application/octet-stream")
    assert [(each.headers["content-type"], each.body) for each in server.heard] == [
        ("application/json", '{"name": "Réview"}'.encode()),
        ("text/csv", b"ods,year\n"),
        ("application/octet-stream", b"PK"),
    ]


def test_the_name_of_the_work_is_sent_inside_its_block_alone() -> None:
    with hostile(*[Said()] * 4) as server, client_of(server, World()) as client:
        client.get("/")
        with correlated("outer"):
            with correlated("inner"):
                client.get("/")
            client.get("/")
        client.get("/")
    assert [each.headers.get("x-correlation-id") for each in server.heard] == [None, "inner", "outer", None]


@pytest.mark.parametrize(("header", "replayed"), [("true", True), ("false", False), (None, False)])
def test_an_answer_says_whether_it_is_one_given_before(header: str | None, replayed: bool) -> None:
    headers = {} if header is None else {"Idempotency-Replayed": header}
    with hostile(Said(headers=headers)) as server, client_of(server, World()) as client:
        assert client.answer("/").replayed is replayed


def test_what_is_to_end_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    ending = {"Deprecation": "@1767225600", "Sunset": "Mon, 04 Jan 2027 00:00:00 GMT", "Link": "</v2/loaves>"}
    caplog.set_level(logging.WARNING, "model_employer")
    says = [Said(headers=ending)] * 2
    with hostile(*says, Said()) as server, client_of(server, World()) as client:
        for _ in range(3):
            client.get("/v1/loaves", year=2018)
    (record,) = caplog.records
    assert record.getMessage() == (
        "GET /v1/loaves is deprecated; it ends on Mon, 04 Jan 2027 00:00:00 GMT. See </v2/loaves>"
    )


def test_no_cookie_is_kept_for_the_next_call() -> None:
    with hostile(Said(headers={"Set-Cookie": "who=me"}), Said()) as server, client_of(server, World()) as client:
        client.get("/")
        client.get("/")
    assert "cookie" not in server.heard[1].headers
