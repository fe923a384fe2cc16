"""Run the gateway: ``python -m gateway serve|migrate|contract``.

Without ``WRES_PEERS`` the three services run inside it, in this one process.
"""

import argparse
import asyncio
import sys

import prometheus_client

from gateway import distributed, embedded
from gateway.app import SERVICE, Gateway
from services import records
from services.command import contract_text, migrate
from services.serving import serve
from services.settings import Settings


def application(settings: Settings) -> Gateway:
    """Return the gateway in the shape that the settings ask for."""
    return distributed.application(settings) if settings.peers else embedded.application(settings)


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m gateway")
    parser.add_argument("command", choices=("serve", "migrate", "contract"))
    command = parser.parse_args().command
    settings = Settings()
    records.configure(settings.log_level, settings.log_format)
    if command == "contract":
        sys.stdout.write(contract_text(embedded.application(settings).contract))
    elif command == "migrate":
        asyncio.run(migrate(SERVICE, settings))
    else:
        if settings.metrics_port:
            prometheus_client.start_http_server(settings.metrics_port, addr=settings.host)
        serve(application(settings), settings)


if __name__ == "__main__":
    main()
