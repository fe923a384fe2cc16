"""API5, broken function level authorization: no method, header or inner address gives more than its caller has."""

from typing import Any

import pytest

from gateway.examples import recorded
from tests.contract.whole import whole_contract
from tests.security.program import OWN, YEAR, Program

METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "PROPFIND", "MKCOL", "LOCK", "get", "FOO")
PATHS = whole_contract()["paths"]


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_method_that_an_address_has_not_does_nothing(program: Program, path: str) -> None:
    for method in METHODS:
        if method.lower() in PATHS[path]:
            continue
        answer = program.ask("administrator", method, path.replace("{", "").replace("}", ""))
        assert answer.status_code in (400, 404, 405), (method, path)
        assert answer.headers["content-type"] == "application/problem+json"


OVERRIDES: list[dict[str, str]] = [
    {"x-http-method-override": "DELETE"},
    {"x-http-method": "DELETE"},
    {"x-method-override": "DELETE"},
    {"x-original-url": "/v1/clients"},
    {"x-rewrite-url": "/v1/clients"},
    {"x-forwarded-prefix": "/v1/clients"},
    {"x-forwarded-for": "127.0.0.1"},
    {"x-real-ip": "127.0.0.1"},
    {"forwarded": "for=127.0.0.1;host=localhost"},
    {"x-forwarded-host": "localhost"},
    {"x-custom-ip-authorization": "127.0.0.1"},
    {"x-time-budget": "100000"},
]


@pytest.mark.parametrize("headers", OVERRIDES, ids=lambda headers: next(iter(headers)))
def test_no_header_turns_a_call_into_another(program: Program, headers: dict[str, str]) -> None:
    plain = program.ask("other", "GET", "/v1/frameworks")
    turned = program.ask("other", "GET", "/v1/frameworks", headers=headers)
    assert (turned.status_code, turned.content) == (200, plain.content)
    client = f"/v1/clients/{program.ids['other']}"
    assert program.ask("other", "POST", client, headers=headers).status_code == 405
    assert program.ask("other", "GET", "/v1/clients", headers=headers).status_code == 403
    assert program.ask(None, "GET", "/v1/clients", headers=headers).status_code == 401


INNER = (
    *("/_revision", "/metrics", "/v1/_revision", "/_contract", "/openapi.json", "/redoc", "/admin", "/debug"),
    *("/.env", "/.git/config", "/server-status", "/v1/webhooks.key", "/data/administrator.key"),
    *("/docs/../../gateway/app.py", "/docs/%2e%2e%2f%2e%2e%2fREADME.md", "/docs/..%5c..%5cREADME.md"),
)


@pytest.mark.parametrize("path", INNER)
def test_what_is_for_the_inside_is_not_there_for_the_outside(program: Program, path: str) -> None:
    for who in (None, "own", "regulator"):
        assert program.ask(who, "GET", path).status_code in (401, 403, 404), who


CHANGING = sorted({call["operation"] for call in recorded() if not call["operation"].startswith("GET")})
OPEN = ("compute", "pipeline", "/oauth2/token")


@pytest.mark.parametrize("operation", [each for each in CHANGING if not any(part in each for part in OPEN)])
def test_nothing_is_changed_without_a_credential(program: Program, operation: str) -> None:
    for call in recorded():
        if call["operation"] != operation:
            continue
        method, template = operation.split(" ", 1)
        rest: dict[str, Any] = {"json": call["body"]} if "body" in call else {}
        answer = program.ask(None, method, template.format_map(call.get("path", {})), **rest)
        assert answer.status_code in (401, 404, 415, 422), (call["name"], answer.text[:200])
    assert program.ask("own", "GET", f"/v1/organisations/{OWN}/returns/{YEAR}").status_code == 200
