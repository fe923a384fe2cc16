"""Load from the program ``wrk``: many connections, each sending its next request when the last is answered."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.failures import MissingProgramError

_SCRIPT: Final = Path(__file__).with_name("paths.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What one run showed: times in milliseconds, ``broken`` connections, and ``refused`` calls (400 or above)."""

    per_second: float
    p50: float
    p99: float
    requests: int
    broken: int
    refused: int

    def line(self, name: str) -> str:
        """Return the run as one line of a table."""
        return (
            f"{name:<34} {self.per_second:>9,.0f} requests/s   p50 {self.p50:>7.2f} ms   p99 {self.p99:>7.2f} ms   "
            f"errors {self.broken + self.refused}"
        )


def require_wrk() -> str:
    """Return where ``wrk`` is.

    Raises:
        MissingProgramError: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        raise MissingProgramError("This benchmark needs wrk: apt-get install wrk")
    return found


async def load(
    address: str, paths: Path, seconds: int, connections: int, headers: Mapping[str, str] | None = None
) -> Load:
    """Ask ``address`` for the paths in the file ``paths``, in turn, over ``connections`` for ``seconds``."""
    told = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
    arguments = ("-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", *told, "-s", str(_SCRIPT), address)
    program = await asyncio.create_subprocess_exec(
        require_wrk(), *arguments, "--", str(paths), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await program.communicate()
    return parsed(output.decode())


def parsed(output: str) -> Load:
    """Return the results from what ``wrk`` wrote: the line that the script adds.

    Raises:
        ValueError: there is no such line; ``wrk`` could not run.
    """
    lines = [line for line in output.splitlines() if line.startswith("RESULT ")]
    if len(lines) != 1:
        raise ValueError(f"wrk gave no results: {output.strip()}")
    requests, duration, p50, p99, broken, refused = (int(field) for field in lines[0].split()[1:])
    return Load(requests / (duration / 1e6), p50 / 1000, p99 / 1000, requests, broken, refused)
