"""Every accepted write is in the audit trail, on both databases: who, when, what changed; and nothing secret is."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from pydantic import SecretStr
from sqlalchemy import text

from gateway import embedded, keys
from gateway.app import Gateway
from services.database import open_database
from services.settings import Settings
from tests.databases import TABLES
from tests.journeys.audited_calls import CALLS, COMPUTATION, COMPUTED, REFUSED, Call, Known

KEY = "the key of the first administrator"


class Door:
    """The whole product in this process, called as its administrator, and what its audit says."""

    def __init__(self, client: httpx2.AsyncClient, settings: Settings) -> None:
        self._client, self.settings = client, settings
        self.cursor: str | None = None

    async def call(self, method: str, path: str, key: str | None = KEY, **rest: Any) -> httpx2.Response:
        headers = {**({"apikey": key} if key else {}), **rest.pop("headers", {})}
        return await self._client.request(method, path, headers=headers, **rest)

    async def read(self, path: str, **query: str | int) -> Any:
        answer = await self.call("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def news(self) -> list[dict[str, Any]]:
        """The lines since the last time, of every service, oldest first."""
        lines: list[dict[str, Any]] = []
        more = True
        while more:
            cursor = {} if self.cursor is None else {"cursor": self.cursor}
            page = await self.read("/v1/audit", order="oldest", **cursor)
            lines, self.cursor, more = lines + page["items"], page["cursor"], page["next"] is not None
        return lines


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Gateway, Door]]:
    own = {"bootstrap_key": SecretStr(KEY), "webhooks_insecure": True, "webhooks_poll_seconds": 0.05}
    gateway = embedded.application(settings.model_copy(update=own))
    transport = httpx2.ASGITransport(gateway)
    async with gateway.lifespan(), httpx2.AsyncClient(transport=transport, base_url="http://door") as client:
        yield gateway, Door(client, settings)


async def made(door: Door, call: Call, known: Known) -> httpx2.Response:
    method, path = call.address.split(" ")[0], call.path.format(**known)
    sent: dict[str, Any] = {"headers": call.headers} | ({} if call.body is None else {"json": call.body})
    if call.text is not None:
        sent = {"content": call.text, "headers": {"content-type": "text/csv"}}
    if call.form is not None:
        sent = {"data": call.form(known)}
    answer = await door.call(method, path, **sent)
    assert answer.is_success, (call.address, answer.text)
    known |= {name: answer.json()[field] for field, name in (call.keeps or {}).items()}
    if call.address == "POST /v1/returns:upload":
        batch = await seen(door, f"/v1/batches/{known['batch']}", lambda found: found["state"] == "finished")
        assert (batch["accepted"], batch["rejected"]) == (1, 0)
    if call.address == "POST /v1/subscriptions":
        deliveries = f"/v1/subscriptions/{known['subscription']}/deliveries"
        found = await seen(door, deliveries, lambda found: found["total"] > 0)
        known["delivery"] = found["items"][0]["id"]
    return answer


async def seen(door: Door, path: str, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What stands at an address, once something holds of it."""
    for _ in range(1_500):
        found: dict[str, Any] = await door.read(path)
        if holds(found):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"{path} did not come so far")


async def everything(settings: Settings) -> str:
    """Every audit table whole, as text."""
    told = []
    for schema in TABLES:
        database = open_database(settings, schema)
        async with database.reading() as session:
            rows = await (await session.connection()).execute(text(f"SELECT * FROM {schema}.audit"))  # noqa: S608
            told += [repr(tuple(row)) for row in rows.all()]
        await database.engine.dispose()
    return "\n".join(told)


def changing(gateway: Gateway) -> set[str]:
    """Every address of the contract that is there to change something."""
    paths = gateway.contract["paths"].items()
    return {f"{verb.upper()} {path}" for path, verbs in paths for verb in verbs if verb in ("post", "put", "delete")}


async def test_every_address_that_changes_anything_leaves_its_line_and_no_secret(settings: Settings) -> None:
    async with opened(settings) as (gateway, door):
        every = {call.address for _, call in CALLS}
        assert every | COMPUTED == changing(gateway), "a call for each, in audited_calls.py"
        begun = [(line["service"], line["kind"]) for line in await door.news() if line["number"] == 1]
        assert sorted(begun) == sorted((service, "audit") for service in TABLES)
        known: Known = {"audience": f"http://{settings.host}:{settings.port}/oauth2/token"}
        for service, call in CALLS:
            answer = await made(door, call, known)
            lines = await door.news()
            told = tuple((line["kind"], line["action"], line["organisation"]) for line in lines)
            assert told == call.lines, call.address
            of_the_call(service, call, answer, lines[0], known)
        await of_the_upload(door, known)
        await nothing_else(door)
        assert (await door.read("/v1/audit/verification"))["intact"] is True
        await nothing_secret(settings, known)


def of_the_call(service: str, call: Call, answer: httpx2.Response, line: dict[str, Any], known: Known) -> None:
    """The line says who did it, by which call, and what is different."""
    token = call.address == "POST /oauth2/token"
    assert (line["service"], line["method"]) == (service, call.address.split(" ")[0])
    assert (line["by"], line["client_kind"]) == (
        (known["client"], "provider") if token else ("administrator", "administrator")
    )
    assert line["address"] == call.path.format(**known).partition("?")[0]
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["change"]


async def nothing_secret(settings: Settings, known: Known) -> None:
    told = await everything(settings)
    secrets = [
        known[name] for name in ("first_key", "second_key", "assertion", "token", "first_secret", "second_secret")
    ]
    secrets.append("a-secret-path")
    for secret in (KEY, *secrets):
        for form in (secret, keys.key_hash(secret), keys.prefix(secret)):
            assert form not in told
    assert known["client"] in told


async def of_the_upload(door: Door, known: Known) -> None:
    """What a file brings is told of its client, and under the name of the work."""
    line, _ = (await door.read("/v1/audit", kind="return"))["items"]
    assert (line["by"], line["client_kind"], line["method"]) == ("administrator", "administrator", None)
    assert (line["address"], line["change"]["batch"]) == ("uploads", known["batch"])


async def nothing_else(door: Door) -> None:
    """What is refused leaves no line, nor does what is computed and forgotten."""
    assert (await door.call("POST", "/v1/indicators:compute", json=COMPUTATION)).status_code == 200
    for method, path, body, with_key, status in REFUSED:
        answer = await door.call(method, path, KEY if with_key else None, **({} if body is None else {"json": body}))
        assert answer.status_code == status, (path, answer.text)
    assert await door.news() == []


async def organisations(door: Door, *codes: str) -> None:
    for ods in codes:
        for name in ("First name", "Second name"):
            body = {"name": name, "type": "acute"}
            assert (await door.call("PUT", f"/v1/organisations/{ods}", json=body)).is_success
    made = {"name": "Client of RX1", "kind": "provider", "body": "RX1"}
    assert (await door.call("POST", "/v1/clients", json=made)).status_code == 201


async def test_the_trail_is_read_by_page_by_filter_in_other_forms_and_held_to_its_ends(settings: Settings) -> None:
    async with opened(settings) as (_, door):
        await organisations(door, "RX1", "RX2")
        every = (await door.read("/v1/audit", order="oldest", limit=500))["items"]
        assert [line["at"] for line in every] == sorted(line["at"] for line in every)
        for order in ("oldest", "newest"):
            seen: list[dict[str, Any]] = []
            cursor: str | None = ""
            while cursor is not None:
                page = await door.read("/v1/audit", order=order, limit=3, cursor=cursor)
                assert len(page["items"]) <= 3
                seen, cursor = seen + page["items"], page["next"]
            assert seen == (every if order == "oldest" else every[::-1])
        at = every[5]["at"]
        filters: tuple[tuple[dict[str, str], Callable[[dict[str, Any]], bool]], ...] = (
            ({"organisation": "RX1"}, lambda line: line["organisation"] == "RX1"),
            ({"service": "gateway"}, lambda line: line["service"] == "gateway"),
            ({"kind": "organisation", "action": "changed"}, lambda line: line["action"] == "changed"),
            ({"by": "administrator"}, lambda line: line["by"] == "administrator"),
            ({"subject": "administrator"}, lambda line: line["subject"] == "administrator"),
            ({"since": at}, lambda line: line["at"] >= at),
            ({"until": at}, lambda line: line["at"] < at),
        )
        for query, wanted in filters:
            expected = [line for line in every if wanted(line)]
            assert 0 < len(expected) < len(every)
            assert (await door.read("/v1/audit", order="oldest", **query))["items"] == expected, query
        await in_other_forms(door, every)
        await administrators_alone(door)
        await ends_that_were_kept(door)


async def in_other_forms(door: Door, every: list[dict[str, Any]]) -> None:
    lines = await door.call("GET", "/v1/audit?order=oldest&format=ndjson&limit=4")
    assert [json.loads(line) for line in lines.text.splitlines()] == every[:4]
    following = lines.headers["link"].partition("<")[2].partition(">")[0]
    assert [json.loads(line) for line in (await door.call("GET", following)).text.splitlines()] == every[4:8]
    table = await door.call("GET", "/v1/audit?order=oldest&format=csv&limit=500")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [(row["hash"], json.loads(row["change"])) for row in rows] == [(e["hash"], e["change"]) for e in every]
    assert "link" not in table.headers
    for query, path in (
        ("cursor=!", "query:cursor"),
        ("limit=0", "query:limit"),
        ("service=bakery", "query:service"),
    ):
        answer = await door.call("GET", f"/v1/audit?{query}")
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)


async def ends_that_were_kept(door: Door) -> None:
    """Against an end that was kept, what was cut off of a chain is missed; without one nothing is."""
    kept = {head["service"]: head["known"] for head in (await door.read("/v1/audit/heads"))["items"]}
    assert list(kept) == ["indicators", "trajectory", "oversight", "gateway"]
    await organisations(door, "RX3")
    for begin in ("first", "known"):
        found = await door.read("/v1/audit/verification", begin=begin, **kept)
        assert (found["intact"], [each["reason"] for each in found["items"]]) == (True, [None] * 4)
    await cut_off(door.settings)
    assert (await door.read("/v1/audit/verification"))["intact"] is True, "by itself the chain looks whole"
    for begin in ("first", "known"):
        found = await door.read("/v1/audit/verification", begin=begin, **kept)
        broken = [(each["service"], each["reason"]) for each in found["items"] if not each["intact"]]
        assert (found["intact"], broken) == (False, [("indicators", "missing")])
        number = 3 if begin == "first" else int(kept["indicators"].partition(":")[0])
        assert found["items"][0]["first_broken"] == number
    bad = await door.call("GET", "/v1/audit/verification?gateway=12")
    assert bad.json()["errors"][0]["path"] == "query:gateway"


async def cut_off(settings: Settings) -> None:
    database = open_database(settings, "indicators")
    unguarded = (
        "DROP TRIGGER indicators.audit_delete"
        if settings.database_url is None
        else "ALTER TABLE indicators.audit DISABLE TRIGGER USER"
    )
    async with database.writing() as session:
        for statement in (unguarded, "DELETE FROM indicators.audit WHERE number > 2"):
            await (await session.connection()).execute(text(statement))
    await database.engine.dispose()


async def administrators_alone(door: Door) -> None:
    body = {"name": "The regulator", "kind": "regulator"}
    key = (await door.call("POST", "/v1/clients", json=body)).json()["key"]
    for path in ("", "/heads", "/verification", "/gateway", "/indicators/head", "/oversight/verification"):
        for caller, status in ((key, 403), (None, 401), (KEY, 200)):
            assert (await door.call("GET", f"/v1/audit{path}", caller)).status_code == status, path
