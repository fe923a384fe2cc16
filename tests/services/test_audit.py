"""The audit trail of a service on both databases: a line for every change that is kept, and none for what is not."""

import asyncio
import hashlib
import json
import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Form
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from gateway.tables import ClientRow, metadata
from services import audit
from services.application import Service, create_application
from services.audit_checking import step
from services.audit_filters import Filters
from services.audit_reading import AuditEntry, page
from services.audit_route import audit_router
from services.audit_table import table_of
from services.chain import End
from services.database import Database, LateWriting, Reading, Writing
from services.idempotency import HEADER, IdempotentRoute
from services.identity import HEADER as IDENTITY
from services.identity import Caller, Signer
from services.instants import now
from services.problems import Problem
from services.settings import Settings

BAKER = Caller("baker", "tradesman", "RX1")
TABLE = table_of("gateway")
router = APIRouter(route_class=IdempotentRoute)


def loaf(name: str) -> ClientRow:
    return ClientRow(id=uuid.uuid4().hex, name=name, kind="loaf", created_at=now())


@router.post("/loaves/{name}", status_code=201)
async def bake(name: str, body: dict[str, Any], session: Writing) -> str:
    session.add(loaf(name))
    return name


@router.put("/loaves/{name}")
async def record(name: str, session: Writing) -> str:
    session.add(loaf(name))
    audit.record(
        session, audit.Entry("loaf", "added", audit.difference(None, {"crust": "thin"}), "RX1", name, 2018, 1)
    )
    if name == "burnt":
        raise Problem(409, "It is burnt.")
    return name


@router.post("/late/{name}", status_code=201)
async def bake_late(name: str, begin: LateWriting) -> str:
    if name == "never":
        return name
    (await begin()).add(loaf(name))
    return name


@router.post("/forms", status_code=201)
async def bake_by_form(name: Annotated[str, Form()], session: Writing) -> str:
    session.add(loaf(name))
    return name


@router.post("/same/{name}", status_code=201)
async def bake_twice(name: str, session: Writing) -> str:
    session.add(ClientRow(id=name, name=name, kind="loaf", created_at=now()))
    return name


@router.post("/sums")
async def add(body: dict[str, int]) -> int:
    return sum(body.values())


@router.get("/loaves")
async def count(session: Reading) -> int:
    return len((await session.exec(select(ClientRow.id))).all())


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    shown = audit_router("gateway", lambda kind: kind == "tradesman")
    made = create_application(Service("gateway", "Bakery", [router, shown], metadata), settings)
    async with made.router.lifespan_context(made):
        yield made


class Bakery:
    """The app as a baker calls it, and what its audit says since it was opened."""

    def __init__(self, app: FastAPI, client: httpx2.AsyncClient, settings: Settings) -> None:
        self.database: Database = app.state.database
        self._client, self._signer = client, Signer(settings)

    async def call(self, method: str, path: str, caller: Caller = BAKER, **rest: Any) -> httpx2.Response:
        headers = {IDENTITY: self._signer.sign(caller), **rest.pop("headers", {})}
        return await self._client.request(method, path, headers=headers, **rest)

    async def lines(self) -> list[AuditEntry]:
        async with self.database.reading() as session:
            return (await page(session, TABLE, Filters("oldest"), 1, 500)).items

    async def said(self) -> list[tuple[str, str]]:
        return [(line.kind, line.action) for line in await self.lines()]

    async def whole(self) -> int:
        """The number of the last line; the chain up to it is whole."""
        async with self.database.reading() as session:
            found = await step(session, TABLE, End(), None)
        assert (found.broken, found.more) == (None, False)
        return found.number


@pytest.fixture
async def bakery(app: FastAPI, settings: Settings) -> AsyncIterator[Bakery]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery") as opened:
        yield Bakery(app, opened, settings)


async def test_a_call_of_which_nothing_is_said_leaves_its_address_and_a_digest_of_what_was_sent(
    bakery: Bakery,
) -> None:
    sent = b'{"recipe": "a secret one"}'
    headers = {"x-request-id": "r-1", "content-type": "application/json"}
    answer = await bakery.call("POST", "/loaves/rye?key=a+secret", content=sent, headers=headers)
    assert answer.status_code == 201
    (line,) = await bakery.lines()
    assert (line.by, line.client_kind, line.kind, line.action) == ("baker", "tradesman", "call", "accepted")
    assert (line.method, line.address, line.request_id) == ("POST", "/loaves/rye", "r-1")
    assert line.change == {"content": hashlib.sha256(sent).hexdigest()}
    assert "secret" not in line.model_dump_json()


async def test_what_a_route_says_takes_the_place_of_that(bakery: Bakery) -> None:
    assert (await bakery.call("PUT", "/loaves/rye")).status_code == 200
    (line,) = await bakery.lines()
    assert (line.kind, line.action, line.organisation, line.subject) == ("loaf", "added", "RX1", "rye")
    assert (line.year, line.revision, line.by, line.method) == (2018, 1, "baker", "PUT")
    assert line.change == {"before": None, "after": {"crust": "thin"}}


async def test_what_is_not_kept_leaves_no_line(bakery: Bakery) -> None:
    assert (await bakery.call("PUT", "/loaves/burnt")).status_code == 409
    assert (await bakery.call("POST", "/loaves/rye", json=[])).status_code == 422
    assert (await bakery.call("POST", "/late/never")).status_code == 201
    assert (await bakery.call("POST", "/sums", json={"a": 1})).status_code == 200
    assert (await bakery.call("GET", "/loaves")).json() == 0
    assert await bakery.lines() == []
    assert (await bakery.call("POST", "/same/rye")).status_code == 201
    assert (await bakery.call("POST", "/same/rye")).status_code == 500, "it fails when it is to be kept"
    assert len(await bakery.lines()) == 1


async def test_nobody_changes_anything_without_a_name(app: FastAPI, bakery: Bakery) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://bakery") as nobody:
        for method, path in (("PUT", "/loaves/rye"), ("POST", "/late/rye")):
            assert (await nobody.request(method, path)).status_code == 401
    assert (await bakery.call("GET", "/loaves")).json() == 0


async def test_forms_and_late_writes_leave_a_line_too(bakery: Bakery) -> None:
    assert (await bakery.call("POST", "/forms", data={"name": "rye"})).status_code == 201
    assert (await bakery.call("POST", "/late/oats")).status_code == 201
    assert [line.address for line in await bakery.lines()] == ["/forms", "/late/oats"]


async def test_of_calls_with_one_idempotency_key_one_leaves_a_line(bakery: Bakery) -> None:
    paths = ["/loaves/rye", "/late/rye", "/same/rye"]
    for path in paths:
        calls = (bakery.call("POST", path, headers={HEADER: path}, json={}) for _ in range(8))
        assert {answer.status_code for answer in await asyncio.gather(*calls)} == {201}
        assert (await bakery.call("POST", path, headers={HEADER: path}, json={})).status_code == 201
    assert [line.address for line in await bakery.lines()] == paths


async def test_work_that_nobody_called_is_told_under_its_name_and_housekeeping_not_at_all(bakery: Bakery) -> None:
    async with bakery.database.writing() as session:
        session.add(loaf("rye"))
    async with bakery.database.writing(audit.work("night shift")) as session:
        session.add(loaf("oats"))
    assert await bakery.lines() == []
    async with bakery.database.writing(audit.work("night shift", "baker", "tradesman")) as session:
        audit.record(session, audit.Entry("loaf", "added", {}), audit.Entry("loaf", "added", {}, by="miller"))
    own, other = await bakery.lines()
    assert (own.by, own.client_kind, own.method, own.address) == ("baker", "tradesman", None, "night shift")
    assert (other.by, other.client_kind) == ("miller", None)


async def test_many_writers_make_one_chain_without_a_gap(bakery: Bakery) -> None:
    async def writer(name: int) -> None:
        for count in range(10):
            answer = await bakery.call("PUT", f"/loaves/{'burnt' if count % 5 == 4 else f'{name}-{count}'}")
            assert answer.status_code == (409 if count % 5 == 4 else 200)

    await asyncio.gather(*(writer(name) for name in range(8)))
    assert await bakery.whole() == 1 + 8 * 8
    told = [line.subject or "" for line in await bakery.lines()]
    assert sorted(told) == sorted(f"{name}-{count}" for name in range(8) for count in range(10) if count % 5 != 4)
    for name in range(8):
        assert (mine := [each for each in told if each.startswith(f"{name}-")]) == sorted(mine), "as it wrote them"


def chained_by_hand(line: dict[str, Any]) -> str:
    """The digest of a line as its description has it, without a word of ours."""
    told = {name: value for name, value in line.items() if name != "hash"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


async def test_anybody_can_work_the_chain_out_from_what_is_shown(bakery: Bakery) -> None:
    async with bakery.database.writing(audit.work("night shift")) as session:
        for change in (
            {"weight": 0.1 + 0.2, "name": "Brötchen “Nº 1”"},
            {"tiny": 1e-7, "none": None, "list": [1, 2.0]},
        ):
            audit.record(session, audit.Entry("loaf", "added", change))
    shown = (await bakery.call("GET", "/v1/audit/gateway?order=oldest")).json()["items"]
    assert [line["number"] for line in shown] == [1, 2, 3]
    previous = "0" * 64
    for line in shown:
        assert (line["previous"], line["hash"]) == (previous, chained_by_hand(line))
        previous = line["hash"]
    head = (await bakery.call("GET", "/v1/audit/gateway/head")).json()
    assert (head["number"], head["hash"], head["at"]) == (3, previous, shown[-1]["at"])


async def test_only_those_who_may_read_it_do(bakery: Bakery) -> None:
    for part in ("", "/head", "/verification"):
        for caller, status in ((Caller("public", "public"), 401), (Caller("miller", "miller"), 403), (BAKER, 200)):
            assert (await bakery.call("GET", f"/v1/audit/gateway{part}", caller)).status_code == status


def test_a_long_change_is_told_by_its_fields_and_digests() -> None:
    before = {"crust": "thin", "recipe": "x" * 5_000, "name": "rye"}
    told = audit.difference(before, before | {"recipe": "y" * 5_000})
    assert told["fields"] == ["recipe"]
    assert set(told["digests"]) == {"before", "after"}
    assert "xxx" not in json.dumps(told)
    assert audit.difference(before, before | {"crust": "thick"}) == {
        "before": {"crust": "thin"},
        "after": {"crust": "thick"},
    }


FORBIDDEN = (
    "UPDATE gateway.audit SET \"by\" = 'me'",
    "DELETE FROM gateway.audit WHERE number = 2",
    "INSERT INTO gateway.audit SELECT 1{rest} FROM gateway.audit WHERE number = 1",
    "INSERT INTO gateway.audit SELECT 9{rest} FROM gateway.audit WHERE number = 1",
    "INSERT INTO gateway.audit SELECT 3{rest} FROM gateway.audit WHERE number = 2",
)
ALSO = {
    "sqlite": "INSERT OR REPLACE INTO gateway.audit SELECT 1{rest} FROM gateway.audit WHERE number = 1",
    "postgresql": "TRUNCATE gateway.audit",
}
REST = ', at, "by", client_kind, kind, action, organisation, subject, year, revision, method, address'
REST += ", request_id, change, previous, hash"


async def test_the_database_itself_refuses_to_change_remove_or_put_in_a_line(bakery: Bakery) -> None:
    await bakery.call("PUT", "/loaves/rye")
    for statement in (*FORBIDDEN, ALSO[bakery.database.engine.dialect.name]):
        with pytest.raises(DBAPIError, match="only added to"):
            async with bakery.database.writing() as session:
                await (await session.connection()).execute(text(statement.format(rest=REST)))
    assert await bakery.whole() == 2
