"""What was made from the contract is what the contract makes, and the client needs nobody of ours."""

import ast
import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from generator.__main__ import CONTRACT, FOLDER, generated
from generator.expressions import argument, expression
from model_employer import Answer, Client
from model_employer.contract import operations
from model_employer.contract.operations import Operations

PACKAGE = FOLDER.parent
DOCUMENT = json.loads(CONTRACT.read_text(encoding="utf-8"))
ALLOWED = {*sys.stdlib_module_names, "httpx2", "jwt", "cryptography"}


@pytest.mark.parametrize("name", sorted(generated(DOCUMENT)))
def test_the_types_and_operations_are_those_of_the_committed_contract(name: str) -> None:
    committed = (FOLDER / name).read_text(encoding="utf-8")
    assert committed == generated(DOCUMENT)[name], "run python -m client.generator, look at the difference, commit it"


def test_every_operation_of_the_contract_has_a_method() -> None:
    said = {f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item}
    groups = [each for each in vars(operations).values() if isinstance(each, type) and each is not Operations]
    docs = [method.__doc__ or "" for group in groups for method in vars(group).values() if callable(method)]
    told = {line.strip() for doc in docs for line in doc.splitlines()}
    assert said <= told


def imported(file: Path) -> set[str]:
    """The packages that a file imports by name; those of its own it imports by dots."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


def test_the_client_needs_two_libraries_and_nothing_of_ours() -> None:
    files = list(PACKAGE.rglob("*.py"))
    assert len(files) > 15
    assert set().union(*map(imported, files)) <= ALLOWED


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({}, "Any"),
        ({"type": "string"}, "str"),
        ({"type": "string", "format": "binary"}, "bytes"),
        ({"enum": ["a", 1, None]}, 'Literal["a", 1, None]'),
        ({"const": "a"}, 'Literal["a"]'),
        ({"type": ["integer", "null"]}, "int | None"),
        ({"anyOf": [{"type": "null"}, {"type": "number"}, {"type": "number"}]}, "float | None"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Band"}}, "list[types.Band]"),
        ({"type": "object"}, "dict[str, Any]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "dict[str, int]"),
        ({"type": "object", "patternProperties": {"^a": {"type": "boolean"}}}, "dict[str, bool]"),
    ],
)
def test_a_schema_is_a_type(schema: dict[str, Any], said: str) -> None:
    assert expression(schema, "types.") == said


def test_a_schema_that_was_never_met_stops_the_making() -> None:
    with pytest.raises(ValueError, match="no Python type is known"):
        expression({"type": "tuple"})


@pytest.mark.parametrize(("name", "said"), [("from", "from_"), ("if-match", "if_match"), ("ODS", "ods")])
def test_a_parameter_is_an_argument(name: str, said: str) -> None:
    assert argument(name) == said


def test_no_group_of_operations_hides_a_method_of_the_client() -> None:
    with Client("http://127.0.0.1") as client:
        groups = {name for name, value in vars(client).items() if type(value).__module__ == operations.__name__}
    assert len(groups) > 20
    assert not groups & set(dir(Client))


def answering(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "200": {"content": {media_type: {"schema": schema}}},
        "404": {"$ref": "#/components/responses/Problem404"},
    }


SMALL: dict[str, Any] = {
    "tags": [{"name": "bread and rolls", "description": "What is\nbaked."}],
    "components": {
        "schemas": {
            "Loaf": {
                "type": "object",
                "description": 'A loaf \\ of "bread".',
                "properties": {"name": {"type": "string"}, "left": {"type": "integer"}},
                "required": ["name"],
            },
            "Order": {
                "type": "object",
                "properties": {"from": {"anyOf": [{"enum": ["now", "later"]}, {"type": "null"}]}},
                "required": ["from"],
            },
            "Loaves": {
                "type": "object",
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Loaf"}},
                    "next": {"type": "string"},
                },
                "required": ["items", "next"],
            },
        }
    },
    "paths": {
        "/v1/loaves": {
            "get": {
                "operationId": "list_loaves_v1_loaves_get",
                "tags": ["bread and rolls"],
                "description": "List loaves.",
                "deprecated": True,
                "x-deprecation": {"on": "2027-01-04", "sunset": "2028-01-04", "successor": None},
                "parameters": [
                    {"name": "cursor", "in": "query", "schema": {"type": "string"}},
                    {"name": "from", "in": "query", "required": True, "schema": {"type": "integer"}},
                    {"name": "format", "in": "query", "schema": {"enum": ["json", "csv"]}},
                ],
                "responses": answering("application/json", {"$ref": "#/components/schemas/Loaves"}),
            }
        },
        "/v1/loaves/{loaf}.ndjson": {
            "get": {
                "operationId": "read_lines_v1_loaves__loaf__ndjson_get",
                "tags": ["bread and rolls"],
                "summary": "Read lines.",
                "parameters": [{"name": "loaf", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": answering("application/x-ndjson", {"type": "string"}),
            }
        },
    },
}


class Recording:
    """Stands where calls are made, and keeps what was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def answer(self, *arguments: Any, **named: Any) -> Answer:
        self.asked.append((*arguments, named))
        return Answer(200, {}, b'{"items": [], "next": null}')

    def items(self, *arguments: Any) -> list[Any]:
        self.asked.append(arguments)
        return []


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The operations of a small contract, made, written and imported."""
    package = tmp_path / "model_employer_of_a_bakery"
    for name, text in generated(SMALL).items():
        file = package / "contract" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("addresses", "calls"):
        (package / f"{name}.py").write_text(f"from model_employer.{name} import *", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return importlib.import_module(f"{package.name}.contract.operations")


def test_what_is_made_of_a_contract_runs(made: ModuleType) -> None:
    recording = Recording()
    bread = made.Operations(recording).bread_and_rolls
    assert bread.list_loaves(from_=2018) == {"items": [], "next": None}
    assert list(bread.iterate_loaves(from_=2018)) == []
    assert bread.list_loaves_as("csv", from_=2018) == b'{"items": [], "next": null}'
    assert bread.read_lines("rye & more") == b'{"items": [], "next": null}', "lines of JSON are not JSON"
    assert recording.asked == [
        ("GET", "/v1/loaves", {"cursor": None, "from": 2018}, {}),
        ("/v1/loaves", {"from": 2018}),
        ("GET", "/v1/loaves", {"format": "csv", "cursor": None, "from": 2018}, {"accept": "*/*"}),
        ("GET", "/v1/loaves/rye%20%26%20more.ndjson", {"accept": "application/x-ndjson"}),
    ]
    assert "Deprecated since 2027-01-04; it may be gone from 2028-01-04 on." in (bread.list_loaves.__doc__ or "")
    assert type(bread).__doc__ == "What is baked."


def test_types_are_named_by_members_that_python_could_not_name(made: ModuleType) -> None:
    types = importlib.import_module(made.__name__.replace("operations", "types"))
    assert types.Loaf.__annotations__["left"].__forward_arg__ == "NotRequired[int]"
    assert types.Loaf.__doc__ == 'A loaf \\ of "bread".'
    assert list(types.Order.__annotations__) == ["from"]
    assert types.Order.__annotations__["from"].__forward_arg__ == 'Literal["now", "later"] | None'
