"""What becomes of the others while somebody abuses the gateway: slow, huge, packed, idle calls, one after the other.

The product in one process with the demonstration data and the limits that it comes with, but for the number of calls.
A well-behaved client goes on reading one organisation's indicators all the while; how long it waits is held against
how long it waits when all is quiet, in the same run.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import httpx2

from benchmarks.failures import WrongAnswersError
from benchmarks.installed import KEY, process
from benchmarks.national_memory import now_mb

READ: Final = "/v1/organisations/ZT001/indicators?year=2018"
QUIET_SECONDS: Final = 5.0
_PROBING_SECONDS: Final = 0.02
LORISES: Final = 400
IDLE: Final = 500
ROUNDS: Final = 10


@dataclass
class Seen:
    """What the well-behaved client saw, in milliseconds, and the most memory that the server had, MB."""

    waits: list[float] = field(default_factory=list)
    failed: int = 0
    most_mb: float = 0.0

    def percentile(self, share: float) -> float:
        """Return a percentile of the waits, milliseconds."""
        return sorted(self.waits)[int(share * (len(self.waits) - 1))]


Attack = Callable[[str], Awaitable[Counter[str]]]
"""Abuses the server at an address; returns what came of its calls, counted."""


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: the well-behaved client was refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    bomb = _bomb(folder).read_bytes()
    attacks: dict[str, Attack] = {
        f"slow loris, {LORISES} connections": _slow_loris,
        f"{ROUNDS} times 20 bodies of 10 MB JSON at once": _large_bodies,
        f"{ROUNDS} times 50 requests of 10,000 headers at once": _many_headers,
        f"10 zip bombs ({len(bomb) // 1000:,} kB for 1 GB)": lambda address: _bombs(address, bomb),
        f"{IDLE} idle connections, 15 s": _idle,
    }
    async with process(folder) as (address, pid):
        quiet = await _watched(address, pid, asyncio.sleep(QUIET_SECONDS))
        start = now_mb(pid)
        print(
            f"quiet: p50 {quiet.percentile(0.5):.1f} ms, p99 {quiet.percentile(0.99):.1f} ms, memory {start:,.0f} MB"
        )
        for name, attack in attacks.items():
            came: list[Counter[str]] = []
            seen = await _watched(address, pid, _noting(attack, address, came))
            print(_line(name, seen, quiet, start, came[0]))
            if seen.failed or not seen.waits:
                raise WrongAnswersError(f"{seen.failed} calls of the well-behaved client failed during: {name}")


def _line(name: str, seen: Seen, quiet: Seen, start: float, came: Counter[str]) -> str:
    told = ", ".join(f"{count} × {what}" for what, count in sorted(came.items()))
    slower = seen.percentile(0.5) / quiet.percentile(0.5)
    return (
        f"{name}: {told}\n    others: {len(seen.waits)} served, 0 failed, p50 {seen.percentile(0.5):.1f} ms "
        f"({slower:.1f} × quiet), p99 {seen.percentile(0.99):.1f} ms; memory at most +{seen.most_mb - start:,.0f} MB"
    )


async def _noting(attack: Attack, address: str, came: list[Counter[str]]) -> None:
    came.append(await attack(address))


async def _watched(address: str, pid: int, meanwhile: Awaitable[None]) -> Seen:
    """Go on reading as a well-behaved client, and watch the server's memory, until something is over."""
    seen, over = Seen(), asyncio.ensure_future(meanwhile)
    async with httpx2.AsyncClient(base_url=address, trust_env=False, timeout=20) as client:
        while not over.done():
            started = time.perf_counter()
            try:
                good = (await client.get(READ)).status_code == 200
            except httpx2.TransportError:
                good = False
            seen.waits.append((time.perf_counter() - started) * 1000)
            seen.failed += not good
            seen.most_mb = max(seen.most_mb, now_mb(pid))
            await asyncio.sleep(_PROBING_SECONDS)
    await over
    return seen


async def _connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, _, port = address.removeprefix("http://").partition(":")
    return await asyncio.open_connection(host, int(port))


async def _outcome(reader: asyncio.StreamReader) -> str:
    """Return the status that came, or that the connection was closed without one."""
    try:
        line = await asyncio.wait_for(reader.readline(), 30)
    except TimeoutError:
        return "no answer in 30 s"
    except OSError:
        return "closed"
    return line.split()[1].decode() if line else "closed"


async def _slow_loris(address: str) -> Counter[str]:
    """Send one header line a second on many connections, and never the last."""

    async def one() -> str:
        reader, writer = await _connected(address)
        writer.write(b"GET /v1/organisations HTTP/1.1\r\nhost: a\r\n")
        outcome = asyncio.ensure_future(_outcome(reader))
        while not outcome.done():
            with suppress(OSError):
                writer.write(b"x-more: yes\r\n")
            await asyncio.wait([outcome], timeout=1)
        writer.close()
        return await outcome

    return Counter(await asyncio.gather(*(one() for _ in range(LORISES))))


async def _posted(address: str, path: str, body: bytes, headers: bytes = b"") -> str:
    reader, writer = await _connected(address)
    head = (
        f"POST {path} HTTP/1.1\r\nhost: a\r\napikey: {KEY}\r\ncontent-length: {len(body)}\r\n"
        "connection: close\r\n".encode()
        + headers
        + b"\r\n"
    )
    with suppress(OSError):
        writer.write(head)
        writer.write(body)
        await writer.drain()
    outcome = await _outcome(reader)
    writer.close()
    return outcome


async def _large_bodies(address: str) -> Counter[str]:
    body = b'{"lines": [' + b"1, " * 3_333_000 + b"1]}"
    as_json = b"content-type: application/json\r\n"
    return await _in_rounds(lambda: _posted(address, "/v1/indicators:compute", body, as_json), 20)


async def _many_headers(address: str) -> Counter[str]:
    headers = b"".join(b"x-%05d: yes\r\n" % number for number in range(10_000))
    return await _in_rounds(lambda: _posted(address, "/v1/indicators:compute", b"", headers), 50)


async def _in_rounds(call: Callable[[], Awaitable[str]], at_once: int) -> Counter[str]:
    """Make a call many times at once, again and again."""
    came = Counter[str]()
    for _ in range(ROUNDS):
        came.update(await asyncio.gather(*(call() for _ in range(at_once))))
    return came


def _bomb(folder: Path) -> Path:
    """Write a workbook whose one sheet unpacks to 1 GB."""
    path = folder / "bomb.xlsx"
    with (
        ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as out,
    ):
        for _ in range(1_000):
            out.write(b"0" * 1_000_000)
    return path


async def _bombs(address: str, content: bytes) -> Counter[str]:
    """Upload the bomb as a collection form, and see what became of the batch."""
    async with httpx2.AsyncClient(base_url=address, headers={"apikey": KEY}, timeout=60, trust_env=False) as client:

        async def one() -> str:
            files = {
                "file": ("form.xlsx", content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            }
            answer = await client.post("/v1/returns:upload", files=files)
            if answer.status_code != 202:
                return str(answer.status_code)
            href = f"/v1/batches/{answer.json()['id']}"
            for _ in range(300):
                batch = (await client.get(href)).json()
                if batch["state"] not in ("queued", "reading", "checking", "storing"):
                    return f"batch {batch['state']}, {batch['accepted']} accepted"
                await asyncio.sleep(0.1)
            return "batch not done in 30 s"

        return Counter([await one() for _ in range(10)])


async def _idle(address: str) -> Counter[str]:
    """Open connections and say nothing for as long as they are left open, or 15 s."""

    async def one() -> str:
        reader, writer = await _connected(address)
        try:
            closed = not await asyncio.wait_for(reader.read(1), 15)
        except TimeoutError:
            return "still open after 15 s"
        except OSError:
            closed = True
        finally:
            writer.close()
        return "closed by the server" if closed else "answered"

    return Counter(await asyncio.gather(*(one() for _ in range(IDLE))))
