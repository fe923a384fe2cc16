"""The feed of changes under fire: 16 writers, 4 followers, real HTTP, on both databases.

Each writer records official outcomes of a trust of its own and sets its local goals, so that two services tell of
changes at once. Every follower must be told of each change once, and of each thing in the order in which it changed.
"""

import asyncio
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import KEY, embedded
from deployment.installation import running

WRITERS: Final = 16
EACH: Final = 63
FOLLOWERS: Final = 4
PAGE: Final = 50
_EVERY_GOAL: Final = 3
"""One change in so many is of a goal; the others are of official outcomes."""

Told = tuple[str, str]
"""A change: of what kind, and the address of what changed."""


@dataclass
class Follower:
    """What one follower was told, in order: kinds and addresses, tags, and cursors."""

    told: list[Told] = field(default_factory=list)
    tags: dict[Told, list[str]] = field(default_factory=lambda: defaultdict(list))
    cursors: set[str] = field(default_factory=set)
    pulls: int = 0


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a follower missed a change, was told one twice, or in another order.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    async with embedded(folder / "sqlite") as address:
        await _followed("one process, SQLite", address)
    async with running(folder / "apart", administrator_key=KEY, demo=True) as installation:
        await _followed("four processes, PostgreSQL", installation.gateway.address)


async def _followed(name: str, address: str) -> None:
    async with _calling(address) as door:
        trusts = (await _sent(door, "GET", "/v1/organisations?type=acute&limit=16"))["items"]
        start = await _newest(door)
        done = asyncio.Event()
        started = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            followers = [group.create_task(_follow(address, start, done)) for _ in range(FOLLOWERS)]
            written = await asyncio.gather(*(_write(address, trust["ods"]) for trust in trusts))
            seconds = time.perf_counter() - started
            done.set()
        seen = [each.result() for each in followers]
    expected = Counter(change for each in written for change in each)
    for follower in seen:
        _require(follower, expected)
    total = expected.total()
    print(
        f"{name}: {total:,} changes by {len(written)} writers in {seconds:.1f} s ({total / seconds:,.0f} a second); "
        f"{FOLLOWERS} followers made {', '.join(str(each.pulls) for each in seen)} pulls; each saw "
        f"{', '.join(f'{len(each.told):,}' for each in seen)}: all, once, in order"
    )


def _require(follower: Follower, expected: Counter[Told]) -> None:
    found = Counter(follower.told)
    if found != expected:
        missed, twice = (expected - found).total(), (found - expected).total()
        raise WrongAnswersError(f"a follower missed {missed} changes and was told {twice} too often")
    if len(follower.cursors) != len(follower.told):
        raise WrongAnswersError("two changes had the same cursor")
    for change, tags in follower.tags.items():
        if change[0] == "assessment" and tags != [str(number) for number in range(1, len(tags) + 1)]:
            raise WrongAnswersError(f"the changes of {change[1]} were told in another order: {tags}")


@asynccontextmanager
async def _calling(address: str, key: str = KEY) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=address, headers={"apikey": key}, timeout=60, trust_env=False) as client:
        yield client


async def _sent(door: httpx2.AsyncClient, method: str, path: str, body: Any = None) -> Any:
    answer = await door.request(method, path, json=body)
    if not answer.is_success:
        raise WrongAnswersError(f"{method} {path} answered {answer.status_code}: {answer.text}")
    return answer.json()


async def _newest(door: httpx2.AsyncClient) -> str:
    """Return the cursor after everything there is."""
    cursor = ""
    while True:
        page = await _sent(door, "GET", f"/v1/changes?cursor={cursor}" if cursor else "/v1/changes")
        cursor = str(page["cursor"])
        if not page["more"]:
            return cursor


async def _write(address: str, ods: str) -> list[Told]:
    """Change things of one trust one after the other; return what a follower must be told."""
    async with _calling(address) as door:
        made = await _sent(door, "POST", "/v1/clients", {"name": f"Benchmark {ods}", "kind": "provider", "body": ods})
        told = []
        async with _calling(address, made["key"]) as own:
            for number in range(EACH):
                of_goal = number % _EVERY_GOAL == 0
                told.append(await (_goal(own, ods, number) if of_goal else _outcome(door, ods, number)))
    return told


async def _outcome(door: httpx2.AsyncClient, ods: str, number: int) -> Told:
    path = f"/v1/organisations/{ods}/official-outcomes/sof-2017"
    body = {"rating": str(number % 4 + 1), "date": "2018-06-01", "source": "A segmentation of the benchmark"}
    await _sent(door, "PUT", path, body)
    return "assessment", path


async def _goal(own: httpx2.AsyncClient, ods: str, number: int) -> Told:
    path = f"/v1/organisations/{ods}/goals/5?staff_group=clinical_non_medical&kind=local"
    await _sent(own, "PUT", path, {"share": 0.3 + number / 1_000, "year": 2028, "baseline_year": 2018})
    return "goal", path


async def _follow(address: str, cursor: str, done: asyncio.Event) -> Follower:
    """Pull page after page until everything was written and nothing follows."""
    follower = Follower()
    async with _calling(address) as door:
        while True:
            finished = done.is_set()
            page = await _sent(door, "GET", f"/v1/changes?cursor={cursor}&limit={PAGE}")
            follower.pulls += 1
            for line in page["items"]:
                change = (line["kind"], line["href"])
                follower.told.append(change)
                follower.tags[change].append(line["etag"])
                follower.cursors.add(line["cursor"])
            cursor = page["cursor"]
            if finished and not page["items"]:
                return follower
