"""Access tokens for a signed assertion, and the public key that others can check them by."""

import json
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from starlette.responses import Response

from gateway import assertions, recording, store
from gateway.assertions import refused
from gateway.tables import ClientRow, PublicKeyRow
from gateway.tokens import SECONDS, Tokens
from services.conditional import answer
from services.database import Writing
from services.problems import Problem
from services.settings import Settings

router = APIRouter(tags=["clients"])

ADDRESS: Final = "/oauth2/token"
GRANT: Final = "client_credentials"
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Token(BaseModel):
    """An access token, to be sent as ``Authorization: Bearer``."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int = SECONDS


class KeySet(BaseModel):
    """Public keys, as RFC 7517 has them."""

    keys: list[dict[str, Any]]


def audience(settings: Settings) -> str:
    """Return whom an assertion must be meant for: this address, as callers reach it."""
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    return base.rstrip("/") + ADDRESS


@router.post(
    ADDRESS,
    responses={
        400: {"description": "The grant is not one that is given here."},
        401: {"description": "The assertion is not taken; the code says why."},
    },
)
async def give_token(
    request: Request,
    response: Response,
    session: Writing,
    grant_type: Annotated[str, Form(max_length=100, json_schema_extra={"enum": [GRANT]})],
    client_assertion_type: Annotated[str, Form(max_length=200, json_schema_extra={"enum": [ASSERTION_TYPE]})],
    client_assertion: Annotated[str, Form(max_length=20_000)],
) -> Token:
    """Give an access token of ten minutes to a client that signs for itself (RFC 6749, 4.4, with RFC 7523).

    The assertion is a JWT signed with RS512 or ES384: ``kid`` in its header, ``iss`` and ``sub`` the client's id,
    ``aud`` this address, ``exp`` at most five minutes ahead, and a ``jti`` that was not used before.
    """
    if grant_type != GRANT:
        raise _not_given("unsupported_grant_type", f"grant_type must be {GRANT}.")
    if client_assertion_type != ASSERTION_TYPE:
        raise _not_given("invalid_request", f"client_assertion_type must be {ASSERTION_TYPE}.")
    named = assertions.named(client_assertion)
    client = await session.get(ClientRow, named.client)
    key = await session.get(PublicKeyRow, (named.client, named.kid))
    if client is None or key is None or key.revoked_at is not None:
        raise refused("assertion-key-unknown", f"No key {named.kid!r} is registered for the client {named.client!r}.")
    proved = assertions.proved(client_assertion, json.loads(key.jwk), key.algorithm, audience(_settings(request)))
    if client.revoked_at is not None:
        raise refused("client-revoked", f"The client {client.id} was revoked.")
    if not await store.take_assertion(session, client.id, proved.digest, proved.until):
        raise refused("assertion-replayed", "The jti was used before; give each assertion one of its own.")
    recording.token_given(session, client, key)
    response.headers["cache-control"] = "no-store"
    tokens: Tokens = request.app.state.tokens
    return Token(access_token=tokens.made_for(client.id))


@router.get("/.well-known/jwks.json", response_model=KeySet)
async def read_key_set(request: Request) -> Response:
    """Read the public key that access tokens are signed with."""
    tokens: Tokens = request.app.state.tokens
    return answer(request, json.dumps(tokens.key_set).encode())


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _not_given(error: str, detail: str) -> Problem:
    return Problem(400, detail, code="grant-not-taken", members={"error": error, "error_description": detail})
