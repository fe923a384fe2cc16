"""Every operation of the contract has an example, and each is answered by the running program as it is told."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs

from gateway.examples import recorded
from gateway.explained import fault_kinds
from indicators_service.validation.catalogue import rules
from services.openapi import inlined
from tests.contract.playing import SETTINGS, files, played
from tests.contract.whole import whole_contract
from tests.servers import KEY, embedded

WITHOUT: frozenset[str] = frozenset()
"""Operations that have no example yet. It ends empty."""

PROBLEM = "application/problem+json"
CALLS = recorded()


def operations() -> dict[str, dict[str, Any]]:
    paths = whole_contract()["paths"].items()
    return {f"{method.upper()} {path}": operation for path, item in paths for method, operation in item.items()}


def test_every_operation_has_an_example_and_every_example_an_operation() -> None:
    shown = {call["operation"] for call in CALLS if call["answer"]["status"] < 400}
    assert set(operations()) - shown == WITHOUT
    assert shown <= set(operations())


def test_every_operation_that_takes_a_body_shows_a_problem() -> None:
    shown = {call["operation"] for call in CALLS if call["answer"]["media_type"] == PROBLEM}
    takes_a_body = {name for name, operation in operations().items() if "requestBody" in operation}
    assert takes_a_body - shown - WITHOUT == set()


def test_each_example_is_answered_as_it_is_told(tmp_path: Path) -> None:
    with embedded(tmp_path, SETTINGS) as address:
        differing = {
            f"{file.name} {number} {call['operation']}": {"told": call.get("answer"), "answered": answer}
            for file, number, call, answer in played(address, KEY)
            if call.get("answer") != answer
        }
    words = "run python -m tests.contract.record, look at the difference, and commit it"
    assert not differing, f"{words}:\n{json.dumps(differing, indent=1, ensure_ascii=False)}"


def test_what_an_example_shows_is_what_the_contract_allows() -> None:
    contract = whole_contract()
    definitions = {"components": contract["components"]}
    wrong = []
    for name, operation in operations().items():
        for status, answer in operation["responses"].items():
            for media in inlined(contract, answer).get("content", {}).values():
                for example in media.get("examples", {}).values():
                    check = jsonschema_rs.validator_for(media["schema"] | definitions, validate_formats=True)
                    wrong += [f"{name} {status}: {error.message}" for error in check.iter_errors(example["value"])]
    assert wrong == []


def test_the_example_of_a_call_fills_its_parameters_and_its_body() -> None:
    for call in CALLS:
        operation = operations()[call["operation"]]
        shown = {each["name"]: each["example"] for each in operation.get("parameters", ()) if "example" in each}
        needed = {each["name"] for each in operation.get("parameters", ()) if each.get("required")}
        assert needed <= set(shown), call["operation"]
        assert set(call.get("path", {})) | set(call.get("query", {})) <= set(shown), call["operation"]
        if {"body", "form", "text"} & set(call) and call["answer"]["status"] < 400:
            (media,) = [each for each in operation["requestBody"]["content"].values() if "examples" in each]
            assert call["name"] in media["examples"]


def test_every_code_that_an_example_is_refused_with_has_a_fix() -> None:
    problems = [call["answer"]["body"] for call in CALLS if call["answer"]["media_type"] == PROBLEM]
    met = {error["code"] for problem in problems for error in problem["errors"]}
    assert met
    assert met <= {kind.code for kind in fault_kinds()} | {rule.id for rule in rules()}


def test_nothing_of_a_run_or_a_machine_is_told_in_an_example() -> None:
    for file in files():
        assert not re.search(r"127\.0\.0\.1|localhost|/tmp/", file.read_text(encoding="utf-8")), file
