"""The client against the product itself: what it reads, writes, follows and proves."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from model_employer import (
    Client,
    ClientCredentials,
    CursorFile,
    Forbidden,
    Invalid,
    NotFound,
    OnDisk,
    Stale,
    Unauthenticated,
    correlated,
    etag_of,
)
from model_employer.contract.types import ActionIn

from tests.client.hostile import refusal
from tests.client.publishing import CERTIFICATES, YEAR, client_at, publish, register, return_of

ACTION: ActionIn = {
    "title": "Diverse panels",
    "aim": "Fair shortlisting",
    "strategic_objective": "2.2",
    "indicators": ["2"],
    "owner_role": "Chief People Officer",
    "status": "planned",
    "due_on": "2019-03-31",
}


def test_a_list_is_read_page_by_page_to_its_end(door: Client) -> None:
    codes = [f"RP{number}" for number in range(1, 8)]
    for ods in codes:
        register(door, ods)
    assert len(door.reference.list_organisations(q="Trust RP", limit=3)["items"]) == 3
    found = [each["ods"] for each in door.reference.iterate_organisations(q="Trust RP", limit=3)]
    assert found == codes


def test_a_write_names_the_version_that_was_read(door: Client) -> None:
    register(door, "RW1")
    name = door.actions.add_action("RW1", ACTION)["id"]
    read = door.actions.read_action("RW1", name)
    revised = door.actions.revise_action("RW1", name, {**ACTION, "status": "in_progress"}, if_match=etag_of(read))
    assert revised["revision"] == 2
    met = refusal(Stale, lambda: door.actions.revise_action("RW1", name, ACTION, if_match=etag_of(read)))
    assert (met.code, met.after_lost_answer) == ("stale", False)
    assert door.actions.revise_action("RW1", name, ACTION, if_match=etag_of(revised))["revision"] == 3


def test_a_post_that_is_sent_twice_is_carried_out_once(door: Client) -> None:
    register(door, "RW2")
    ids = {door.actions.add_action("RW2", ACTION, idempotency_key="once")["id"] for _ in range(2)}
    assert len(ids) == 1
    assert door.actions.add_action("RW2", ACTION)["id"] not in ids


def test_a_return_that_is_wrong_is_told_by_row_field_and_reason(door: Client) -> None:
    register(door, "RW3")
    wrong: Any = return_of("RW3")
    wrong["workforce"][1]["bme"] = "many"
    met = refusal(Invalid, lambda: door.returns.submit_return("RW3", YEAR, wrong))
    assert [(each.row, each.column) for each in met.errors] == [(1, "bme")]
    assert "  row 1, field bme: Input should be a valid integer" in str(met)
    assert f"(request {met.request_id})" in str(met)


def test_who_may_not_is_told_so_by_kind(address: str, door: Client) -> None:
    register(door, "RW4")
    with client_at(address, None) as nobody, client_at(address, "no such key") as unknown:
        refusal(Unauthenticated, lambda: nobody.actions.add_action("RW4", ACTION))
        refusal(Unauthenticated, unknown.frameworks.list_frameworks)
    own = door.clients.make_client({"name": "Another trust", "kind": "provider", "body": "RP1"})["key"]
    with client_at(address, own) as other:
        refusal(Forbidden, lambda: other.actions.add_action("RW4", ACTION))
    refusal(NotFound, lambda: door.returns.read_return("RW4", YEAR))


def test_what_was_read_is_read_in_short_again_also_by_the_next_program(address: str, tmp_path: Path) -> None:
    for remembered in (False, True):
        with Client(address, verify=CERTIFICATES, trust_env=False, memory=OnDisk(tmp_path)) as client:
            answer = client.answer("/v1/frameworks")
            assert (answer.remembered, len(answer.json()["items"])) == (remembered, 13)


def test_work_has_a_name_that_every_call_carries(door: Client) -> None:
    with correlated("night-7"):
        assert door.answer("/_ping").headers["x-correlation-id"] == "night-7"
    assert door.answer("/_ping").headers["x-correlation-id"] != "night-7"


RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE_KEY = ec.generate_private_key(ec.SECP384R1())


@pytest.mark.parametrize(
    ("key", "algorithm", "jwk"),
    [
        (RSA_KEY, "RS512", RSAAlgorithm.to_jwk(RSA_KEY.public_key())),
        (CURVE_KEY, "ES384", ECAlgorithm.to_jwk(CURVE_KEY.public_key())),
    ],
    ids=["RS512", "ES384"],
)
def test_a_client_that_signs_for_itself_is_known(
    address: str, door: Client, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, algorithm: Any, jwk: str
) -> None:
    made = door.clients.make_client({"name": f"Signs with {algorithm}", "kind": "regulator"})
    body = {"kid": "mine-2026", "algorithm": algorithm, "jwk": json.loads(jwk)}
    door.post(f"/v1/clients/{made['id']}/public-keys", body)
    credentials = ClientCredentials(made["id"], key, "mine-2026")
    with Client(address, credentials=credentials, verify=CERTIFICATES, trust_env=False) as client:
        assert client.clients.read_client(made["id"])["kind"] == "regulator"
        assert client.clients.list_public_keys(made["id"])["items"][0]["kid"] == "mine-2026"
    wrong = ClientCredentials(made["id"], key, "another")
    with Client(address, credentials=wrong, verify=CERTIFICATES, trust_env=False) as client:
        assert refusal(Unauthenticated, client.frameworks.list_frameworks).code == "assertion-key-unknown"


def test_what_is_published_is_followed_exported_and_told_as_a_table(
    address: str, door: Client, tmp_path: Path
) -> None:
    keeper = CursorFile(tmp_path / "cursor")
    list(door.changes(keeper))
    before = datetime.now(UTC)
    publish(door, address, "RE1")
    told = [(each["kind"], each["organisation"], each["href"]) for each in door.changes(keeper)]
    assert told == [
        ("return", "RE1", "/v1/organisations/RE1/returns/2018"),
        ("result", "RE1", "/v1/organisations/RE1/indicators?year=2018"),
    ]
    assert list(door.changes(keeper)) == []
    since = door.changes(since=before, until=datetime.now(UTC))
    assert [each["kind"] for each in since if each["organisation"] == "RE1"] == ["return", "result"]
    assert door.get(told[1][2])["organisation"]["ods"] == "RE1"
    first = door.download_export(YEAR, "ndjson", tmp_path / "2018.ndjson")
    again = door.download_export(YEAR, "ndjson", tmp_path / "2018.ndjson")
    assert (first.checked, first.changed, again.checked, again.changed) == (True, True, True, False)
    rows = [json.loads(each) for each in first.path.read_text(encoding="utf-8").splitlines()]
    assert {each["organisation"] for each in rows} >= {"RE1"}
    table = door.indicators.list_values_as("csv", "3", year=YEAR).decode("utf-8-sig")
    assert "RE1" in {each["ods"] for each in csv.DictReader(io.StringIO(table))}
