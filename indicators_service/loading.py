"""Loads the demonstration data into an empty store: invented bodies, marked as such in every answer."""

import json
import sys
import time
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import demonstration, documents
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.life import ReturnState
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.schemas.organisations import OrganisationIn
from indicators_service.store import life, returns
from indicators_service.tables import CommissionedRow, OrganisationRow, OrganisationVersionRow, ReturnRow
from services import audit
from services.database import Database
from services.instants import now
from services.settings import Settings
from vocabulary.organisations import TRUST_TYPES, OrganisationType

RECORDED_BY = "demonstration"
_FIRST_DAY = date(2015, 4, 1)


def say(text: str) -> None:
    """Tell the person who waits how far the work is."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


async def load_demonstration(database: Database, settings: Settings) -> None:
    """Load the demonstration data when it is wanted and no return is stored; otherwise do nothing."""
    if not settings.demo:
        return
    async with database.reading() as session:
        if not await returns.is_empty(session):
            return
    started, at = time.perf_counter(), now()
    say("The store is empty: loading demonstration data (invented bodies) …")
    # One unit of work: a load cut short leaves an empty store, and the next start loads it again.
    async with database.writing(audit.work(RECORDED_BY)) as session:
        if await returns.is_empty(session):
            loaded = await _load(session, at)
            audit.record(session, audit.Entry("demonstration", "added", loaded, at=at))
            say(f"Demonstration data loaded in {time.perf_counter() - started:.1f} s.")


async def _load(session: AsyncSession, at: datetime) -> dict[str, int]:
    """Load everything, and return how much it was."""
    bodies = [organisation(body, at) for body in demonstration.organisations()]
    await session.exec(insert(OrganisationRow), params=[row.model_dump() for row in bodies])
    await session.exec(insert(OrganisationVersionRow), params=[row.model_dump() for row in bodies])
    contracts, loaded = _contracts(bodies, at), 0
    await session.exec(insert(CommissionedRow), params=[row.model_dump() for row in contracts])
    for year in demonstration.YEARS:
        entries = [entry(body, at) for body in demonstration.returns(year)]
        await returns.add(session, entries)
        await publish_all(session, at, RECORDED_BY, [row for row, _ in entries])
        loaded += len(entries)
        say(f"  {year}: {len(entries)} returns")
    return {"organisations": len(bodies), "contracts": len(contracts), "returns": loaded}


async def publish_all(session: AsyncSession, at: datetime, by: str, rows: Iterable[ReturnRow]) -> None:
    """Take invented returns through every step of their life at once."""
    revisions = [(row.ods, row.year, row.revision) for row in rows]
    steps = (ReturnState.DRAFT, ReturnState.SUBMITTED, ReturnState.SIGNED_OFF, ReturnState.PUBLISHED)
    await life.take(session, at, by, [life.Step(each, step) for step in steps for each in revisions])
    await life.publish(session, at, by, revisions, at)


def organisation(body: dict[str, Any], at: datetime) -> OrganisationRow:
    """Return an invented body as it is stored."""
    checked = OrganisationIn.model_validate({key: value for key, value in body.items() if key != "ods"})
    return OrganisationRow(
        ods=body["ods"],
        **checked.model_dump(exclude={"successors"}),
        recorded_at=at,
        recorded_by=RECORDED_BY,
    )


def _contracts(bodies: Iterable[OrganisationRow], at: datetime) -> list[CommissionedRow]:
    """Let each CCG commission the trusts of its own ICS, each for an invented sum."""
    rows = list(bodies)
    trusts = [row for row in rows if row.type in TRUST_TYPES]
    return [
        CommissionedRow(
            commissioner=ccg.ods,
            provider=trust.ods,
            valid_from=_FIRST_DAY,
            weights=_flows(ccg.ods, trust.ods),
            recorded_at=at,
            recorded_by=RECORDED_BY,
        )
        for ccg in rows
        if ccg.type == OrganisationType.CCG
        for trust in trusts
        if trust.ics == ccg.ics
    ]


def _flows(commissioner: str, provider: str) -> str:
    """Return an invented sum of money for each year, the same at every load, a little more each year."""
    millions = 20 + sum(map(ord, commissioner + provider)) % 60
    return json.dumps(
        [
            {"year": year, "basis": "financial_flow", "value": (millions + place) * 1_000_000}
            for place, year in enumerate(demonstration.YEARS)
        ]
    )


def entry(body: dict[str, Any], at: datetime) -> tuple[ReturnRow, AnnualReturn]:
    """Return an invented return as it is stored: its first revision, and its counts."""
    document = json.dumps(body, separators=(",", ":"))
    checked = ReturnIn.model_validate_json(document)
    annual = documents.annual_return(checked)
    row = ReturnRow(
        ods=checked.organisation,
        year=checked.year,
        revision=1,
        edition=checked.edition or f"wres-{checked.year}",
        window_years=annual.disciplinary.window_years if annual.disciplinary else 0,
        recorded_at=at,
        recorded_by=RECORDED_BY,
        digest=documents.digest(document),
        document=document,
    )
    return row, annual
