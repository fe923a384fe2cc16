"""Clients: kept by administrators."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field, model_validator

from gateway import keys, recording, store
from gateway.permission import require, require_of_client
from gateway.tables import ClientRow
from services.database import Reading, Writing, keep_or_conflict
from services.idempotency import IdempotentRoute
from services.identity import Caller, Calling
from services.instants import now
from services.problems import Problem
from services.wire import Text, Wire
from vocabulary.clients import ACT_FOR_A_BODY, ClientKind
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["clients"], route_class=IdempotentRoute)

ClientId = Annotated[str, Path(pattern=r"^[a-z0-9]{1,32}$")]
"""A path parameter: the id of a client."""

RegisteredKind = Literal[
    ClientKind.ADMINISTRATOR,
    ClientKind.NATIONAL_TEAM,
    ClientKind.REGULATOR,
    ClientKind.OVERSIGHT,
    ClientKind.COMMISSIONER,
    ClientKind.PROVIDER,
]
"""The kinds that a client can be made of; the public needs none."""


class ExternalName(Wire):
    """The name that another authority's tokens give a client: their ``iss`` and ``sub``."""

    issuer: Annotated[Text, Field(min_length=1, max_length=300)]
    subject: Annotated[Text, Field(min_length=1, max_length=200)]


class ClientIn(Wire):
    """A client to be made. Providers and commissioners act for a body; the others for none."""

    name: Annotated[Text, Field(min_length=3, max_length=100)]
    kind: RegisteredKind
    body: Annotated[str, Field(pattern=ODS_CODE_PATTERN)] | None = None
    external: ExternalName | None = None

    @model_validator(mode="after")
    def _has_a_body_when_it_acts_for_one(self) -> "ClientIn":
        if (self.kind in ACT_FOR_A_BODY) != (self.body is not None):
            wanted = "needs the ODS code of its body" if self.kind in ACT_FOR_A_BODY else "acts for no body"
            raise ValueError(f"a client of kind {self.kind} {wanted}")
        return self


class ClientOut(BaseModel):
    """A client. Its keys are never shown again."""

    id: str
    name: str
    kind: str
    body: str | None
    external: ExternalName | None
    created_at: datetime
    revoked_at: datetime | None


class NewClient(ClientOut):
    """A client just made, with its first key: the only time that it is shown."""

    key: str


class Clients(BaseModel):
    """Every client, oldest first."""

    items: list[ClientOut]
    next: None = None
    total: int


@router.post("/clients", status_code=201, responses={409: {"description": "Another client has that external name."}})
async def make_client(response: Response, body: ClientIn, session: Writing, caller: Calling) -> NewClient:
    """Make a client and show its first key, once."""
    require(caller, Resource.CLIENT, Action.WRITE)
    row = store.client_row(body.name, body.kind, body.body)
    if body.external is not None:
        row.issuer, row.subject = body.external.issuer, body.external.subject
    await keep_or_conflict(session, row, "client of that external name")
    key = keys.new_key()
    first = store.api_key_row(row.id, key)
    session.add(first)
    await session.flush()
    recording.client_changed(session, "added", row)
    recording.key_added(session, row, first)
    response.headers["cache-control"] = "no-store"
    return NewClient(**_shown(row).model_dump(), key=key)


@router.get("/clients")
async def list_clients(session: Reading, caller: Calling) -> Clients:
    """List every client, without keys."""
    require(caller, Resource.CLIENT, Action.LIST)
    rows = [_shown(row) for row in await store.everyone(session)]
    return Clients(items=rows, total=len(rows))


@router.get("/clients/{client}")
async def read_client(client: ClientId, session: Reading, caller: Calling) -> ClientOut:
    """Read one client: an administrator any, every other itself."""
    return _shown(await own_or_any(session, caller, client, Resource.CLIENT, Action.READ))


@router.delete("/clients/{client}", status_code=204, responses={409: {"description": "That is this client itself."}})
async def revoke_client(client: ClientId, session: Writing, caller: Calling) -> None:
    """Revoke a client. It is refused within five seconds, on every gateway, whatever it proves itself with."""
    require(caller, Resource.CLIENT, Action.WRITE)
    row = await session.get(ClientRow, client)
    if row is None:
        raise Problem(404, f"There is no client {client}.")
    if row.id == caller.client:
        raise Problem(409, "A client cannot revoke itself: nobody might be left to make another.")
    if row.revoked_at is None:
        row.revoked_at = now()
        recording.client_changed(session, "revoked", row)
    session.add(row)


async def own_or_any(session: Reading, caller: Caller, client: str, resource: Resource, action: Action) -> ClientRow:
    """Return a client that the caller may look after: itself, or any for an administrator.

    Raises:
        Problem: 403, or 401 when there was no credential, for another's; 404 where there is none.
    """
    require_of_client(caller, resource, action, client)
    row = await session.get(ClientRow, client)
    if row is None:
        raise Problem(404, f"There is no client {client}.")
    return row


def _shown(row: ClientRow) -> ClientOut:
    named = row.issuer is not None and row.subject is not None
    external = ExternalName(issuer=row.issuer or "", subject=row.subject or "") if named else None
    return ClientOut(**row.model_dump(exclude={"issuer", "subject"}), external=external)
