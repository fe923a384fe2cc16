"""Steps in the life of returns, and the publications that follow from them. Many at once, a table at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import insert, update
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.domain.life import ReturnState, superseded_when_revised
from indicators_service.store import generations
from indicators_service.tables import DeadlineRow, PublicationRow, ReturnRow, TransitionRow, metadata
from services.changes import Change, Feed

_FEED: Final = Feed(metadata)

Revision = tuple[str, int, int]
"""ODS code, year and number of a revision."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one revision. ``effective`` is when a publication opens; ``explanations`` is JSON."""

    revision: Revision
    state: ReturnState
    effective: datetime | None = None
    note: str | None = None
    explanations: str | None = None


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest revision of a body's year: where its life stands, and what has to be explained."""

    revision: Revision
    digest: str
    warnings: str | None
    steps: Sequence[TransitionRow]

    @property
    def state(self) -> ReturnState:
        """The last step recorded, whatever its embargo."""
        return ReturnState(self.steps[-1].state)


async def take(session: AsyncSession, at: datetime, by: str, steps: Iterable[Step]) -> None:
    """Record some steps. Whether they may be taken has been asked before."""
    taken = list(steps)
    params = [
        _keys(step.revision)
        | {
            "state": step.state.value,
            "at": at,
            "by": by,
            "embargo": step.effective if step.effective is not None and step.effective > at else None,
            "note": step.note,
            "explanations": step.explanations,
        }
        for step in taken
    ]
    if params:
        await session.exec(insert(TransitionRow), params=params)


def _keys(revision: Revision) -> dict[str, Any]:
    return dict(zip(("ods", "year", "revision"), revision, strict=True))


async def newest(
    session: AsyncSession, years: Iterable[int], bodies: Iterable[str] | None = None, *, lock: bool = True
) -> dict[tuple[str, int], Newest]:
    """Return the newest revision of each body and year, with its steps, by ODS code and year.

    ``lock`` holds them for this unit of work.
    """
    asked = sorted(set(years))
    codes = None if bodies is None else sorted(set(bodies))
    last = select(ReturnRow.ods, ReturnRow.year, func.max(ReturnRow.revision).label("revision"))
    last = last.where(col(ReturnRow.year).in_(asked)).group_by(col(ReturnRow.ods), col(ReturnRow.year))
    if codes is not None:
        last = last.where(col(ReturnRow.ods).in_(codes))
    top = last.subquery()
    row = ReturnRow
    mine = and_(col(row.ods) == top.c.ods, col(row.year) == top.c.year, col(row.revision) == top.c.revision)
    # Two writes about one return wait for one another here, so that the second sees the steps of the first.
    query = select(row).join(top, mine).options(defer(cast(QueryableAttribute[str], row.document)))
    lines = await session.exec(query.with_for_update(of=row) if lock else query)
    steps = await _steps(session, top)
    return {
        (line.ods, line.year): Newest(
            key := (line.ods, line.year, line.revision), line.digest, line.warnings, steps[key]
        )
        for line in lines.all()
    }


async def _steps(session: AsyncSession, top: Any) -> Mapping[Revision, list[TransitionRow]]:
    row = TransitionRow
    mine = and_(col(row.ods) == top.c.ods, col(row.year) == top.c.year, col(row.revision) == top.c.revision)
    found: dict[Revision, list[TransitionRow]] = defaultdict(list)
    for step in (await session.exec(select(row).join(top, mine).order_by(col(row.id)))).all():
        found[step.ods, step.year, step.revision].append(step)
    return found


async def publish(
    session: AsyncSession, at: datetime, by: str, revisions: Sequence[Revision], effective: datetime
) -> None:
    """Open the publication of some revisions at ``effective``, and close those that they supersede."""
    ended = await _unended(session, revisions)
    await _end(session, ended, effective)
    superseded = [(row.ods, row.year, row.revision) for row in ended]
    await take(session, at, by, [Step(each, ReturnState.SUPERSEDED, effective) for each in superseded])
    params = [_keys(each) | {"effective_from": effective, "recorded_at": at} for each in revisions]
    if params:
        await session.exec(insert(PublicationRow), params=params)
        await generations.bump(session, {generations.published(year) for _, year, _ in revisions})
        for row in ended:
            if row.effective_from > effective:
                # It was to open later than what now takes its place: it never will.
                await _FEED.take_back(session, row.ods, row.year)
        await _FEED.append(session, [change for each in revisions for change in _changes(*each)], effective)


async def withdraw(session: AsyncSession, at: datetime, by: str, revisions: Sequence[Revision]) -> None:
    """End the publications of some revisions. One still under embargo gives way to the one it was to supersede."""
    wanted = set(revisions)
    ended = [row for row in await _unended(session, revisions) if (row.ods, row.year, row.revision) in wanted]
    open_before = [row for row in ended if row.effective_from <= at]
    await _end(session, open_before, at)
    still_to_open = [row for row in ended if row.effective_from > at]
    for row in still_to_open:
        await _never_opened(session, at, by, row)
    await generations.bump(session, {generations.published(row.year) for row in ended})
    # The feed's lock is taken last: nobody who holds it waits for a row that another holds.
    for row in still_to_open:
        await _FEED.take_back(session, row.ods, row.year)
    told = [change for row in open_before for change in _changes(row.ods, row.year, row.revision, "withdrawn")]
    await _FEED.append(session, told)


def _changes(ods: str, year: int, revision: int, what: str = "published") -> list[Change]:
    """Return what everybody may know of a publication, or of its end: the return's year, and what comes of it."""
    etag = f"{what}-{revision}"
    return [
        Change("return", ods, year, f"/v1/organisations/{ods}/returns/{year}", etag, public=True),
        Change("result", ods, year, f"/v1/organisations/{ods}/indicators?year={year}", etag, public=True),
    ]


async def _never_opened(session: AsyncSession, at: datetime, by: str, row: PublicationRow) -> None:
    await _end(session, [row], row.effective_from)
    before = select(PublicationRow).where(
        PublicationRow.ods == row.ods,
        PublicationRow.year == row.year,
        PublicationRow.effective_to == row.effective_from,
        col(PublicationRow.id) != row.id,
    )
    for earlier in (await session.exec(before)).all():
        earlier.effective_to = None
        session.add(earlier)
        await take(session, at, by, [Step((row.ods, row.year, earlier.revision), ReturnState.PUBLISHED)])


async def _unended(session: AsyncSession, revisions: Iterable[Revision]) -> list[PublicationRow]:
    wanted = {(ods, year) for ods, year, _ in revisions}
    query = select(PublicationRow).where(
        col(PublicationRow.year).in_({year for _, year in wanted}), col(PublicationRow.effective_to).is_(None)
    )
    if len(wanted) == 1:
        query = query.where(PublicationRow.ods == next(iter(wanted))[0])
    return [row for row in (await session.exec(query)).all() if (row.ods, row.year) in wanted]


async def _end(session: AsyncSession, rows: Iterable[PublicationRow], at: datetime) -> None:
    params = [{"id": row.id, "effective_to": at} for row in rows]
    if params:
        await session.exec(update(PublicationRow), params=params)


async def supersede_unpublished(
    session: AsyncSession, at: datetime, by: str, standing: Iterable[Newest], note: str
) -> None:
    """End the life of earlier revisions that a newer draft replaces before they were published."""
    ended = [each for each in standing if superseded_when_revised(each.state)]
    await take(session, at, by, [Step(each.revision, ReturnState.SUPERSEDED, note=note) for each in ended])


async def steps_of(session: AsyncSession, ods: str, year: int) -> Sequence[TransitionRow]:
    """Return every step of every revision of a body's year, newest first."""
    query = select(TransitionRow).where(TransitionRow.ods == ods, TransitionRow.year == year)
    return (await session.exec(query.order_by(col(TransitionRow.id).desc()))).all()


async def first_submitted(session: AsyncSession, ods: str, year: int) -> datetime | None:
    """Return when the year's return was first submitted, ``None`` when it has not been."""
    query = select(func.min(TransitionRow.at)).where(
        TransitionRow.ods == ods, TransitionRow.year == year, TransitionRow.state == ReturnState.SUBMITTED.value
    )
    return (await session.exec(query)).one()


async def deadline(session: AsyncSession, year: int) -> date | None:
    """Return the last day on which a year's return is in time, ``None`` when none is set."""
    found = await session.get(DeadlineRow, year)
    return None if found is None else found.submit_by


async def deadlines(session: AsyncSession) -> Sequence[DeadlineRow]:
    """Return every deadline by year."""
    return (await session.exec(select(DeadlineRow).order_by(col(DeadlineRow.year)))).all()


async def keep_deadline(session: AsyncSession, row: DeadlineRow) -> bool:
    """Store a deadline; return whether it is new."""
    new = await session.get(DeadlineRow, row.year) is None
    await session.merge(row)
    return new
