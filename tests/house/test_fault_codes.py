"""Every code of ``errors[]`` that the code names has a fix, and every fix a code that is named."""

import ast
from collections.abc import Iterator
from typing import get_args

from pydantic_core import core_schema

from gateway.explained import fault_kinds
from indicators_service.validation.catalogue import rules
from tests.servers import ROOT

PACKAGES = ("services", "gateway", "indicators_service", "trajectory_service", "oversight_service")
AT = {
    "Fault": 1,
    "fault_at": 1,
    "fault": 2,
    "SuccessionFault": 1,
    "WeightFault": 0,
    "UnreadableError": 0,
    "Mistake": 3,
}
"""The place of the code among the arguments of what makes a fault."""

LISTED = {kind.code for kind in fault_kinds()}
PYDANTIC = {code.replace("_", "-") for code in get_args(core_schema.ErrorType)}


def texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def trees() -> Iterator[ast.AST]:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            yield ast.parse(file.read_text(encoding="utf-8"))


def named() -> Iterator[str]:
    """The codes written where a fault is made."""
    for tree in trees():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in AT:
                code = call.args[AT[call.func.id] : AT[call.func.id] + 1]
                yield from (
                    each.value for each in code if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def test_every_code_that_a_fault_is_made_with_has_a_fix() -> None:
    found = {code for code in named() if " " not in code and not code.startswith("must")}
    assert len(found) > 60
    assert found - LISTED - {rule.id for rule in rules()} == set()


def test_every_fix_is_for_a_code_that_there_is() -> None:
    written = {text for tree in trees() for text in texts(tree)}
    assert LISTED - written - PYDANTIC == set()
