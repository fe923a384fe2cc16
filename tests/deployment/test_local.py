"""The deployed shape, for real: four processes over one PostgreSQL, one of which is killed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx2
import pytest

from deployment.credentials import FILE
from deployment.installation import Installation, free_port, running
from deployment.processes import Process, StartError
from deployment.roles import SCHEMAS
from deployment.watching import watched
from tests.databases import own_folder

ODS = "ZZ001"
BODY = {"name": "Harbour Trust", "type": "acute", "region": "Y56", "ics": None}


@pytest.fixture(scope="module")
async def installation() -> AsyncIterator[Installation]:
    """An installation in its second life: a body was stored in the first, which was then stopped."""
    with own_folder() as folder:
        async with running(folder) as first, _door(first) as door:
            assert (await door.put(f"/v1/organisations/{ODS}", json=BODY)).is_success
        async with running(folder) as second:
            yield second


def _door(installation: Installation) -> httpx2.AsyncClient:
    """The gateway, asked by the administrator, who waits no longer than two seconds for any answer."""
    headers = {"apikey": installation.administrator_key}
    return httpx2.AsyncClient(base_url=installation.gateway.address, headers=headers, timeout=2)


@pytest.fixture
async def door(installation: Installation) -> AsyncIterator[httpx2.AsyncClient]:
    async with _door(installation) as client:
        yield client


def _away(problem: dict[str, Any]) -> list[str]:
    return [fault["message"] for fault in problem["errors"] if fault["code"] == "service-away"]


async def test_every_process_and_its_database_answers(door: httpx2.AsyncClient) -> None:
    answer = await door.get("/_status")
    assert answer.status_code == 200
    assert {each["service"] for each in answer.json()["services"]} == set(SCHEMAS)
    assert {each["database"] for each in answer.json()["services"]} == {"up"}


async def test_a_second_start_finds_what_the_first_stored(door: httpx2.AsyncClient) -> None:
    answer = await door.get(f"/v1/organisations/{ODS}")
    assert (answer.status_code, answer.json()["name"]) == (200, BODY["name"])


async def test_a_killed_service_is_named_in_a_503_and_serves_again_once_restarted(
    installation: Installation, door: httpx2.AsyncClient
) -> None:
    indicators = installation.processes["indicators"]
    os.kill(indicators.pid, signal.SIGKILL)
    assert await indicators.ended() == -signal.SIGKILL
    # Something that nobody asked for yet: an answer that is half a second old may be given without asking again.
    answer = await door.get(f"/v1/organisations/{ODS}/audit")
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert _away(answer.json()) == ["indicators is away"]
    # What asks the dead service says the same; what does not ask it goes on.
    pack = await door.get(f"/v1/organisations/{ODS}/trajectories", params={"year": 2018})
    assert (pack.status_code, _away(pack.json())) == (503, ["indicators is away"])
    assert (await door.get("/v1/frameworks")).status_code == 200

    await indicators.start()
    await indicators.ready()
    answer = await door.get(f"/v1/organisations/{ODS}")
    assert (answer.status_code, answer.json()["name"]) == (200, BODY["name"])


async def test_a_watched_process_that_dies_is_started_again(
    installation: Installation, door: httpx2.AsyncClient
) -> None:
    said: list[str] = []
    back = asyncio.Event()

    def say(line: str) -> None:
        said.append(line)
        if "is back" in line:
            back.set()

    trajectory = installation.processes["trajectory"]
    before = trajectory.pid
    async with watched([trajectory], say):
        os.kill(before, signal.SIGKILL)
        await asyncio.wait_for(back.wait(), 60)
    assert said[0].startswith("trajectory ended (signal 9)")
    assert trajectory.pid != before
    assert (await door.get("/_status")).status_code == 200


async def test_two_gateways_share_a_limit(installation: Installation, tmp_path: Path) -> None:
    """A client that spends its calls on one has none left on the other."""
    limited = {**installation.gateway.variables, "WRES_LIMIT_CLIENT": "60", "WRES_METRICS_PORT": "0"}
    gateways = []
    for name in ("first", "second"):
        port = free_port()
        variables = {**limited, "WRES_PORT": str(port)}
        gateways.append(Process(name, ["gateway", "serve"], variables, f"http://127.0.0.1:{port}", tmp_path / name))
    try:
        for each in gateways:
            await each.start()
        await asyncio.gather(*(each.ready() for each in gateways))
        headers = {"apikey": installation.administrator_key}
        first, second = (f"{each.address}/v1/frameworks" for each in gateways)
        async with httpx2.AsyncClient(headers=headers, timeout=10) as client:
            spent = [(await client.get(first)).status_code for _ in range(60)]
            left: list[int] = []
            while 429 not in left and len(left) < 40:
                left.append((await client.get(second)).status_code)
                await asyncio.sleep(0.1)
    finally:
        for each in gateways:
            await each.stop()
    assert spent == [200] * 60
    # By itself the second would take sixty; it hears of the first a quarter of a second after its own first call.
    assert left[-1] == 429


MAY_NOT: Final = (
    "SELECT count(*) FROM indicators.organisation",
    "CREATE TABLE oversight.planted (n integer)",
    "CREATE TABLE trajectory.planted (n integer)",
    "ALTER TABLE trajectory.scenario DROP COLUMN document",
    "DROP TABLE trajectory.scenario",
    "ALTER TABLE trajectory.audit DISABLE TRIGGER ALL",
    "UPDATE trajectory.audit SET by = 'nobody'",
    "DELETE FROM trajectory.audit",
    "TRUNCATE trajectory.audit",
    "UPDATE trajectory.alembic_version SET version_num = 'trajectory_0001'",
    "SET ROLE wres_trajectory_owner",
)


async def test_a_role_reads_and_writes_rows_of_its_own_schema(installation: Installation) -> None:
    connection = await asyncpg.connect(installation.processes["trajectory"].variables["WRES_DATABASE_URL"])
    try:
        assert await connection.fetchval("SELECT count(*) FROM trajectory.alembic_version") == 1
        assert await connection.fetchval("SELECT count(*) FROM trajectory.audit") >= 0
        assert await connection.execute("DELETE FROM trajectory.scenario WHERE ods = 'none'") == "DELETE 0"
    finally:
        await connection.close()


@pytest.mark.parametrize("statement", MAY_NOT)
async def test_a_role_can_do_no_more_than_that(installation: Installation, statement: str) -> None:
    connection = await asyncpg.connect(installation.processes["trajectory"].variables["WRES_DATABASE_URL"])
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_port_that_is_taken_is_named_before_anything_starts(
    installation: Installation, tmp_path: Path
) -> None:
    taken = int(installation.gateway.address.rpartition(":")[2])
    with pytest.raises(StartError, match=f"Port {taken} is taken"):
        async with running(tmp_path / "second", port=taken):
            pass
    assert not (tmp_path / "second" / FILE).exists()
