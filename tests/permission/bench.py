"""The seeded services with the gateway before them, and the means to ask as anybody for anything."""

import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2
from pydantic import SecretStr
from starlette.types import ASGIApp

from gateway.app import Gateway
from gateway.routes.token import audience
from services.identity import Caller
from services.settings import Settings
from tests.callers import OVERSIGHT, REGULATOR, House
from tests.permission.reading import numbers, people, text_of
from tests.permission.routes import SERVICE_OF
from tests.permission.standing import EVERYBODY
from tests.permission.things import add_things
from tests.permission.world import PUBLISHERS, REVISED, STATES, SUBJECTS, counted, done, open_world, summed
from vocabulary.clients import ClientKind
from vocabulary.permissions.resources import Action, Resource
from vocabulary.permissions.rule import State, Whose
from vocabulary.permissions.table import Cell, rule

BOOTSTRAP: Final = "the key of the first administrator of these tests"
SUBSCRIPTION: Final = {"url": "http://127.0.0.1:9/hook"}
"""To where nobody listens."""

FREE_YEARS: Final = range(2030, 2101)
_EXACT: Final = rule(Resource.RETURN, Action.READ)


@dataclass(frozen=True, slots=True)
class Asked:
    """One try of a cell: who asks, at which address, about whom and which year; through the gateway or behind it."""

    cell: Cell
    route: str
    caller: Caller
    ods: str
    year: int
    outside: bool = False


@dataclass(slots=True)
class Bench:
    """Everything that is needed to try a cell. ``leaks`` collects what answers hold that their reader may not see."""

    house: House
    door: httpx2.AsyncClient
    keys: Mapping[str, str]
    ids: Mapping[str, str]
    batches: Mapping[str, str]
    subscriptions: Mapping[str, str]
    token_address: str
    numbered: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    leaks: list[str] = field(default_factory=list)

    def new_year(self) -> int:
        """Return a year of which nothing was tried yet."""
        return FREE_YEARS[next(self.numbered) % len(FREE_YEARS)]

    def client(self, asked: Asked) -> str:
        """Return the id of the client that a try is about: its own, or another."""
        other = REGULATOR.client if asked.caller.kind != ClientKind.REGULATOR else OVERSIGHT.client
        return self.ids.get(asked.caller.client if asked.cell.whose is Whose.OWN else other, "nobody")

    def subscription(self, asked: Asked) -> str:
        """Return the id of the subscription that a try is about: of the caller, or of another."""
        return self.subscriptions.get(self.client(asked), "none")

    async def manage(self, method: str, path: str, **rest: Any) -> httpx2.Response:
        """Send a call to the gateway as the first administrator."""
        headers = {"apikey": BOOTSTRAP, **rest.pop("headers", {})}
        return await self.door.request(method, path, headers=headers, **rest)

    async def ask(self, asked: Asked, path: str, **rest: Any) -> httpx2.Response:
        """Send the call of a try, and look whether the answer holds what its reader may not see."""
        method, service = asked.route.split(" ", 1)[0], SERVICE_OF[asked.route]
        if asked.outside or service == "gateway":
            headers = {**rest.pop("headers", {}), **self._credential(asked.caller)}
            answer = await self.door.request(method, path, headers=headers, **rest)
        else:
            answer = await getattr(self.house, service).call(method, path, asked.caller, **rest)
        self._look(asked.caller, answer)
        return answer

    def _credential(self, caller: Caller) -> dict[str, str]:
        return {"apikey": self.keys[caller.client]} if caller.client in self.keys else {}

    def _look(self, caller: Caller, answer: httpx2.Response) -> None:
        told = f"{answer.headers}".replace("'", " ")
        found = (numbers(text_of(answer)) | numbers(told)) & _withheld(caller)
        if found:
            self.leaks.append(f"{caller.client} sees {sorted(found)} at {answer.request.method} {answer.request.url}")
        if (answer.status_code == 401) > (caller.kind == ClientKind.PUBLIC):
            self.leaks.append(f"{caller.client} has a credential and gets 401 at {answer.request.url}")
        if (answer.status_code == 403) and caller.kind == ClientKind.PUBLIC:
            self.leaks.append(f"the public gets 403 at {answer.request.url}")


_WITHHELD: dict[Caller, frozenset[str]] = {}


def _withheld(caller: Caller) -> frozenset[str]:
    """Return the numbers that no answer to a caller may hold: the exact counts that it may not see, and unpublished
    sums of all, which are nobody's.
    """
    if caller not in _WITHHELD:
        every = (*SUBJECTS, *PUBLISHERS)
        bodies = [ods for ods in every if not _EXACT.allows(caller.kind, whose(caller, ods))]
        years = [(year, revision) for year in STATES for revision in ((1, 2) if year == REVISED else (1,))]
        own = (people(counted(ods, *each)) for ods in bodies for each in years)
        sums = (people(summed(every, year)) for year, state in STATES.items() if state is not State.PUBLISHED)
        _WITHHELD[caller] = frozenset().union(*own, *sums)
    return _WITHHELD[caller]


def whose(caller: Caller, ods: str) -> Whose:
    """Return whose a subject's return is to a caller, by how the store was seeded."""
    if caller.kind == ClientKind.COMMISSIONER and (caller.body, ods) in {
        ("Q01", "RX1"),
        ("Q03", "RX2"),
        ("Q03", "Q01"),
    }:
        return Whose.COMMISSIONED
    return Whose.of(caller.body, ods)


_SETTINGS: Final = {
    "bootstrap_key": SecretStr(BOOTSTRAP),
    "limit_client": 0,
    "limit_public": 0,
    "export_seconds": 0,
    "webhooks_insecure": True,
    "webhooks_poll_seconds": 3_600,
}
"""No limit of calls, and nothing that goes on by itself meanwhile."""


@asynccontextmanager
async def open_bench(settings: Settings) -> AsyncIterator[Bench]:
    """Start everything over one store, seed it, and make a client with a key for every caller."""
    known = settings.model_copy(update=_SETTINGS)
    async with open_world(known) as house, _opened(known, house) as door:
        batches = await add_things(house)
        keys, ids, subscriptions = {}, {}, {}
        for caller in EVERYBODY:
            if caller.kind != ClientKind.PUBLIC:
                body = {"name": caller.client, "kind": caller.kind, "body": caller.body}
                made = (await done(door.post("/v1/clients", json=body, headers={"apikey": BOOTSTRAP}))).json()
                keys[caller.client], ids[caller.client] = made["key"], made["id"]
                own = {"apikey": made["key"]}
                told = (await done(door.post("/v1/subscriptions", json=SUBSCRIPTION, headers=own))).json()
                subscriptions[made["id"]] = told["id"]
        yield Bench(house, door, keys, ids, batches, subscriptions, audience(known))


@asynccontextmanager
async def _opened(settings: Settings, house: House) -> AsyncIterator[httpx2.AsyncClient]:
    inside: dict[str, ASGIApp] = {
        name: getattr(house, name).app for name in ("indicators", "trajectory", "oversight")
    }
    documents = {name: getattr(house, name).app.openapi() for name in inside}

    @asynccontextmanager
    async def running() -> AsyncIterator[Mapping[str, ASGIApp]]:
        yield inside

    gateway = Gateway(settings, documents, running)
    async with gateway.lifespan():
        transport = httpx2.ASGITransport(gateway)
        async with httpx2.AsyncClient(transport=transport, base_url="http://gateway") as client:
            yield client
