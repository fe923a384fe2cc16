"""A national file from upload to benchmark: 430 organisations, three years, two mistakes that must be told by cell.

``python -m benchmarks.national`` puts up an installation of its own, four processes over PostgreSQL, and tells its
peak memory too. ``--gateway URL --key KEY`` takes a gateway that runs already, with an administrator's key; it must
have no organisations, because what is sent there stays there.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from benchmarks.failures import WrongAnswersError
from benchmarks.national_answers import Answer, all_taken, require_expected, require_shares, unexplained
from benchmarks.national_file import NationalFile, national_file
from benchmarks.national_memory import own_peak_mb, peak_mb, told
from benchmarks.national_steps import Door, line, progress, progress_over, step
from deployment.installation import Installation, running

YEAR: Final = 2018
ORGANISATION: Final = "ZT001"
ENGLAND: Final = f"/v1/areas/england/indicators?year={YEAR}"
BENCHMARKS: Final = f"/v1/organisations/{ORGANISATION}/benchmarks?year={YEAR}&group=england"
_ASKING_SECONDS: Final = 0.2
_ROUNDS: Final = 20
"""As often as the sign-off is asked for: each refusal may name warnings that were not known of before."""


def measure(gateway: str | None = None, key: str | None = None) -> None:
    """Measure and print.

    Raises:
        WrongAnswersError: something was refused, taken or computed other than it should be.
    """
    asyncio.run(_elsewhere(gateway, key) if gateway is not None and key is not None else _here())


async def _here() -> None:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        async with running(Path(folder) / "installation", demo=False) as installation:
            line("installation put up", time.perf_counter() - started)
            await _proved(installation.gateway.address, installation.administrator_key)
            _tell_memory(installation)


async def _elsewhere(gateway: str, key: str) -> None:
    await _proved(gateway, key)
    print(f"peak memory: this program {told(own_peak_mb())}; of the gateway's processes it is not known from here")


def _tell_memory(installation: Installation) -> None:
    for name, process in installation.processes.items():
        print(f"peak memory: {name:<12} {told(peak_mb(process.pid)):>10}")
    print(f"peak memory: {'this program':<12} {told(own_peak_mb()):>10}   (PostgreSQL is not counted)")


async def _proved(address: str, key: str) -> None:
    with step("file made") as note:
        file = national_file()
        note.text = f"{file.total:,} returns, {len(file.returns) / 1e6:.1f} MB"
    async with Door(address, key) as first:
        await _require_empty(first)
        await _register(first, file)
        batch = await _uploaded(first, file)
        require_expected(batch, file)
        async with _second_client(first, address) as second:
            await _published(first, second, batch, len(file.sound))
        await _read(first, file)


async def _require_empty(door: Door) -> None:
    found = (await door.get("/v1/organisations?limit=1"))["total"]
    if found:
        raise WrongAnswersError(f"The gateway has {found:,} organisations; name one that has none.")


async def _register(door: Door, file: NationalFile) -> None:
    with step("organisations registered") as note:
        added = (await door.send_csv("/v1/organisations:import", file.organisations))["added"]
        note.text = f"{added} organisations"


async def _uploaded(door: Door, file: NationalFile) -> Answer:
    """Send the file and follow it to its end."""
    with step("file uploaded") as note:
        batch: Answer = await door.send_csv("/v1/returns:upload?name=national.csv", file.returns)
        note.text = f"{batch['size'] / 1e6:.1f} MB"
    for name, states in (("file read", ("queued", "reading")), ("returns validated", ("checking",))):
        with step(name):
            batch = await _followed(door, batch, states)
    with step("returns stored"):
        batch = await _followed(door, batch, ("storing",))
    return batch


async def _followed(door: Door, batch: Answer, states: Iterable[str]) -> Answer:
    """Wait until a file is past some states."""
    while batch["state"] in states:
        await asyncio.sleep(_ASKING_SECONDS)
        batch = await door.get(f"/v1/batches/{batch['id']}")
        progress(batch["state"], batch["done"], batch["total"])
    progress_over()
    return batch


@asynccontextmanager
async def _second_client(first: Door, address: str) -> AsyncIterator[Door]:
    """Make a client for the second person, and revoke it at the end."""
    made = await first.post("/v1/clients", {"name": "Second of the national file", "kind": "administrator"})
    try:
        async with Door(address, made["key"]) as second:
            yield second
    finally:
        await first.delete(f"/v1/clients/{made['id']}")


async def _published(first: Door, second: Door, batch: Answer, wanted: int) -> None:
    """Take every return of the file through its life: one client submits, another signs off and explains."""
    whole = {"batch": batch["id"]}
    with step("returns submitted") as note:
        note.text = all_taken(await first.post("/v1/returns:transition", {"to": "submitted", **whole}), wanted)
    with step("returns signed off") as note:
        codes = {warning["code"] for warning in batch["warnings"]}
        note.text = f"{await _signed_off(second, whole, codes, wanted)}, {len(codes)} kinds of warning explained"
    with step("returns published") as note:
        note.text = all_taken(await first.post("/v1/returns:transition", {"to": "published", **whole}), wanted)


async def _signed_off(door: Door, asked: Answer, codes: set[str], wanted: int) -> str:
    """Sign off, and ask again for those with a warning beyond the list of the batch; ``codes`` grows by those."""
    taken = 0
    for _ in range(_ROUNDS):
        told = [{"code": code, "text": "Checked: the figures are invented."} for code in sorted(codes)]
        answer = await door.post("/v1/returns:transition", {"to": "signed_off", "explanations": told, **asked})
        taken += answer["taken"]
        left = answer["refused"]
        if not left:
            return all_taken({**answer, "taken": taken}, wanted)
        codes |= unexplained(left)
        asked = {"returns": [{name: each[name] for name in ("organisation", "year")} for each in left]}
    raise WrongAnswersError(f"{len(left)} returns were not signed off: {left[:2]}")


async def _read(door: Door, file: NationalFile) -> None:
    sound = file.nation(YEAR)
    england = await _cold_and_warm(door, "England computed", ENGLAND)
    require_shares(england, file, YEAR)
    benchmarked = await _cold_and_warm(door, f"{ORGANISATION} benchmarked against England", BENCHMARKS)
    compared = len(benchmarked["group"]["organisations"])
    print(f"  {len(benchmarked['items'])} measures beside {compared} organisations")
    if compared != len(sound) or not benchmarked["items"]:
        raise WrongAnswersError(f"{compared} organisations were compared, not {len(sound)}")


async def _cold_and_warm(door: Door, name: str, path: str) -> Answer:
    with step(f"{name}, cold"):
        answer: Answer = await door.get(path)
    with step(f"{name}, warm"):
        again = await door.get(path)
    if again != answer:
        raise WrongAnswersError(f"{path} was answered in two ways")
    return answer


def main() -> None:
    """Run this benchmark alone; exit 1 when an answer was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national")
    parser.add_argument("--gateway", metavar="URL", help="a gateway that runs already, without organisations")
    parser.add_argument("--key", help="an administrator's API key for it")
    given = parser.parse_args()
    if (given.gateway is None) != (given.key is None):
        parser.error("--gateway and --key go together")
    try:
        measure(given.gateway, given.key)
    except WrongAnswersError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
