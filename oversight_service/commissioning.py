"""What the other services and the store say of a commissioner's year, brought together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final, Literal

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from oversight_service.domain.commissioner_year import (
    AnsweredBy,
    BodyYear,
    CommissionerYear,
    answered_by,
    ended,
)
from oversight_service.domain.contracts import Commissioned, read_contract, taken_together
from oversight_service.domain.headlines import HEADLINES
from oversight_service.domain.provider_row import GoalCounts, ProviderYear, provider_year
from oversight_service.store.contract_reports import contract_reports_of
from oversight_service.store.figures import figures_of
from services.as_of import as_known
from services.identity import HEADER
from services.peers import Parameters, peer_of
from services.problems import Problem
from vocabulary.years import FIRST_YEAR, reporting_period

Footprint = Literal["reported", "current"]
"""Who answers: the commissioner as it stood in the year, or those that are one with it today."""

ENGAGEMENT: Final = "staff-engagement"
"""The key of the figure that indicator 163a is made of."""

_NOTHING: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class Asking:
    """One reader's question to the other services. What was answered once is not asked again."""

    request: Request
    as_of: datetime | None
    answered: dict[tuple[str, str, int], Any] = field(default_factory=dict)

    async def read(self, service: str, path: str, parameters: Parameters | None = None) -> Any:
        """Return what a service answers to this reader, as known at the instant asked about."""
        asked = {**(parameters or {}), **as_known(self.as_of)}
        return await peer_of(self.request, service).read(path, self.request.headers[HEADER], asked)

    async def if_any(self, service: str, path: str, year: int, parameters: Parameters | None = None) -> Any:
        """Return what a service answers about a year, ``None`` where there is nothing that this reader may see."""
        key = service, path, year
        if key not in self.answered:
            try:
                self.answered[key] = await self.read(service, path, {"year": year, **(parameters or {})})
            except Problem as problem:
                if problem.status not in _NOTHING:
                    raise
                self.answered[key] = None
        return self.answered[key]


async def who_answers(asking: Asking, ods: str, year: int, footprint: Footprint) -> AnsweredBy:
    """Return who answers for a commissioner and year: itself, or those that it succeeded since.

    Raises:
        Problem: 404 where no such body is registered.
    """
    told = await asking.read("indicators", f"/v1/organisations/{ods}/footprint", {"year": year})
    existed, members, complete = told["existed"], told["members"], told["complete"]
    if (footprint == "current" or not existed) and (members or not complete):
        return answered_by(ods, year, members, existed, complete, told["sentences"])
    about = {} if existed else await asking.read("indicators", f"/v1/organisations/{ods}")
    closed = about.get("closed")
    gone = ended(ods, year, date.fromisoformat(closed), about["successors"]) if closed else None
    return AnsweredBy(ods, year, (ods,), True, (), gone)


async def commissioned_by(asking: Asking, by: AnsweredBy) -> tuple[Commissioned, ...]:
    """Return the providers under contract in the year with those who answer, each once; none of one that ended.

    Raises:
        Problem: 403 where the reader may not read the contracts of one of them.
    """
    lists = [await asking.read("indicators", f"/v1/commissioners/{ods}/providers") for ods in by.members]
    contracts = (read_contract(each) for told in lists for each in told)
    running = (each for each in contracts if each.ran_in(reporting_period(by.year)))
    return () if by.ended else taken_together(running)


async def commissioner_year(
    asking: Asking, session: AsyncSession, by: AnsweredBy, providers: Sequence[Commissioned], goals: bool = True
) -> CommissionerYear:
    """Return what is known of a commissioner's providers, its predecessors and itself; goals where they are shown."""
    year, rest = by.year, [member for member in by.members if member != by.ods]
    bodies = [*(each.provider for each in providers), *rest, by.ods]
    figures = await figures_of(session, [ENGAGEMENT], [year, year - 1], bodies, asking.as_of)
    reports = await contract_reports_of(session, bodies, year, asking.as_of)
    found = await asyncio.gather(*(_told(asking, body, year, goals) for body in bodies))
    contracts: list[Commissioned | None] = [*providers, *(None for _ in rest), None]
    rows = [
        BodyYear(
            ods=body,
            commissioned=contract,
            now=told[0],
            before=told[1],
            engagement=figures.get((body, ENGAGEMENT, year)),
            engagement_before=figures.get((body, ENGAGEMENT, year - 1)),
            report=reports.get(body),
            goals=told[2],
        )
        for body, contract, told in zip(bodies, contracts, found, strict=True)
    ]
    count = len(providers)
    return CommissionerYear(by, tuple(rows[:count]), tuple(rows[count:-1]), rows[-1])


async def _told(
    asking: Asking, ods: str, year: int, goals: bool
) -> tuple[ProviderYear | None, ProviderYear | None, GoalCounts | None]:
    now, before = await asyncio.gather(_year_of(asking, ods, year), _year_of(asking, ods, year - 1))
    return now, before, await _goals(asking, ods, year) if goals else None


async def _year_of(asking: Asking, ods: str, year: int) -> ProviderYear | None:
    """Return what is known of a body's year, ``None`` where there is no return to see."""
    if year < FIRST_YEAR:
        return None
    path = f"/v1/organisations/{ods}/indicators"
    content = await asking.if_any("indicators", path, year, {"indicator": tuple(HEADLINES)})
    return None if content is None else provider_year(content)


async def _goals(asking: Asking, ods: str, year: int) -> GoalCounts | None:
    answer = await asking.if_any("trajectory", f"/v1/organisations/{ods}/progress", year)
    if answer is None or not answer["total"]:
        return None
    counts = answer["significance"]
    return GoalCounts(**{name: counts[name] for name in ("on_track", "behind", "ahead", "not_assessable")})
