"""How each address that changes something is called: in earnest where it may be, at a standing thing where not.

What is to be refused is tried on what stands in the store, which must not change by it; what is to be carried out, on
something made for the try.
"""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from tests.callers import NATIONAL_TEAM, provider
from tests.permission.bench import SUBSCRIPTION, Asked, Bench
from tests.permission.computing import COMPUTED
from tests.permission.reading import status
from tests.permission.steps import take_step, take_step_with_many
from tests.permission.things import (
    ACCOUNTABILITY,
    ACTION,
    ACTION_ID,
    BEGUN,
    ENDED,
    FIGURE,
    FRAMEWORK,
    GOAL,
    OBJECTIVES,
    OUTCOME,
    REVIEW,
    SCENARIO,
    STATEMENT,
    SUCCESSION,
    file_of,
    report,
)
from tests.permission.world import PROVIDERS, PUBLISHED, REVISED, TERM, done, plain
from vocabulary.permissions.resources import Resource
from vocabulary.permissions.rule import Answer, Whose

Attempt = Callable[[Bench, Asked], Awaitable[Answer]]
SIGNING: Final = ec.generate_private_key(ec.SECP384R1())
_JWK: Final = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(SIGNING.public_key()))
_CSV: Final = {"content-type": "text/csv"}


def sent(path: str, body: Callable[[Asked], Any]) -> Attempt:
    """Return the attempt that sends a body; sent again, it changes nothing or makes another revision."""

    async def attempt(bench: Bench, asked: Asked) -> Answer:
        place = path.format(ods=asked.ods, provider=PROVIDERS.get(asked.ods, asked.ods))
        return status(await bench.ask(asked, place, json=body(asked)))

    return attempt


def always(body: Any) -> Callable[[Asked], Any]:
    """Return what gives the same body for every try."""
    return lambda _asked: body


async def import_organisations(bench: Bench, asked: Asked) -> Answer:
    """Import a file that says what is known."""
    content = f"ods,name,type\n{BEGUN},Body {BEGUN},acute\n"
    return status(await bench.ask(asked, "/v1/organisations:import", content=content, headers=_CSV))


async def upload(bench: Bench, asked: Asked) -> Answer:
    """Upload a file."""
    return status(await bench.ask(asked, "/v1/returns:upload", content=file_of(asked.ods), headers=_CSV))


async def remove_succession(bench: Bench, asked: Asked) -> Answer:
    """Remove a succession; it is recorded again."""
    path = f"/v1/organisations/{ENDED}/successors/{BEGUN}"
    answer = status(await bench.ask(asked, path))
    if answer is Answer.YES:
        await done(bench.house.indicators.put(path, SUCCESSION))
    return answer


async def submit_return(bench: Bench, asked: Asked) -> Answer:
    """Submit a return of a year of its own."""
    year = bench.new_year() if asked.cell.answer is Answer.YES else PUBLISHED
    return status(
        await bench.ask(asked, f"/v1/organisations/{asked.ods}/returns/{year}", json=plain(asked.ods, year))
    )


async def propose_goal(bench: Bench, asked: Asked) -> Answer:
    """Propose a goal, each with another share."""
    kind = "local" if asked.cell.rule.resource is Resource.LOCAL_GOAL else "national"
    body = GOAL | {"share": 0.5 + next(bench.numbered) / 10_000}
    return status(await bench.ask(asked, f"/v1/organisations/{asked.ods}/goals/2?kind={kind}", json=body))


async def move_goal(bench: Bench, asked: Asked) -> Answer:
    """Agree to what the other party proposed, or revise a local goal, which nobody has to agree to."""
    local = asked.cell.rule.resource is Resource.LOCAL_GOAL
    path = f"/v1/organisations/{asked.ods}/goals/2?kind={'local' if local else 'national'}"
    if asked.cell.answer is Answer.YES:
        own = local or asked.cell.whose is not Whose.OWN
        body = GOAL | {"share": 0.5 + next(bench.numbered) / 10_000, "baseline_year": REVISED}
        await done(bench.house.trajectory.put(path, body, provider(asked.ods) if own else NATIONAL_TEAM))
    to = {"to": "revised", "baseline_year": PUBLISHED} if local else {"to": "agreed"}
    return status(await bench.ask(asked, path.replace("?", "/transitions?"), json=to))


async def remove_scenario(bench: Bench, asked: Asked) -> Answer:
    """Remove a scenario, one made for it where that is allowed."""
    name, base = "kept", f"/v1/organisations/{asked.ods}/scenarios"
    if asked.cell.answer is Answer.YES:
        name = "to-be-removed"
        await done(bench.house.trajectory.put(f"{base}/{name}", SCENARIO))
    return status(await bench.ask(asked, f"{base}/{name}"))


async def revoke_client(bench: Bench, asked: Asked) -> Answer:
    """Revoke a client that was made for it."""
    made = await _client(bench)
    return status(await bench.ask(asked, f"/v1/clients/{made['id']}"))


async def make_key(bench: Bench, asked: Asked) -> Answer:
    """Make a key; it is revoked again, for a client has room for ten."""
    base = f"/v1/clients/{bench.client(asked)}/keys"
    answer = await bench.ask(asked, base, json={})
    if answer.is_success:
        await done(bench.manage("DELETE", f"{base}/{answer.json()['id']}"))
    return status(answer)


async def revoke_key(bench: Bench, asked: Asked) -> Answer:
    """Revoke a key that was made for it."""
    base = f"/v1/clients/{bench.client(asked)}/keys"
    made = (await done(bench.manage("POST", base, json={}))).json()
    answer = status(await bench.ask(asked, f"{base}/{made['id']}"))
    await done(bench.manage("DELETE", f"{base}/{made['id']}"))
    return answer


async def register_key(bench: Bench, asked: Asked) -> Answer:
    """Register a public key."""
    return status(await bench.ask(asked, f"/v1/clients/{bench.client(asked)}/public-keys", json=_public_key(bench)))


async def remove_public_key(bench: Bench, asked: Asked) -> Answer:
    """Revoke a public key that was registered for it."""
    base, body = f"/v1/clients/{bench.client(asked)}/public-keys", _public_key(bench)
    await done(bench.manage("POST", base, json=body))
    return status(await bench.ask(asked, f"{base}/{body['kid']}"))


async def change_subscription(bench: Bench, asked: Asked) -> Answer:
    """Change a subscription to what it is."""
    path = f"/v1/subscriptions/{bench.subscription(asked)}"
    tag = (await done(bench.manage("GET", path))).headers["etag"]
    body = SUBSCRIPTION | {"state": "active"}
    return status(await bench.ask(asked, path, json=body, headers={"if-match": tag}))


async def remove_subscription(bench: Bench, asked: Asked) -> Answer:
    """Remove a subscription, one made for it where that is allowed."""
    name = bench.subscription(asked)
    if asked.cell.answer is Answer.YES:
        own = {"apikey": bench.keys[asked.caller.client]}
        name = (await done(bench.door.post("/v1/subscriptions", json=SUBSCRIPTION, headers=own))).json()["id"]
    return status(await bench.ask(asked, f"/v1/subscriptions/{name}"))


def with_subscription(part: str, body: Any = None) -> Attempt:
    """Return the attempt to do something with a subscription."""

    async def attempt(bench: Bench, asked: Asked) -> Answer:
        path = f"/v1/subscriptions/{bench.subscription(asked)}/{part}"
        answer = await bench.ask(asked, path, json=body)
        # Nothing was sent yet that could be sent again: who learns that may do it.
        return Answer.YES if "has no delivery" in answer.text else status(answer)

    return attempt


async def ask_for_token(bench: Bench, asked: Asked) -> Answer:
    """Get a token for a client made for it: who asks proves itself by the assertion, and by nothing else."""
    made, body = await _client(bench), _public_key(bench)
    await done(bench.manage("POST", f"/v1/clients/{made['id']}/public-keys", json=body))
    claims = {"iss": made["id"], "sub": made["id"], "aud": bench.token_address, "exp": time.time() + 200}
    claims["jti"] = body["kid"]
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode(claims, SIGNING, algorithm="ES384", headers={"kid": body["kid"]}),
    }
    return status(await bench.ask(asked, "/oauth2/token", data=form))


async def _client(bench: Bench) -> dict[str, Any]:
    answer = await done(bench.manage("POST", "/v1/clients", json={"name": "made to be tried", "kind": "regulator"}))
    made: dict[str, Any] = answer.json()
    return made


def _public_key(bench: Bench) -> dict[str, Any]:
    return {"kid": f"key-{next(bench.numbered)}", "algorithm": "ES384", "jwk": _JWK}


_BODY: Final = {"name": f"Body {BEGUN}", "type": "acute"}
_OF = "/v1/organisations/{ods}"
_DEADLINE: Final = {"submit_by": "2024-08-31", "source": "Guidance"}

WRITES: Final[Mapping[str, Attempt]] = {
    "PUT /v1/organisations/{ods}": sent(f"/v1/organisations/{BEGUN}", always(_BODY)),
    "POST /v1/organisations:import": import_organisations,
    "PUT /v1/organisations/{ods}/successors/{successor}": sent(
        f"/v1/organisations/{ENDED}/successors/{BEGUN}", always(SUCCESSION)
    ),
    "DELETE /v1/organisations/{ods}/successors/{successor}": remove_succession,
    "PUT /v1/deadlines/{year}": sent("/v1/deadlines/2024", always(_DEADLINE)),
    "PUT /v1/commissioners/{ods}/providers/{provider}": sent("/v1/commissioners/Q01/providers/RX1", always(TERM)),
    "PUT /v1/organisations/{ods}/returns/{year}": submit_return,
    "POST /v1/organisations/{ods}/returns/{year}/transitions": take_step,
    "POST /v1/returns:transition": take_step_with_many,
    "POST /v1/returns:upload": upload,
    "POST /v1/reviews": sent("/v1/reviews", always(REVIEW)),
    "PUT /v1/organisations/{ods}/goals/{band}": propose_goal,
    "POST /v1/organisations/{ods}/goals/{band}/transitions": move_goal,
    "PUT /v1/organisations/{ods}/scenarios/{name}": sent(f"{_OF}/scenarios/tried", always(SCENARIO)),
    "DELETE /v1/organisations/{ods}/scenarios/{name}": remove_scenario,
    "PUT /v1/organisations/{ods}/official-outcomes/{key}": sent(
        f"{_OF}/official-outcomes/{FRAMEWORK}", always(OUTCOME)
    ),
    "PUT /v1/organisations/{ods}/figures/{key}": sent(
        f"{_OF}/figures/staff-engagement?year={PUBLISHED}", always(FIGURE)
    ),
    "PUT /v1/commissioners/{ods}/assurance/{provider}": sent(
        f"/v1/commissioners/{{ods}}/assurance/{{provider}}?year={PUBLISHED}", always(STATEMENT)
    ),
    "POST /v1/organisations/{ods}/actions": sent(f"{_OF}/actions", always(ACTION)),
    "PUT /v1/organisations/{ods}/actions/{id}": sent(f"{_OF}/actions/{ACTION_ID}", always(ACTION)),
    "PUT /v1/organisations/{ods}/implementation": sent(f"{_OF}/implementation", always(OBJECTIVES)),
    "PUT /v1/organisations/{ods}/accountability": sent(
        f"{_OF}/accountability?year={PUBLISHED}", always(ACCOUNTABILITY)
    ),
    "PUT /v1/organisations/{ods}/contract-report": sent(
        f"{_OF}/contract-report?year={PUBLISHED}", lambda asked: report(asked.ods)
    ),
    "POST /v1/clients": sent("/v1/clients", always({"name": "made by a try", "kind": "regulator"})),
    "DELETE /v1/clients/{client}": revoke_client,
    "POST /v1/clients/{client}/keys": make_key,
    "DELETE /v1/clients/{client}/keys/{key}": revoke_key,
    "POST /v1/clients/{client}/public-keys": register_key,
    "DELETE /v1/clients/{client}/public-keys/{kid}": remove_public_key,
    "POST /oauth2/token": ask_for_token,
    "POST /v1/subscriptions": sent("/v1/subscriptions", always(SUBSCRIPTION)),
    "PUT /v1/subscriptions/{subscription}": change_subscription,
    "DELETE /v1/subscriptions/{subscription}": remove_subscription,
    "POST /v1/subscriptions/{subscription}/secret": with_subscription("secret"),
    "POST /v1/subscriptions/{subscription}/test": with_subscription("test"),
    "POST /v1/subscriptions/{subscription}/replay": with_subscription("replay", {"since": "2026-01-01T00:00:00Z"}),
    "POST /v1/subscriptions/{subscription}/deliveries/{delivery}/replay": with_subscription("deliveries/none/replay"),
    **{route: sent(path, always(body)) for route, (path, body) in COMPUTED.items()},
}
"""How each address that changes or computes something is tried."""
