"""Storing returns: a new revision beside the earlier ones, its life begun, and the change on record.

One return or a thousand take the same path, a table at a time.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import documents
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.life import ReturnState
from indicators_service.domain.rules import Finding
from indicators_service.schemas.annual_return import ReturnIn, warned
from indicators_service.store import audit, life, returns
from indicators_service.tables import ReturnRow
from services.problems import Problem


@dataclass(frozen=True, slots=True)
class Submission:
    """A return that was understood: as it came, as the domain sees it, and what needs explaining."""

    body: ReturnIn
    annual: AnnualReturn
    findings: Sequence[Finding]
    document: str


async def keep(
    session: AsyncSession, submissions: Sequence[Submission], by: str, at: datetime, batch: str | None = None
) -> list[ReturnRow]:
    """Store each as the next revision of its body and year, a draft.

    Earlier revisions that were not published yet are superseded; a published one stands until this is published.

    Raises:
        Problem: 409 when a racing write stored the same revision; nothing of this one is kept.
    """
    years, bodies = {each.body.year for each in submissions}, {each.body.organisation for each in submissions}
    standing = await life.newest(session, years, bodies)
    rows = [_row(each, standing.get((each.body.organisation, each.body.year)), by, at, batch) for each in submissions]
    try:
        await returns.add(session, list(zip(rows, (each.annual for each in submissions), strict=True)))
    except IntegrityError as error:
        raise Problem(409, "Another revision was stored at the same moment; read it and submit again.") from error
    replaced = [standing[row.ods, row.year] for row in rows if (row.ods, row.year) in standing]
    await life.supersede_unpublished(session, at, by, replaced, "A newer revision was submitted.")
    keys = [(row.ods, row.year, row.revision) for row in rows]
    await life.take(session, at, by, [life.Step(key, ReturnState.DRAFT) for key in keys])
    await audit.record(session, at, by, [_line(row) for row in rows])
    return rows


def _row(each: Submission, before: life.Newest | None, by: str, at: datetime, batch: str | None) -> ReturnRow:
    body, section = each.body, each.annual.disciplinary
    return ReturnRow(
        ods=body.organisation,
        year=body.year,
        revision=1 if before is None else before.revision[2] + 1,
        edition=body.edition or f"wres-{body.year}",
        window_years=section.window_years if section else 0,
        recorded_at=at,
        recorded_by=by,
        digest=documents.digest(each.document),
        document=each.document,
        warnings=json.dumps([line.model_dump() for line in warned(each.findings)], separators=(",", ":")),
        batch=batch,
    )


def _line(row: ReturnRow) -> audit.Entry:
    change = {"document": row.digest} | ({} if row.batch is None else {"batch": row.batch})
    return audit.Entry("return", change, row.ods, row.year, row.revision)
