"""What the gateway says of itself: health, the contract, and what a problem means."""

import json
import re

from services.command import contract_text
from services.settings import Settings
from tests.gateway.conftest import Call
from tests.gateway.standing_in import distributed_gateway, embedded_gateway


def test_everything_up_is_said_of_each_service_and_its_database(call: Call) -> None:
    answer = call("GET", "/_status")
    told = json.loads(answer.body)
    assert (answer.status, told["status"]) == (200, "up")
    assert told["services"] == [{"service": name, "status": "up", "database": "up"} for name in ("gateway", "mill")]
    assert json.loads(call("GET", "/_ping").body) == {"service": "gateway", "status": "up"}


def test_the_contract_is_the_same_text_whichever_shape_and_however_often(settings: Settings) -> None:
    texts = {contract_text(embedded_gateway(settings).contract) for _ in range(2)}
    texts.add(contract_text(distributed_gateway(settings, "http://127.0.0.1:1").contract))
    assert len(texts) == 1


def test_the_contract_is_served_with_its_tag_and_names_both_ways_to_give_a_key(call: Call) -> None:
    answer = call("GET", "/v1/openapi.json")
    document = json.loads(answer.body)
    assert (document["openapi"], document["info"]["title"]) == ("3.1.0", "Model Employer API")
    assert document["components"]["securitySchemes"]["apikey"]["name"] == "apikey"
    assert {"/v1/clients", "/v1/sacks/{sack}", "/_ping", "/_status", "/v1/openapi.json"} <= set(document["paths"])
    assert call("GET", "/v1/openapi.json", {"if-none-match": answer.header("etag") or ""}).status == 304


def test_every_address_of_the_contract_is_relayed_to_somebody(shapes: dict[str, Call]) -> None:
    call = shapes["embedded"]
    paths = json.loads(call("GET", "/v1/openapi.json").body)["paths"]
    for path in paths:
        answer = call("TRACE", re.sub(r"\{[^}]*\}", "x", path))
        assert answer.status == 405, path


def test_a_problem_that_does_not_exist_is_a_404(call: Call) -> None:
    assert call("GET", "/problems/burnt").status == 404
