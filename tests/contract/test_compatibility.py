"""What a change of the contract breaks: each kind is found where it is planted, and what breaks nobody passes."""

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gateway.compatibility.__main__ import main
from gateway.compatibility.baseline import baseline_text
from gateway.compatibility.operations import breaks
from services.deprecation import ending
from tests.servers import ROOT

Contract = dict[str, Any]
Change = Callable[[Contract], None]

LOAF: Contract = {
    "type": "object",
    "required": ["name", "grams"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 40},
        "grams": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["rye", "wheat"], "type": "string", "default": "rye"},
        "baked": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "seeds": {"type": "array", "items": {"type": "string"}},
        "with": {"anyOf": [{"$ref": "#/components/schemas/Loaf"}, {"type": "null"}]},
        "prices": {"type": "object", "additionalProperties": {"type": "number"}},
    },
}
LOAF_IN: Contract = json.loads(json.dumps(LOAF).replace("schemas/Loaf", "schemas/LoafIn"))
CONTRACT: Contract = {
    "openapi": "3.1.0",
    "info": {"title": "Bakery", "version": "1.0.0"},
    "security": [{}, {"apikey": []}],
    "paths": {
        "/loaves/{loaf}": {
            "get": {
                "operationId": "read_loaf",
                "parameters": [
                    {"name": "loaf", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 500, "default": 50}},
                ],
                "responses": {
                    "200": {
                        "description": "The loaf.",
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Loaf"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "404": {"$ref": "#/components/responses/Problem404"},
                },
            },
            "put": {
                "operationId": "keep_loaf",
                "parameters": [{"name": "loaf", "in": "path", "required": True, "schema": {"type": "string"}}],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/LoafIn"}},
                        "text/csv": {"schema": {"type": "string"}},
                    }
                },
                "responses": {"204": {"description": "Kept."}},
            },
        }
    },
    "components": {
        "schemas": {"Loaf": LOAF, "LoafIn": LOAF_IN},
        "responses": {
            "Problem404": {"description": "None.", "content": {"application/problem+json": {"schema": {}}}}
        },
    },
}


def changed(change: Change) -> Contract:
    contract = copy.deepcopy(CONTRACT)
    change(contract)
    return contract


def operation(contract: Contract, method: str) -> Any:
    return contract["paths"]["/loaves/{loaf}"][method]


def taken(contract: Contract) -> Any:
    return contract["components"]["schemas"]["LoafIn"]


def answered(contract: Contract) -> Any:
    return contract["components"]["schemas"]["Loaf"]


def parameters(contract: Contract) -> Any:
    return operation(contract, "get")["parameters"]


def set_in(place: Callable[[Contract], Any], *steps: str, to: Any) -> Change:
    """A change of one member."""

    def change(contract: Contract) -> None:
        found = place(contract)
        for step in steps[:-1]:
            found = found[step]
        found[steps[-1]] = to

    return change


def without(place: Callable[[Contract], Any], *steps: str) -> Change:
    """The removal of one member."""

    def change(contract: Contract) -> None:
        found = place(contract)
        for step in steps[:-1]:
            found = found[step]
        del found[steps[-1]]

    return change


def get(contract: Contract) -> Any:
    return operation(contract, "get")


def put(contract: Contract) -> Any:
    return operation(contract, "put")


def whole(contract: Contract) -> Any:
    return contract


def new_parameter(required: bool) -> Change:
    parameter = {"name": "year", "in": "query", "required": required, "schema": {"type": "integer"}}
    return lambda contract: parameters(contract).append(parameter)


def renamed(contract: Contract) -> None:
    get(contract)["operationId"], put(contract)["operationId"] = "keep_loaf", "read_loaf"


BREAKS: dict[str, tuple[Change, str]] = {
    "an address": (without(whole, "paths", "/loaves/{loaf}"), "GET /loaves/{loaf}: the address is gone"),
    "a method": (without(whole, "paths", "/loaves/{loaf}", "put"), "PUT /loaves/{loaf}: the method is gone"),
    "a parameter": (lambda c: parameters(c).pop(), "GET /loaves/{loaf} query limit: is no longer taken"),
    "a new parameter that is needed": (new_parameter(True), "query year: is now needed"),
    "a parameter that is needed now": (
        lambda c: parameters(c)[1].update(required=True),
        "query limit: is now needed",
    ),
    "a limit of a parameter": (
        lambda c: parameters(c)[1]["schema"].update(maximum=100),
        "query limit : maximum is now 100, it was 500",
    ),
    "a default": (
        lambda c: parameters(c)[1]["schema"].update(default=10),
        "query limit: what is left out is now taken as 10, it was 50",
    ),
    "a default of a member": (
        set_in(taken, "properties", "kind", "default", to="wheat"),
        ".kind: what is left out is now taken as 'wheat', it was 'rye'",
    ),
    "a name that means another call": (renamed, "operationId read_loaf now names PUT /loaves/{loaf}"),
    "another name": (set_in(get, "operationId", to="show_loaf"), "operationId is now show_loaf, it was read_loaf"),
    "a credential that is needed now": (
        set_in(whole, "security", to=[{"apikey": []}]),
        "a call without a credential",
    ),
    "a body that is needed now": (set_in(put, "requestBody", "required", to=True), "body: is now needed"),
    "a form of body": (without(put, "requestBody", "content", "text/csv"), "body text/csv: is no longer taken"),
    "a member of a body": (without(taken, "properties", "seeds"), ".seeds: is no longer taken"),
    "a member that is needed now": (
        set_in(taken, "required", to=["name", "grams", "baked"]),
        ".baked: is now needed",
    ),
    "fewer words of a body": (set_in(taken, "properties", "kind", "enum", to=["rye"]), "'wheat' is no longer taken"),
    "words where there was text": (
        set_in(taken, "properties", "name", to={"enum": ["rye"], "type": "string"}),
        "only ['rye'] is taken now",
    ),
    "another type of a body": (
        set_in(taken, "properties", "grams", to={"type": "string"}),
        ".grams: integer is no longer taken",
    ),
    "whole numbers alone": (
        set_in(taken, "properties", "prices", "additionalProperties", to={"type": "integer"}),
        ".prices.*: number is no longer taken",
    ),
    "no null in a body": (
        set_in(taken, "properties", "baked", to={"type": "string", "format": "date"}),
        ".baked: null is no longer taken",
    ),
    "a form of text": (
        set_in(taken, "properties", "name", "format", to="uuid"),
        ".name: must now be a uuid",
    ),
    "a pattern": (set_in(taken, "properties", "name", "pattern", to="^[a-z]+$"), ".name: pattern is now '^[a-z]+$'"),
    "a longer text at the least": (set_in(taken, "properties", "name", "minLength", to=3), "minLength is now 3"),
    "entries of another kind": (
        set_in(taken, "properties", "seeds", "items", to={"type": "integer"}),
        ".seeds[]: string is no longer taken",
    ),
    "a status": (without(get, "responses", "404"), "404: is no longer answered"),
    "a new status": (set_in(get, "responses", "202", to={"description": "Later."}), "202: may now be answered"),
    "a form of answer": (
        without(get, "responses", "200", "content", "text/csv"),
        "200 text/csv: is no longer answered",
    ),
    "a header": (without(get, "responses", "200", "headers", "ETag"), "header ETag: is no longer answered"),
    "a member of an answer": (without(answered, "properties", "seeds"), ".seeds: is no longer answered"),
    "a member that may be left out": (set_in(answered, "required", to=["name"]), ".grams: may now be left out"),
    "null in an answer": (
        set_in(answered, "properties", "grams", to={"type": ["integer", "null"]}),
        ".grams: may now be null",
    ),
    "more words of an answer": (
        set_in(answered, "properties", "kind", "enum", to=["rye", "wheat", "spelt"]),
        ".kind: may now be 'spelt'",
    ),
    "another type of an answer": (
        set_in(answered, "properties", "grams", to={"type": "number"}),
        ".grams: may now be number",
    ),
    "another form of text in an answer": (
        set_in(answered, "properties", "baked", "anyOf", to=[{"type": "string", "format": "date-time"}]),
        ".baked: is no longer a date",
    ),
    "a member of what an answer holds in itself": (
        set_in(answered, "properties", "with", to={"$ref": "#/components/schemas/Half"}),
        ".with.grams: is no longer answered",
    ),
    "what the check does not know": (set_in(taken, "not", to={"required": ["seeds"]}), "not has changed"),
}
HALF = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_planted_break_is_found(kind: str) -> None:
    change, told = BREAKS[kind]
    new = changed(change)
    new["components"]["schemas"]["Half"] = HALF
    found = breaks(CONTRACT, new)
    assert any(told in str(each) for each in found), [str(each) for each in found]
    assert all(each.why for each in found)


COMPATIBLE: dict[str, Change] = {
    "nothing": lambda contract: None,
    "a new address": set_in(whole, "paths", "/ovens", to={"get": {"operationId": "ovens", "responses": {}}}),
    "a new parameter": new_parameter(False),
    "a parameter that may be left out": lambda c: parameters(c).append({"name": "q", "in": "query", "schema": {}}),
    "a wider limit": lambda c: parameters(c)[1]["schema"].update(maximum=1000),
    "no limit": lambda c: parameters(c)[1]["schema"].pop("maximum"),
    "another way to prove who calls": set_in(whole, "security", to=[{}, {"apikey": []}, {"bearer": []}]),
    "another form of body": set_in(put, "requestBody", "content", "text/plain", to={"schema": {}}),
    "a new member of a body": set_in(taken, "properties", "shelf", to={"type": "string"}),
    "a member that may be left out now": set_in(taken, "required", to=["name"]),
    "more words of a body": set_in(taken, "properties", "kind", "enum", to=["rye", "wheat", "spelt"]),
    "any text": set_in(taken, "properties", "kind", to={"type": "string", "default": "rye"}),
    "a wider type of a body": set_in(taken, "properties", "grams", to={"type": ["number", "null"], "minimum": 0}),
    "a new member of an answer": set_in(answered, "properties", "shelf", to={"type": "string"}),
    "fewer words of an answer": set_in(answered, "properties", "kind", "enum", to=["rye"]),
    "a member that is always there now": set_in(answered, "required", to=["name", "grams", "kind"]),
    "no null in an answer": set_in(answered, "properties", "baked", to={"type": "string", "format": "date"}),
    "a new error": set_in(get, "responses", "410", to={"description": "Eaten."}),
    "another form of answer": set_in(get, "responses", "200", "content", "text/html", to={"schema": {}}),
    "prose": set_in(get, "description", to="Read a loaf."),
}


@pytest.mark.parametrize("kind", COMPATIBLE)
def test_a_change_that_breaks_nobody_passes(kind: str) -> None:
    assert breaks(CONTRACT, changed(COMPATIBLE[kind])) == []


def test_an_operation_may_go_once_its_sunset_has_come() -> None:
    old = changed(lambda contract: put(contract).update(ending(date(2027, 1, 4), date(2028, 1, 4))))
    new = changed(BREAKS["a method"][0])
    assert breaks(old, new, date(2028, 1, 4)) == []
    assert [str(each.what) for each in breaks(old, new, date(2028, 1, 3))] == ["the method is gone"]


def test_what_is_kept_of_a_version_finds_the_same_breaks() -> None:
    kept = json.loads(baseline_text(CONTRACT))
    assert breaks(kept, CONTRACT) == breaks(CONTRACT, kept) == []
    for change, told in BREAKS.values():
        new = changed(change)
        new["components"]["schemas"]["Half"] = HALF
        assert any(told in str(each) for each in breaks(kept, new)), told


def test_the_command_says_what_breaks_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(CONTRACT))
    new.write_text(json.dumps(changed(BREAKS["a header"][0])))
    assert main([str(old), str(old)]) == 0
    assert main([str(old), str(new)]) == 1
    told = capsys.readouterr().out
    assert "GET /loaves/{loaf} 200 header ETag: is no longer answered. Readers that use it find nothing" in told
    assert main(["--baseline", str(old)]) == 0
    assert json.loads(capsys.readouterr().out)["info"] == {"version": "1.0.0"}


RELEASED = sorted((ROOT / "openapi" / "released").glob("*.json"))


def test_a_version_is_out() -> None:
    assert [each.name for each in RELEASED] == ["1.0.json"]


@pytest.mark.parametrize("released", RELEASED, ids=[each.stem for each in RELEASED])
def test_the_contract_breaks_no_version_that_is_out(released: Path) -> None:
    old, new = (json.loads(each.read_text()) for each in (released, ROOT / "openapi" / "model-employer.json"))
    found = breaks(old, new, date.today())  # noqa: DTZ011 - a sunset is a day wherever one is
    assert not found, "\n".join(map(str, found))


def test_the_contract_breaks_nothing_that_was_committed() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this tree is not a clone")
    command = [git, "show", "HEAD:openapi/model-employer.json"]
    committed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S603 - git itself
    working = json.loads((ROOT / "openapi" / "model-employer.json").read_text())
    found = breaks(json.loads(committed), working, date.today())  # noqa: DTZ011 - as above
    assert not found, "\n".join(map(str, found))
