"""Delivering: work beside the calls that looks at the feed and sends what subscriptions have not been told yet.

Of one subscription things go out one after the other, in the order of the feed; of different ones side by side. Every
gateway does this work, and the database says who does which part of it.
"""

import asyncio
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp

from gateway.following import Position
from gateway.webhooks import concluding, figures, outbox
from gateway.webhooks.equipment import equipment_of
from gateway.webhooks.feeding import Tip, page_after
from gateway.webhooks.outbox import Lease, Letter, Standing
from services import records
from services.database import Database
from services.identity import Caller, Signer
from services.instants import now
from services.problems import Problem
from services.settings import Settings
from vocabulary.clients import ClientKind

_OVERSEER: Final = Caller("webhooks", ClientKind.REGULATOR)
"""Sees that there is something new, whoever may be told of it; of what it sees only numbers are used."""

_LEASES: Final = 3
"""Longest attempts that a lease lasts: nobody else begins while one may still go on."""

_FORGETTING_SECONDS: Final = 3_600.0


class Delivering:
    """The work of one gateway."""

    def __init__(self, app: FastAPI) -> None:
        self._settings: Settings = app.state.settings
        self._database: Database = app.state.database
        self._signer: Signer = app.state.signer
        # An application that is started by itself has none; the feed is away then, and whoever waits goes on waiting.
        self._upstreams: Mapping[str, ASGIApp] = getattr(app.state, "upstreams", {})
        self._equipment = equipment_of(app)
        self._lease = Lease(uuid.uuid4().hex, timedelta(seconds=_LEASES * self._settings.webhooks_seconds))
        self._slots = asyncio.Semaphore(self._settings.webhooks_at_once)
        self._tip = Tip(self._upstreams)
        self._end: Position | None = None
        self._told: dict[str, tuple[Position | None, str]] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._stopping = False
        self._away = False
        self._forgot_at: float | None = None

    async def run(self) -> None:
        """Look and send until cancelled; what is being sent then may come to its end."""
        bell = self._equipment.bell
        try:
            while True:
                bell.clear()
                pause = await self._looked()
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await bell.wait()
        finally:
            await self._stop()

    async def _stop(self) -> None:
        self._stopping = True
        tasks = list(self._busy.values())
        unfinished = (await asyncio.wait(tasks, timeout=self._settings.webhooks_seconds))[1] if tasks else ()
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._equipment.close()
        if unfinished:
            await outbox.release(self._database, self._lease.owner)

    async def _looked(self) -> float:
        """Look once for what is to be done and begin it; return how long to wait before the next look, in seconds."""
        try:
            pause = await self._look()
            self._away = False
        except Exception as error:
            # Most likely a database or a service is away. Whatever it is, the next look may go better, and nobody
            # would hear of work that has ended.
            if not self._away:
                records.log.warning("webhooks wait", extra={"error": repr(error)}, exc_info=True)
            self._away = True
            pause = self._settings.webhooks_poll_seconds
        return pause

    async def _look(self) -> float:
        standings = await outbox.standings(self._database)
        waiting = [each.due_at for each in standings if each.due_at is not None]
        figures.SUBSCRIPTIONS.labels("yes").set(len(waiting))
        figures.SUBSCRIPTIONS.labels("no").set(len(standings) - len(waiting))
        self._told = {each.id: self._told[each.id] for each in standings if each.id in self._told}
        self._begin([each for each in standings if each.due_at is not None or each.revoked])
        await self._forget_old()
        if len(waiting) < len(standings):
            self._end = await self._tip.looked_at(self._signer.sign(_OVERSEER))
            self._begin([each for each in standings if each.due_at is None and self._may_have_news(each)])
        soonest = min(((due - now()).total_seconds() for due in waiting if due > now()), default=float("inf"))
        return max(0.0, min(self._settings.webhooks_poll_seconds, soonest))

    def _may_have_news(self, standing: Standing) -> bool:
        return self._told.get(standing.id) != (self._end, standing.cursor)

    def _begin(self, standings: list[Standing]) -> None:
        """Begin to work for subscriptions, but for those that somebody works for, or that wait."""
        at = now()
        for each in standings:
            waits = each.due_at is not None and each.due_at > at and not each.revoked
            held = each.lease_until is not None and each.lease_until > at
            if each.id not in self._busy and not waits and not held:
                task = asyncio.create_task(self._work(each.id))
                self._busy[each.id] = task
                task.add_done_callback(partial(self._done, each.id))

    def _done(self, subscription: str, _task: "asyncio.Task[None]") -> None:
        del self._busy[subscription]

    async def _work(self, subscription: str) -> None:
        """Send for one subscription, as long as there is something. Others have their turn in between."""
        try:
            going_on = True
            while going_on and not self._stopping:
                async with self._slots:
                    going_on = await self._step(subscription)
        except (SQLAlchemyError, OSError, Problem) as error:
            extra = {"subscription": subscription, "error": repr(error)}
            records.log.warning("webhooks of a subscription wait", extra=extra)
        except Exception:
            # Nobody waits for this task; a fault in it must be heard of, and not end the work for all others.
            records.log.exception("webhooks of a subscription failed", extra={"subscription": subscription})

    async def _step(self, subscription: str) -> bool:
        """Send one thing; say whether there may be more."""
        for standing in await outbox.standings(self._database, subscription):
            if standing.revoked:
                await concluding.end_revoked(self._database, subscription)
                return False
            letter = await self._next(standing)
            if letter is not None:
                await self._send(letter)
                return True
        return False

    async def _next(self, standing: Standing) -> Letter | None:
        """Return what is to be sent next: what waits, once it is due, or what the feed has to tell."""
        if standing.due_at is not None:
            return await outbox.take(self._database, standing, self._lease) if standing.due_at <= now() else None
        end, token = self._end, self._signer.sign(standing.caller)
        while True:
            page = await page_after(self._upstreams, token, standing.cursor, standing.choice)
            if page.items:
                return await outbox.write_down(self._database, standing, page, self._lease)
            if page.cursor != standing.cursor and not await outbox.move_on(self._database, standing, page.cursor):
                return None
            standing = replace(standing, cursor=page.cursor)
            if not page.more:
                self._told[standing.id] = (end, standing.cursor)
                return None

    async def _send(self, letter: Letter) -> None:
        headers = self._equipment.secrets.headers(
            letter.subscription, letter.secret_versions, letter.id, now(), letter.body
        )
        answered = await self._equipment.sender.post(letter.url, headers, letter.body)
        outcome = await concluding.conclude(self._database, self._settings, letter, answered, self._lease.owner)
        figures.ATTEMPTS.labels(outcome).inc()
        figures.SECONDS.observe(answered.milliseconds / 1000)
        if answered.taken:
            figures.LAG.observe(max(0.0, (now() - letter.oldest_at).total_seconds()))

    async def _forget_old(self) -> None:
        """Forget what was delivered long ago, once an hour, a part at a time."""
        if self._forgot_at is not None and time.monotonic() < self._forgot_at + _FORGETTING_SECONDS:
            return
        before = now() - timedelta(days=self._settings.webhooks_kept_days)
        if not await concluding.forget(self._database, before):
            self._forgot_at = time.monotonic()


async def deliver(app: FastAPI) -> None:
    """Deliver webhooks beside the calls, until the application stops."""
    await Delivering(app).run()
