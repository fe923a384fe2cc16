"""What sending needs, made once for an application: where to, with what, signed how, and a bell that wakes it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import FastAPI

from gateway.webhooks.destinations import Destinations, Resolver
from gateway.webhooks.sending import Sender
from gateway.webhooks.signing import Secrets
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Equipment:
    """``bell`` is rung where something is to be sent at once; ``close`` lets go of what is held."""

    destinations: Destinations
    sender: Sender
    secrets: Secrets
    close: Callable[[], None]
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    async def ring(self) -> None:
        """Wake whoever sends, in this process; other gateways look by themselves."""
        self.bell.set()


def equipment(settings: Settings) -> Equipment:
    """Return what sending needs under these settings."""
    resolver = Resolver()
    destinations = Destinations(settings.webhooks_insecure, resolver)
    sender = Sender(destinations, settings.webhooks_seconds)
    return Equipment(destinations, sender, Secrets(settings), resolver.close)


def equipment_of(app: FastAPI) -> Equipment:
    """Return that of an application, which is made when it is first needed."""
    if not hasattr(app.state, "webhooks"):
        app.state.webhooks = equipment(app.state.settings)
    made: Equipment = app.state.webhooks
    return made
