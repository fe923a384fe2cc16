"""Every address of the product with its method, and the service that has it."""

from typing import Final

import gateway.app
import indicators_service.app
import oversight_service.app
import trajectory_service.app
from services import health
from services.application import Service

SERVICES: Final = (
    gateway.app.SERVICE,
    indicators_service.app.SERVICE,
    trajectory_service.app.SERVICE,
    oversight_service.app.SERVICE,
)


def addresses(service: Service) -> set[str]:
    """Return every address of a service with its method, those too that its contract leaves out."""
    found: set[str] = set()
    for router in (*service.routers, health.router):
        for route in router.routes:
            methods = getattr(route, "methods", None) or ()
            found |= {f"{method} {getattr(route, 'path', '')}" for method in methods if method != "HEAD"}
    return found


SERVICE_OF: Final = {address: service.name for service in reversed(SERVICES) for address in addresses(service)}
"""The service that has an address. Those that every service has are the gateway's to whoever calls from outside."""
