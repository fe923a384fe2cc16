"""What a client proves itself with: its API keys and its public keys. Each client looks after its own."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field, model_validator

from gateway import keys, public_keys, recording, store
from gateway.routes.clients import ClientId, own_or_any
from gateway.tables import ApiKeyRow, PublicKeyRow
from services.database import Reading, Writing, keep_or_conflict
from services.idempotency import IdempotentRoute
from services.identity import Calling
from services.instants import now
from services.problems import Fault, Problem, invalid
from services.wire import Instant, Wire
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["clients"], route_class=IdempotentRoute)

KeyId = Annotated[str, Path(pattern=r"^[a-z0-9]{1,32}$")]
Kid = Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,100}$")]

MOST_LIVE_KEYS = 10
"""Keys of one client that open something at once: enough to change them one by one."""


class ApiKeyIn(Wire):
    """A key to be made. ``others_end_after_seconds`` lets the client's other keys end, so that it can change over."""

    expires_at: Instant | None = None
    others_end_after_seconds: Annotated[int, Field(strict=True, ge=0, le=2_592_000)] | None = None


class ApiKeyOut(BaseModel):
    """A key, which itself is never shown again. ``last_used_at`` is right to ten minutes."""

    id: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class NewApiKey(ApiKeyOut):
    """A key just made: the only time that it is shown."""

    key: str


class ApiKeys(BaseModel):
    """Every key of a client, oldest first."""

    items: list[ApiKeyOut]
    next: None = None
    total: int


@router.get("/clients/{client}/keys")
async def list_api_keys(client: ClientId, session: Reading, caller: Calling) -> ApiKeys:
    """List the keys of a client: when each was made, ends, and was used last."""
    await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.READ)
    rows = [_shown(row) for row in await store.keys_of(session, client)]
    return ApiKeys(items=rows, total=len(rows))


@router.post(
    "/clients/{client}/keys", status_code=201, responses={409: {"description": "It has too many, or is revoked."}}
)
async def make_api_key(
    response: Response, client: ClientId, body: ApiKeyIn, session: Writing, caller: Calling
) -> NewApiKey:
    """Make another key for a client and show it, once: to rotate, let the others end a while later."""
    owner = await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.WRITE)
    at = now()
    if body.expires_at is not None and body.expires_at <= at:
        raise invalid(Fault("$.expires_at", "not-to-come", "it lies in the past", column="expires_at"))
    if owner.revoked_at is not None:
        raise Problem(409, f"The client {client} was revoked.")
    live = [row for row in await store.keys_of(session, client) if store.opens(row, at)]
    if len(live) >= MOST_LIVE_KEYS:
        raise Problem(409, f"{client} has {MOST_LIVE_KEYS} keys that open something; revoke one first.")
    key = keys.new_key()
    row = store.api_key_row(client, key, body.expires_at)
    session.add(row)
    await session.flush()
    others_end_at = None
    if body.others_end_after_seconds is not None:
        others_end_at = at + timedelta(seconds=body.others_end_after_seconds)
        await store.end_others(session, row, others_end_at)
    recording.key_added(session, owner, row, others_end_at)
    response.headers["cache-control"] = "no-store"
    return NewApiKey(**_shown(row).model_dump(), key=key)


@router.delete(
    "/clients/{client}/keys/{key}", status_code=204, responses={409: {"description": "It is the last of its own."}}
)
async def revoke_api_key(client: ClientId, key: KeyId, session: Writing, caller: Calling) -> None:
    """Revoke a key. It is refused within five seconds, on every gateway."""
    owner = await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.WRITE)
    at = now()
    every = {row.id: row for row in await store.keys_of(session, client)}
    row = every.get(key)
    if row is None:
        raise Problem(404, f"{client} has no key {key}.")
    others = [each for each in every.values() if each.id != key and store.opens(each, at)]
    if client == caller.client and not others:
        raise Problem(409, "A client cannot revoke its own last key; make another first.")
    if row.revoked_at is None:
        row.revoked_at = at
        recording.key_revoked(session, owner, row)
    session.add(row)


class PublicKeyIn(Wire):
    """A public key to be registered, as a JWK, by the name that assertions give it."""

    kid: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
    algorithm: Literal["RS512", "ES384"]
    jwk: dict[str, Any]

    @model_validator(mode="after")
    def _is_a_public_key(self) -> "PublicKeyIn":
        public_keys.checked(self.jwk, self.algorithm)
        return self


class PublicKeyOut(BaseModel):
    """A public key of a client."""

    kid: str
    algorithm: str
    created_at: datetime
    revoked_at: datetime | None


class PublicKeys(BaseModel):
    """Every public key of a client, oldest first."""

    items: list[PublicKeyOut]
    next: None = None
    total: int


@router.get("/clients/{client}/public-keys")
async def list_public_keys(client: ClientId, session: Reading, caller: Calling) -> PublicKeys:
    """List the public keys of a client."""
    await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.READ)
    rows = [_told(row) for row in await store.public_keys_of(session, client)]
    return PublicKeys(items=rows, total=len(rows))


@router.post("/clients/{client}/public-keys", status_code=201, responses={409: {"description": "The name is taken."}})
async def register_public_key(client: ClientId, body: PublicKeyIn, session: Writing, caller: Calling) -> PublicKeyOut:
    """Register a public key, with which the client can get tokens from ``POST /oauth2/token``."""
    owner = await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.WRITE)
    if await session.get(PublicKeyRow, (client, body.kid)) is not None:
        raise Problem(409, f"{client} has a key {body.kid} already; a name is given once, also of a revoked key.")
    kept = public_keys.checked(body.jwk, body.algorithm)
    row = PublicKeyRow(client=client, kid=body.kid, algorithm=body.algorithm, jwk=kept, created_at=now())
    await keep_or_conflict(session, row, f"key {body.kid}")
    recording.public_key_changed(session, "added", owner, row)
    return _told(row)


@router.delete("/clients/{client}/public-keys/{kid}", status_code=204)
async def revoke_public_key(client: ClientId, kid: Kid, session: Writing, caller: Calling) -> None:
    """Revoke a public key. Tokens that were given for it end by themselves, within ten minutes."""
    owner = await own_or_any(session, caller, client, Resource.CREDENTIAL, Action.WRITE)
    row = await session.get(PublicKeyRow, (client, kid))
    if row is None:
        raise Problem(404, f"{client} has no public key {kid}.")
    if row.revoked_at is None:
        row.revoked_at = now()
        recording.public_key_changed(session, "revoked", owner, row)
    session.add(row)


def _shown(row: ApiKeyRow) -> ApiKeyOut:
    return ApiKeyOut(**row.model_dump(include=set(ApiKeyOut.model_fields)))


def _told(row: PublicKeyRow) -> PublicKeyOut:
    return PublicKeyOut(**row.model_dump(include=set(PublicKeyOut.model_fields)))
