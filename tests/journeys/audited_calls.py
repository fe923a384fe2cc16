"""A call for every address that changes anything, in an order in which each is accepted, and what the audit says."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from indicators_service.intake import national_csv
from tests.documents import complete

Known = dict[str, str]
"""What earlier calls gave: ids of things, and secrets that no audit may tell."""

SIGNING: Final = ec.generate_private_key(ec.SECP384R1())
_JWK: Final = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(SIGNING.public_key()))
_TRUST: Final = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
_RX1: Final = "/v1/organisations/RX1"
_LINK: Final = "https://www.example.nhs.uk/plan.pdf"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its address as the contract has it, where it goes, what is sent, and the lines that it leaves.

    ``keeps`` names what of the answer is wanted later. A line is a kind, what was done, and about which body.
    """

    address: str
    path: str
    lines: tuple[tuple[str, str, str | None], ...]
    body: Any = None
    text: str | None = None
    form: Callable[[Known], Mapping[str, str]] | None = None
    keeps: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _assertion(known: Known) -> Mapping[str, str]:
    names = {"iss": known["client"], "sub": known["client"], "aud": known["audience"], "jti": "once"}
    claims = names | {"exp": time.time() + 200}
    known["assertion"] = jwt.encode(claims, SIGNING, algorithm="ES384", headers={"kid": "mine"})
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": known["assertion"],
    }


GATEWAY: Final = (
    Call(
        "POST /v1/clients",
        "/v1/clients",
        (("client", "added", "RX1"), ("api_key", "added", "RX1")),
        {"name": "Client of RX1", "kind": "provider", "body": "RX1"},
        keeps={"id": "client", "key": "first_key"},
    ),
    Call(
        "POST /v1/clients/{client}/keys",
        "/v1/clients/{client}/keys",
        (("api_key", "added", "RX1"),),
        {"others_end_after_seconds": 600},
        keeps={"id": "key_id", "key": "second_key"},
    ),
    Call(
        "POST /v1/clients/{client}/public-keys",
        "/v1/clients/{client}/public-keys",
        (("public_key", "added", "RX1"),),
        {"kid": "mine", "algorithm": "ES384", "jwk": _JWK},
    ),
    Call(
        "POST /oauth2/token",
        "/oauth2/token",
        (("token", "given", "RX1"),),
        form=_assertion,
        keeps={"access_token": "token"},
    ),
    Call(
        "DELETE /v1/clients/{client}/public-keys/{kid}",
        "/v1/clients/{client}/public-keys/mine",
        (("public_key", "revoked", "RX1"),),
    ),
    Call(
        "DELETE /v1/clients/{client}/keys/{key}",
        "/v1/clients/{client}/keys/{key_id}",
        (("api_key", "revoked", "RX1"),),
    ),
    Call("DELETE /v1/clients/{client}", "/v1/clients/{client}", (("client", "revoked", "RX1"),)),
)

_HOOK: Final = "/v1/subscriptions/{subscription}"
_NOBODY: Final = "http://127.0.0.1:9/hooks/a-secret-path"
"""Where nobody listens: what is sent there waits to be sent again."""

SUBSCRIPTIONS: Final = (
    Call(
        "POST /v1/subscriptions",
        "/v1/subscriptions",
        (("subscription", "added", None),),
        {"url": _NOBODY, "from": "beginning"},
        keeps={"id": "subscription", "secret": "first_secret"},
    ),
    Call(
        "POST /v1/subscriptions/{subscription}/secret",
        f"{_HOOK}/secret",
        (("subscription", "secret-rotated", None),),
        keeps={"secret": "second_secret"},
    ),
    Call(
        "POST /v1/subscriptions/{subscription}/deliveries/{delivery}/replay",
        f"{_HOOK}/deliveries/{{delivery}}/replay",
        (("subscription", "delivery-replayed", None),),
    ),
    Call(
        "POST /v1/subscriptions/{subscription}/replay",
        f"{_HOOK}/replay",
        (("subscription", "replayed", None),),
        {"since": "2018-01-01T00:00:00Z"},
    ),
    Call(
        "PUT /v1/subscriptions/{subscription}",
        _HOOK,
        (("subscription", "changed", None),),
        {"url": _NOBODY, "state": "paused"},
        headers={"if-match": "*"},
    ),
    Call("DELETE /v1/subscriptions/{subscription}", _HOOK, (("subscription", "removed", None),)),
)

INDICATORS: Final = (
    Call("PUT /v1/organisations/{ods}", _RX1, (("organisation", "added", "RX1"),), _TRUST),
    Call(
        "PUT /v1/organisations/{ods}",
        _RX1,
        (("organisation", "changed", "RX1"),),
        _TRUST | {"name": "Test Valley NHS Foundation Trust"},
    ),
    Call(
        "POST /v1/organisations:import",
        "/v1/organisations:import",
        tuple(("organisation", "added", ods) for ods in ("Q01", "RX2", "RX3")),
        text="ods,name,type\nQ01,A group,ccg\nRX2,Second trust,acute\nRX3,Third trust,acute\n",
    ),
    Call(
        "PUT /v1/organisations/{ods}/successors/{successor}",
        "/v1/organisations/RX3/successors/RX2",
        (("organisation", "changed", "RX3"), ("succession", "added", "RX3")),
        {"on": "2019-04-01", "kind": "merger"},
    ),
    Call(
        "DELETE /v1/organisations/{ods}/successors/{successor}",
        "/v1/organisations/RX3/successors/RX2",
        (("succession", "removed", "RX3"),),
    ),
    Call(
        "PUT /v1/commissioners/{ods}/providers/{provider}",
        "/v1/commissioners/Q01/providers/RX1",
        (("contract", "recorded", "Q01"),),
        {"from": "2015-04-01"},
    ),
    Call(
        "PUT /v1/deadlines/{year}",
        "/v1/deadlines/2018",
        (("deadline", "recorded", None),),
        {"submit_by": "2018-08-31", "source": "Technical guidance"},
    ),
    Call(
        "PUT /v1/organisations/{ods}/returns/{year}",
        f"{_RX1}/returns/2018",
        (("return", "recorded", "RX1"),),
        complete(),
    ),
    Call(
        "POST /v1/returns:transition",
        "/v1/returns:transition",
        (("transition", "submitted", "RX1"),),
        {"to": "submitted", "returns": [{"organisation": "RX1", "year": 2018}]},
    ),
    Call(
        "POST /v1/organisations/{ods}/returns/{year}/transitions",
        f"{_RX1}/returns/2018/transitions",
        (("transition", "withdrawn", "RX1"),),
        {"to": "withdrawn", "note": "Wrong file."},
    ),
    Call(
        "POST /v1/returns:upload",
        "/v1/returns:upload",
        (("upload", "recorded", None), ("return", "recorded", "RX2")),
        text="".join(national_csv([complete(organisation="RX2")])),
        keeps={"id": "batch"},
    ),
)

TRAJECTORY: Final = (
    Call(
        "PUT /v1/organisations/{ods}/goals/{band}",
        f"{_RX1}/goals/8a",
        (("goal", "proposed", "RX1"),),
        {"share": 0.25, "year": 2028, "baseline_year": 2018},
    ),
    Call(
        "POST /v1/organisations/{ods}/goals/{band}/transitions",
        f"{_RX1}/goals/8a/transitions",
        (("goal", "withdrawn", "RX1"),),
        {"to": "withdrawn", "note": "Too low."},
    ),
    Call(
        "PUT /v1/organisations/{ods}/scenarios/{name}",
        f"{_RX1}/scenarios/more",
        (("scenario", "added", "RX1"),),
        {"band": "8a", "baseline_year": 2018, "year": 2026, "share": 0.25},
    ),
    Call(
        "DELETE /v1/organisations/{ods}/scenarios/{name}",
        f"{_RX1}/scenarios/more",
        (("scenario", "removed", "RX1"),),
    ),
)

_ACTION: Final = {
    "title": "Mentor BME staff",
    "aim": "Each very senior manager mentors one member of staff.",
    "strategic_objective": "1.2",
    "indicators": ["1"],
    "owner_role": "Chief People Officer",
    "status": "in_progress",
    "started_on": "2018-04-01",
    "due_on": "2019-03-31",
    "links": [_LINK],
}

OVERSIGHT: Final = (
    Call(
        "PUT /v1/organisations/{ods}/official-outcomes/{key}",
        f"{_RX1}/official-outcomes/cqc-well-led-2017",
        (("official_outcome", "added", "RX1"),),
        {"rating": "good", "date": "2018-09-12", "source": "Inspection report"},
    ),
    Call(
        "PUT /v1/commissioners/{ods}/assurance/{provider}",
        "/v1/commissioners/Q01/assurance/RX1?year=2018",
        (("statement", "added", "Q01"),),
        {"level_of_compliance": "partial", "assessor_role": "Head of quality assurance"},
    ),
    Call(
        "PUT /v1/organisations/{ods}/contract-report",
        f"{_RX1}/contract-report?year=2018",
        (("contract_report", "added", "RX1"),),
        {"coordinating_commissioner": "Q01", "sent_on": "2018-09-30", "published_link": _LINK},
    ),
    Call(
        "PUT /v1/organisations/{ods}/figures/{key}",
        f"{_RX1}/figures/staff-engagement?year=2018",
        (("figure", "added", "RX1"),),
        {"value": 7.02, "published_on": "2018-03-06", "source": "NHS Staff Survey"},
    ),
    Call(
        "POST /v1/organisations/{ods}/actions",
        f"{_RX1}/actions",
        (("action", "added", "RX1"),),
        _ACTION,
        keeps={"id": "action"},
    ),
    Call(
        "PUT /v1/organisations/{ods}/actions/{id}",
        f"{_RX1}/actions/{{action}}",
        (("action", "changed", "RX1"),),
        _ACTION | {"due_on": "2020-03-31"},
    ),
    Call(
        "PUT /v1/organisations/{ods}/implementation",
        f"{_RX1}/implementation",
        (("implementation", "added", "RX1"), ("implementation", "added", "RX1")),
        {"objectives": [{"id": "1.2", "status": "in_progress"}, {"id": "3.2", "status": "done"}]},
    ),
    Call(
        "PUT /v1/organisations/{ods}/accountability",
        f"{_RX1}/accountability?year=2018",
        (("accountability", "added", "RX1"),),
        {"panels": {"shortlisting": {"held": 40, "diverse": 31}, "interview": {"held": 38, "diverse": 38}}},
    ),
    Call(
        "POST /v1/reviews",
        "/v1/reviews",
        (("review", "added", "NHS"),),
        {"framework": "cqc-well-led-2017", "year": 2018, "note": "First."},
    ),
)

CALLS: Final = (
    *(("gateway", call) for call in GATEWAY),
    *(("indicators", call) for call in INDICATORS),
    *(("trajectory", call) for call in TRAJECTORY),
    *(("oversight", call) for call in OVERSIGHT),
    *(("gateway", call) for call in SUBSCRIPTIONS),
)
"""Every call, with the service that it leaves its line in."""

COMPUTED: Final = frozenset(
    {
        "POST /v1/indicators:compute",
        "POST /v1/standards/{key}/compute",
        "POST /v1/trajectories:compute",
        "POST /v1/trajectories:pipeline",
        "POST /v1/frameworks/{key}/compute",
        "POST /v1/subscriptions/{subscription}/test",
    }
)
"""Addresses that keep nothing, and so leave no line."""

REFUSED: Final[tuple[tuple[str, str, Any, bool, int], ...]] = (
    ("PUT", "/v1/organisations/RX9", {"name": "A trust", "type": "acute"}, False, 401),
    ("PUT", "/v1/organisations/RX9", {"name": "A trust", "type": "bakery"}, True, 422),
    ("PUT", "/v1/organisations/RX9/returns/2018", {}, True, 422),
    ("DELETE", "/v1/organisations/RX8/successors/RX9", None, True, 404),
    ("DELETE", "/v1/clients/administrator", None, True, 409),
    ("DELETE", "/v1/clients/nobody", None, True, 404),
    ("POST", "/v1/returns:upload", None, True, 415),
    ("PUT", "/v1/organisations/RX9/figures/staff-engagement?year=2018", {"value": 7}, True, 422),
    ("POST", "/v1/reviews", {"framework": "nothing", "year": 2018}, True, 422),
)
"""Calls that are refused: method, path, body, whether with a key, and how."""

COMPUTATION: Final = {"year": 2020, "disciplinary": {"entered": {"white": 17, "bme": 9}}}
