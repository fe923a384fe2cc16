"""The command line of a service: ``python -m <service> serve``, ``migrate`` and ``contract``."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI

from services import records
from services.application import Service
from services.database import Database, open_database
from services.migrations import upgrade, write_revision
from services.serving import serve
from services.settings import Settings

Job = Callable[[Database, Settings], Awaitable[None]]


def contract_text(document: Mapping[str, Any]) -> str:
    """Return a contract as the text that is committed: stable order, one line per value."""
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main(service: Service, application: Callable[[Settings], FastAPI], jobs: Mapping[str, Job] | None = None) -> None:
    """Run one command of ``service``; ``jobs`` are further commands that work on its database."""
    further = dict(jobs or {})
    parser = argparse.ArgumentParser(prog=f"python -m {service.name}_service")
    parser.add_argument("command", choices=("serve", "migrate", "contract", "revision", *further))
    parser.add_argument("message", nargs="?", default="change", help="what a new revision does")
    arguments = parser.parse_args()
    command = arguments.command
    settings = Settings()
    records.configure(settings.log_level, settings.log_format)
    if command == "serve":
        serve(application(settings), settings)
    elif command == "contract":
        sys.stdout.write(contract_text(application(settings).openapi()))
    elif command == "migrate":
        asyncio.run(migrate(service, settings))
    elif command == "revision":
        asyncio.run(_on_database(service, settings, _revision(service, arguments.message)))
    else:
        asyncio.run(_on_database(service, settings, further[command]))


def _revision(service: Service, message: str) -> Job:
    async def job(database: Database, _settings: Settings) -> None:
        await write_revision(database, service.tables, message)

    return job


async def migrate(service: Service, settings: Settings) -> None:
    """Bring the database of ``service`` to the newest revision."""

    async def job(database: Database, _settings: Settings) -> None:
        await upgrade(database, service.tables)

    await _on_database(service, settings, job)


async def _on_database(service: Service, settings: Settings, job: Job) -> None:
    database = open_database(settings, service.name)
    try:
        await job(database, settings)
    finally:
        await database.engine.dispose()
