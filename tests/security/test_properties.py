"""API3, broken object property level authorization: nobody sets what is not theirs to set."""

from typing import Any

import pytest

from gateway.examples import recorded
from tests.security.program import Program

PLANTED = {
    "recorded_at": "2018-01-01T00:00:00Z",
    "published_at": "2018-01-01T00:00:00Z",
    "agreed_at": "2018-01-01T00:00:00Z",
    "client": "administrator",
    "role": "administrator",
    "is_admin": True,
    "__proto__": {"kind": "administrator"},
}
"""Members that a body might be believed for."""

BODIES = [
    call
    for call in recorded()
    if isinstance(call.get("body"), dict) and call["answer"]["status"] < 400 and "compute" not in call["operation"]
]


@pytest.mark.parametrize("call", BODIES, ids=lambda call: f"{call['operation']} {call['name']}")
def test_a_member_that_a_body_has_no_place_for_is_refused_by_its_name(program: Program, call: dict[str, Any]) -> None:
    method, template = call["operation"].split(" ", 1)
    path = template.format_map(call.get("path", {}))
    for member, value in PLANTED.items():
        body = call["body"] | {member: value}
        answer = program.ask("administrator", method, path, params=call.get("query"), json=body)
        assert answer.status_code == 422, (member, answer.text)
        assert member in answer.text
