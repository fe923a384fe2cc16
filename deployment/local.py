"""The product as it is deployed, on this machine and without containers: ``python -m deployment.local``.

Four processes and PostgreSQL: the gateway on ``WRES_PORT``, the services on the next free ports of 127.0.0.1, each
with a database role and a schema of its own. Data, logs and secrets lie in ``WRES_DATA``; ``WRES_DATABASE_URL``
names the administrator's address of a PostgreSQL to use instead of starting one. A process that dies is started
again. Ctrl-C stops everything.
"""

import asyncio
import signal
import sys
from contextlib import suppress

from pydantic import SecretStr

from deployment.credentials import FILE
from deployment.installation import Installation, running
from deployment.processes import StartError
from deployment.watching import watched
from services.settings import Settings


def say(line: str) -> None:
    """Tell the person at the terminal one line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _text(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


async def _serve(settings: Settings) -> None:
    say("Starting the database and four processes …")
    async with running(
        settings.data,
        port=settings.port,
        demo=settings.demo,
        database_url=_text(settings.database_url),
        administrator_key=_text(settings.bootstrap_key),
        say=say,
    ) as installation:
        _introduce(installation, settings)
        async with watched(installation.processes.values(), say):
            try:
                await asyncio.Event().wait()
            finally:
                say("Stopping …")


def _introduce(installation: Installation, settings: Settings) -> None:
    for process in installation.processes.values():
        say(f"{process.name:<11} pid {process.pid:<8} {process.address}  log {process.log}")
    if settings.database_url is None:
        say(f"postgresql  {installation.database_url}")
    say(f"The administrator's API key is in {settings.data / FILE}.")
    say(f"Open {installation.gateway.address}/docs. Ctrl-C stops everything.")


async def _until_told(settings: Settings) -> None:
    """Serve until the first signal; the stop that it begins is not cut short by a second one."""
    serving = asyncio.create_task(_serve(settings))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: serving.cancelling() or serving.cancel())
    with suppress(asyncio.CancelledError):
        await serving
    say("Everything is stopped.")


def main() -> None:
    """Run until told to stop; exit 1 when something does not start."""
    try:
        asyncio.run(_until_told(Settings()))
    except (StartError, ExceptionGroup) as error:
        sys.exit(_reason(error))


def _reason(error: Exception) -> str:
    """Return what a person needs to know; of several failures at once, the first."""
    return _reason(error.exceptions[0]) if isinstance(error, ExceptionGroup) else str(error)


if __name__ == "__main__":
    main()
