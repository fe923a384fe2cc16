"""The main job from end to end, in one process over SQLite and in four over PostgreSQL: the same bytes."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from deployment.installation import Installation, running
from tests.databases import own_folder
from tests.documents import complete
from tests.servers import KEY, embedded

TRUST = {"name": "Test Valley NHS Trust", "type": "acute", "region": "Y56"}
SAMPLED = ("ZT001", "ZT219", "ZC007", "ZA003")
PACK = "/v1/organisations/{ods}/well-led?year=2018"
VIEWS = (
    "/v1/organisations/{ods}/well-led?year=2016&format=csv",
    "/v1/organisations/{ods}/indicators?year=2017",
    "/v1/organisations/{ods}/trajectories?year=2018&horizon=2028",
)


class Shapes:
    """Both shapes of the product, and a client of each."""

    def __init__(self, one: httpx2.AsyncClient, apart: httpx2.AsyncClient, installation: Installation) -> None:
        self.one, self.apart, self.installation = one, apart, installation

    async def both_but_for_the_loading(self, path: str, key: str) -> dict[str, Any]:
        """Read a pack from both shapes and hold it to be the same but for the instants at which each was loaded."""
        first = await self.one.get(path, headers={"apikey": key})
        second = await self.apart.get(path, headers={"apikey": key})
        told = _without_instants(first.json())
        assert (first.status_code, told) == (second.status_code, _without_instants(second.json())), path
        assert list(told) == list(second.json()), "in the same order"
        return told

    async def both(self, method: str, path: str, key: str | None, **rest: Any) -> httpx2.Response:
        """Send one call to both shapes, and hold their answers to be the same; return one of them."""
        headers = {"x-request-id": "r-1", "x-correlation-id": "c-1", **({"apikey": key} if key else {})}
        first = await self.one.request(method, path, headers=headers, **rest)
        second = await self.apart.request(method, path, headers=headers, **rest)
        assert (first.status_code, first.content) == (second.status_code, second.content), path
        for name in ("content-type", "etag", "allow", "x-request-id", "x-correlation-id"):
            assert first.headers.get(name) == second.headers.get(name)
        return first


def _without_instants(pack: dict[str, Any]) -> dict[str, Any]:
    """Return a pack without when its return was loaded, and without the tag of the answer that told it."""
    for step in ("first_submitted_at", "submitted_at", "signed_off_at", "published_at"):
        assert pack["return_life"].pop(step)
    (life,) = (each for each in pack["inputs"] if each["href"].endswith("/transitions"))
    assert life.pop("tag")
    return pack


@pytest.fixture(scope="module")
async def shapes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shapes]:
    folder = tmp_path_factory.mktemp("one")
    with own_folder() as apart, embedded(folder) as address:
        async with (
            running(apart, administrator_key=KEY, demo=True) as installation,
            httpx2.AsyncClient(base_url=address, timeout=20) as first,
            httpx2.AsyncClient(base_url=installation.gateway.address, timeout=20) as second,
        ):
            yield Shapes(first, second, installation)


@pytest.mark.parametrize("key", [KEY, None], ids=["administrator", "public"])
async def test_the_demonstration_data_give_the_same_bytes(shapes: Shapes, key: str | None) -> None:
    for ods in SAMPLED:
        for view in VIEWS:
            answer = await shapes.both("GET", view.format(ods=ods), key)
            assert answer.status_code == 200
        if key is None:
            assert (await shapes.both("GET", PACK.format(ods=ods), None)).status_code == 200
        else:
            await shapes.both_but_for_the_loading(PACK.format(ods=ods), key)
    for path in ("/v1/areas/england/indicators?year=2018", "/v1/areas/region:Y56/indicators?year=2017"):
        assert (await shapes.both("GET", path, key)).status_code == 200


async def test_england_is_the_strategy_s_table_1(shapes: Shapes) -> None:
    for year, workforce, leaders, gap in (
        (2016, 17.40, 9.74, 7.65),
        (2017, 18.09, 10.40, 7.69),
        (2018, 18.94, 11.20, 7.74),
    ):
        answer = (await shapes.both("GET", f"/v1/areas/england/indicators?year={year}", KEY)).json()
        shown = answer["representation"]
        found = (shown["workforce"]["share"], shown["bands_8a_to_vsm"]["share"], shown["gap"])
        assert tuple(round(each, 2) for each in found) == (workforce, leaders, gap)


async def test_errors_are_the_same_documents(shapes: Shapes) -> None:
    wrong: list[tuple[str, str, str | None, dict[str, Any]]] = [
        ("GET", "/v1/organisations/ZT999/well-led?year=2018", None, {}),
        ("GET", "/v1/organisations/ZT001/well-led?year=1066", KEY, {}),
        ("DELETE", "/v1/frameworks", KEY, {}),
        ("GET", "/v1/nothing/here", KEY, {}),
        ("GET", "/v1/frameworks", "no such key", {}),
        ("PUT", "/v1/organisations/ZT001/returns/2018", None, {"json": {}}),
        ("POST", "/v1/indicators:compute", None, {"content": b"{"}),
        ("POST", "/v1/indicators:compute", None, {"content": b"[" * 10_000_000}),
    ]
    for method, path, key, rest in wrong:
        answer = await shapes.both(method, path, key, **rest)
        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"


async def made(client: httpx2.AsyncClient, **body: Any) -> str:
    """Make a client of the product and return its key."""
    answer = await client.post("/v1/clients", json=body, headers={"apikey": KEY})
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["key"]
    return key


@pytest.mark.parametrize("shape", ["one", "apart"])
async def test_a_return_goes_in_and_evidence_comes_out(shapes: Shapes, shape: str) -> None:
    door: httpx2.AsyncClient = getattr(shapes, shape)
    for ods in ("RX1", "RX2"):
        registered = await door.put(f"/v1/organisations/{ods}", json=TRUST, headers={"apikey": KEY})
        assert registered.status_code == 201
    own = {"apikey": await made(door, name="Test Valley returns", kind="provider", body="RX1")}
    other = {"apikey": await made(door, name="another trust", kind="provider", body="RX2")}
    path = "/v1/organisations/RX1/returns/2018"

    assert (await door.put(path, json=complete())).status_code == 401
    assert (await door.put(path, json=complete(), headers=other)).status_code == 403
    assert (await door.get(path, headers=own)).status_code == 404
    receipt = await door.put(path, json=complete(), headers=own)
    assert (receipt.status_code, receipt.json()["revision"]) == (201, 1)
    assert (await door.get(path, headers=own)).json()["return"] == complete()
    assert (await door.get(path, headers=other)).status_code == 403

    pack = (await door.get("/v1/organisations/RX1/well-led?year=2018", headers=own)).json()
    figures = [each for each in pack["inputs"] if each["href"].split("?")[0].endswith(("indicators", "trajectories"))]
    assert {each["document"] for each in figures} == {receipt.json()["document"]}
    (likelihood,) = (metric for metric in pack["metrics"] if metric["id"] == "2")
    assert likelihood["value"] == pytest.approx((48 / 603) / (12 / 151), abs=1e-4)
    hidden = (await door.get("/v1/organisations/RX1/well-led?year=2018")).json()
    assert {metric["value"] for metric in hidden["metrics"]} == {None}


def read(log: Path) -> list[dict[str, Any]]:
    """Return the records of a log."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


async def recorded(log: Path, correlation_id: str) -> list[dict[str, Any]]:
    """Return the answers recorded of a piece of work. A record is written just after its answer is sent."""
    for _ in range(50):
        lines = read(log)
        mine = [line for line in lines if (line["correlation_id"], line["message"]) == (correlation_id, "answered")]
        if mine:
            return mine
        await asyncio.sleep(0.1)
    return []


async def test_a_call_is_followed_through_every_hop(shapes: Shapes) -> None:
    headers = {"apikey": KEY, "x-request-id": "hop-1", "x-correlation-id": "inspection-7"}
    await shapes.apart.get("/v1/organisations/ZT100/well-led?year=2018", headers=headers)
    for name, process in shapes.installation.processes.items():
        mine = await recorded(process.log, "inspection-7")
        assert mine, f"{name} recorded nothing of the call"
        assert {line["request_id"] for line in mine} == {"hop-1"}
        assert KEY not in process.log.read_text()
