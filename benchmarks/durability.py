"""What is acknowledged is kept, once: processes are killed while sixteen writers write, on both databases.

Every write has an Idempotency-Key and is sent again until it is acknowledged. Then everything is read back: each
acknowledged write must be there, once, under the id that was told. In one process the process is killed; in the
shape of four, any of them, or a process of PostgreSQL, which then goes through its own recovery.
"""

import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import KEY
from deployment.installation import free_port, running
from deployment.processes import Process
from deployment.watching import watched

ROUNDS: Final = int(os.environ.get("DURABILITY_ROUNDS", "10"))
WRITES: Final = int(os.environ.get("DURABILITY_WRITES", "1000"))
WRITERS: Final = 16
BODIES: Final = tuple(f"ZZ{number:03}" for number in range(WRITERS))
KILLS: Final = 2
"""In each round, each at a moment drawn by lot: after so many of its writes, with others under way."""

_AGAIN_SECONDS: Final = 0.1

Kill = Callable[[], str]
"""Kills something, and says what."""


@dataclass
class Shape:
    """A shape of the product under test: where it answers, what of it is killed, and what was acknowledged so far."""

    name: str
    address: str
    kill: Kill
    told: dict[str, str] = field(default_factory=dict)
    """The id of each acknowledged write, by its title."""
    kills: Counter[str] = field(default_factory=Counter)
    tries: int = 0


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: an acknowledged write is lost, or is there twice.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    for shape in (_one_process, _four_processes):
        async with shape(folder) as each:
            await _tried(each)


@asynccontextmanager
async def _one_process(folder: Path) -> AsyncIterator[Shape]:
    port = free_port()
    variables = {
        "WRES_DATA": str(folder / "one"),
        "WRES_PORT": str(port),
        "WRES_BOOTSTRAP_KEY": KEY,
        "WRES_DEMO": "0",
    }
    process = Process("gateway", ["gateway", "serve"], variables, f"http://127.0.0.1:{port}", folder / "one.log")
    await process.start()
    try:
        await process.ready()
        async with watched([process], _quiet):
            yield Shape("one process, SQLite", process.address, lambda: _killed(process))
    finally:
        await process.stop()


@asynccontextmanager
async def _four_processes(folder: Path) -> AsyncIterator[Shape]:
    data = folder / "apart"
    async with running(data, administrator_key=KEY) as installation:
        processes = list(installation.processes.values())

        def kill() -> str:
            chosen = random.randrange(len(processes) + 1)  # noqa: S311 - which dies next is no secret
            return _killed(processes[chosen]) if chosen < len(processes) else _killed_postgresql(data)

        async with watched(processes, _quiet):
            yield Shape("four processes, PostgreSQL", installation.gateway.address, kill)


def _quiet(_line: str) -> None:
    """Say nothing."""


def _killed(process: Process) -> str:
    if process.alive:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    return process.name


def _killed_postgresql(data: Path) -> str:
    """Kill one of PostgreSQL's processes; it then ends all others, and recovers from its log."""
    (file,) = data.rglob("postmaster.pid")
    children = _children(int(file.read_text().splitlines()[0]))
    with suppress(ProcessLookupError, IndexError):
        os.kill(random.choice(children), signal.SIGKILL)  # noqa: S311 - as above
    return "postgresql"


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(status.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(status.parent.name))
    return found


async def _tried(shape: Shape) -> None:
    async with httpx2.AsyncClient(base_url=shape.address, timeout=30, trust_env=False) as client:
        for ods in BODIES:
            body = {"name": f"Body {ods}", "type": "acute"}
            answer = await client.put(f"/v1/organisations/{ods}", json=body, headers={"apikey": KEY})
            answer.raise_for_status()
    started = time.monotonic()
    for number in range(ROUNDS):
        await _round(shape, number)
    seconds = time.monotonic() - started
    lost, doubled, others = await _held_against_what_is_stored(shape)
    kills = ", ".join(f"{name} {count}" for name, count in sorted(shape.kills.items()))
    print(
        f"{shape.name}: {ROUNDS} rounds × {WRITES:,} writes by {WRITERS} writers in {seconds:.0f} s; "
        f"{shape.kills.total()} kills ({kills}); {shape.tries:,} tries; acknowledged {len(shape.told):,}, "
        f"lost {lost}, doubled {doubled}, under another id {others}"
    )
    if lost or doubled or others or len(shape.told) != ROUNDS * WRITES:
        raise WrongAnswersError("what was acknowledged is not what is stored")


async def _round(shape: Shape, number: int) -> None:
    before = number * WRITES
    moments = sorted(random.sample(range(before, before + WRITES - WRITERS), KILLS))
    killing = asyncio.create_task(_killing(shape, moments))
    titles = [f"Round {number} write {each}" for each in range(WRITES)]
    await asyncio.gather(*(_written(shape, ods, titles[place::WRITERS]) for place, ods in enumerate(BODIES)))
    await killing


async def _killing(shape: Shape, moments: Sequence[int]) -> None:
    for each in moments:
        while len(shape.told) < each:  # noqa: ASYNC110 - between looks the kill falls at a moment drawn by lot
            await asyncio.sleep(random.uniform(0.0, 0.05))  # noqa: S311 - as above
        shape.kills[shape.kill()] += 1


async def _written(shape: Shape, ods: str, titles: Sequence[str]) -> None:
    async with httpx2.AsyncClient(base_url=shape.address, timeout=30, trust_env=False) as client:
        for title in titles:
            while title not in shape.told:
                shape.tries += 1
                with suppress(httpx2.HTTPError):
                    answer = await client.post(f"/v1/organisations/{ods}/actions", **_call(title))
                    if answer.status_code == 201:
                        shape.told[title] = answer.json()["id"]
                        break
                    if answer.status_code < 500 and answer.status_code != 409:
                        raise WrongAnswersError(f"{answer.status_code} {answer.text[:300]}")
                await asyncio.sleep(_AGAIN_SECONDS)


def _call(title: str) -> dict[str, Any]:
    action = {
        "title": title,
        "aim": "To be kept.",
        "strategic_objective": "1.2",
        "indicators": ["1"],
        "owner_role": "Chief People Officer",
        "status": "planned",
        "due_on": "2030-03-31",
    }
    return {"json": action, "headers": {"apikey": KEY, "idempotency-key": title.replace(" ", "-")}}


async def _held_against_what_is_stored(shape: Shape) -> tuple[int, int, int]:
    """Return how many acknowledged writes are lost, are there twice, and have another id than was told."""
    stored: list[tuple[str, str]] = []
    async with httpx2.AsyncClient(base_url=shape.address, timeout=60, trust_env=False) as client:
        for ods in BODIES:
            stored += [item async for item in _actions(client, ods)]
    times = Counter(title for title, _ in stored)
    ids = dict(stored)
    lost = sum(1 for title in shape.told if not times[title])
    others = sum(1 for title, told in shape.told.items() if times[title] == 1 and ids[title] != told)
    return lost, sum(1 for count in times.values() if count > 1), others


async def _actions(client: httpx2.AsyncClient, ods: str) -> AsyncIterator[tuple[str, str]]:
    cursor: str | None = None
    while True:
        query = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        answer: httpx2.Response | None = None
        while answer is None or not answer.is_success:
            # The last kill may have been a moment ago.
            with suppress(httpx2.TransportError):
                answer = await client.get(f"/v1/organisations/{ods}/actions", params=query, headers={"apikey": KEY})
            if answer is None or not answer.is_success:
                await asyncio.sleep(_AGAIN_SECONDS)
        page = answer.json()
        for each in page["items"]:
            yield each["title"], each["id"]
        cursor = page["next"]
        if cursor is None:
            return
