"""Reading one organisation's results in stores of 200, 2,000 and 20,000 organisations: it must not matter how many.

The service answers in this process over its own SQLite file, so that what is timed is the read and not the network.
Every read is of another organisation, for the first time: nothing is answered from memory but the year's columns.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx2
import numpy as np
from sqlalchemy import insert

from benchmarks.failures import WrongAnswersError
from indicators_service import demonstration
from indicators_service.app import SERVICE, application
from indicators_service.loading import RECORDED_BY, entry, organisation, publish_all
from indicators_service.store import returns
from indicators_service.tables import OrganisationRow, OrganisationVersionRow
from services.command import migrate
from services.database import Database, open_database
from services.identity import HEADER, Caller, Signer
from services.instants import now
from services.settings import Settings
from vocabulary.clients import ClientKind

SIZES: Final = (200, 2_000, 20_000)
READS: Final = 150
YEAR: Final = 2018
GOAL: Final = 1.2
_SEED: Final = 2018
_AT_ONCE: Final = 1_000
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_READERS: Final = (Caller("regulator", ClientKind.REGULATOR), Caller("public", ClientKind.PUBLIC))


def measure() -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: a read was refused.
    """
    print(f"{READS} reads of other organisations each; the median is compared with that of {SIZES[0]} organisations")
    least: dict[str, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for reader, seconds in asyncio.run(_measured(Path(folder), size)).items():
                ratio = seconds / least.setdefault(reader, seconds)
                print(f"{size:>7,} organisations, {reader:<10} {seconds * 1000:>7.2f} ms   ratio {ratio:.2f}")


async def _measured(folder: Path, size: int) -> dict[str, float]:
    settings = Settings(data=folder, demo=False, log_level="ERROR", remembered_answers=1)
    await migrate(SERVICE, settings)
    database = open_database(settings, SERVICE.name)
    try:
        await _fill(database, size)
    finally:
        await database.engine.dispose()
    async with _client(settings) as client:
        return {reader.client: await _median(client, Signer(settings).sign(reader), size) for reader in _READERS}


def _code(number: int) -> str:
    """Return an ODS code that no real body has: a Z and a number in base 36."""
    text = ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return f"Z{text}"


def _bodies(size: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give invented bodies with their returns: those of the demonstration, over and over under new codes."""
    bodies, documents = demonstration.organisations(), demonstration.returns(YEAR)
    for number in range(size):
        body, document = bodies[number % len(bodies)], documents[number % len(bodies)]
        yield {**body, "ods": _code(number)}, {**document, "organisation": _code(number)}


async def _fill(database: Database, size: int) -> None:
    at, filling = now(), list(_bodies(size))
    for start in range(0, size, _AT_ONCE):
        some = filling[start : start + _AT_ONCE]
        async with database.writing() as session:
            rows = [organisation(body, at).model_dump() for body, _ in some]
            await session.exec(insert(OrganisationRow), params=rows)
            await session.exec(insert(OrganisationVersionRow), params=rows)
            entries = [entry(document, at) for _, document in some]
            await returns.add(session, entries)
            await publish_all(session, at, RECORDED_BY, [row for row, _ in entries])


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    app = application(settings)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://indicators", timeout=None) as client:
            yield client


async def _median(client: httpx2.AsyncClient, token: str, size: int) -> float:
    chosen = np.random.default_rng(_SEED).choice(size, READS + 1, replace=False).tolist()
    taken = [await _timed(client, token, _code(number)) for number in chosen]
    # The first read of a year makes its columns, and the public's its release.
    return statistics.median(taken[1:])


async def _timed(client: httpx2.AsyncClient, token: str, ods: str) -> float:
    started = time.perf_counter()
    answer = await client.get(f"/v1/organisations/{ods}/indicators?year={YEAR}", headers={HEADER: token})
    taken = time.perf_counter() - started
    if answer.status_code != 200 or json.loads(answer.content)["organisation"]["ods"] != ods:
        raise WrongAnswersError(f"the read of {ods} was answered with {answer.status_code}")
    return taken
