"""The processes of an installation on this machine: started, asked whether they are up, stopped."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import httpx2

ROOT: Final = Path(__file__).resolve().parent.parent
_STOPPING_SECONDS: Final = 10.0
_ASKING_SECONDS: Final = 0.1

Say = Callable[[str], None]
"""Tells the person who waits one line."""


class StartError(RuntimeError):
    """A process or a step before it did not come up; the message says which, and where to read on."""


class Process:
    """One program that serves HTTP at ``address``, run with the settings in ``variables``.

    Its output is added to the file ``log``.
    """

    def __init__(
        self, name: str, arguments: Sequence[str], variables: Mapping[str, str], address: str, log: Path
    ) -> None:
        self.name = name
        self.address = address
        self.log = log
        self.variables = variables
        self._arguments = arguments
        self._running: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The number of the running process, or of the one that ran last."""
        if self._running is None:
            raise StartError(f"{self.name} was never started")
        return self._running.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs, as far as its end has been noticed."""
        return self._running is not None and self._running.returncode is None

    async def start(self) -> None:
        """Start the program; ``ready`` says when it answers."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._running = await _launched(self._arguments, self.variables, log.fileno())

    async def ready(self, seconds: float = 30) -> None:
        """Wait until the process answers ``/_ping``.

        Raises:
            StartError: it ended instead, or does not answer in time.
        """
        until = asyncio.get_running_loop().time() + seconds
        async with httpx2.AsyncClient(base_url=self.address, trust_env=False) as client:
            while not await _answers(client):
                if not self.alive:
                    raise StartError(f"{self.name} ended while starting; see {self.log}")
                if asyncio.get_running_loop().time() > until:
                    raise StartError(f"{self.name} does not answer after {seconds:.0f} s; see {self.log}")
                await asyncio.sleep(_ASKING_SECONDS)

    async def ended(self) -> int:
        """Wait until the process ends; return its exit code, negative for a signal."""
        return await self._running.wait() if self._running is not None else 0

    async def stop(self) -> None:
        """Ask the process to end, wait, and end it by force when it does not."""
        if self._running is None or not self.alive:
            return
        with suppress(ProcessLookupError):
            self._running.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.ended(), _STOPPING_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._running.kill()
            await self.ended()


async def _answers(client: httpx2.AsyncClient) -> bool:
    with suppress(httpx2.HTTPError):
        return (await client.get("/_ping")).is_success
    return False


async def _launched(
    arguments: Sequence[str], variables: Mapping[str, str], output: int
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        env={**os.environ, **variables},
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
        # Ctrl-C reaches a whole group of processes at once; these are to be stopped in order.
        start_new_session=True,
    )


async def run_to_end(arguments: Sequence[str], variables: Mapping[str, str], say: Say) -> None:
    """Run a program to its end and pass on what it says.

    Raises:
        StartError: the program failed; the message holds the last line that it said.
    """
    program = await _launched(arguments, variables, asyncio.subprocess.PIPE)
    line = ""
    try:
        while said := await _line(program):
            line = said.rstrip()
            say(line)
        if await program.wait():
            raise StartError(f"python -m {' '.join(arguments)} failed: {line}")
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()


async def _line(program: asyncio.subprocess.Process) -> str:
    output = program.stdout
    return (await output.readline()).decode(errors="replace") if output is not None else ""
