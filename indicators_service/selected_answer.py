"""The answer about chosen rows: each body's results with the return behind them, and the bodies that have none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service.areas import is_open
from indicators_service.books import Book
from indicators_service.documents import provenance
from indicators_service.schemas import selected as wire
from indicators_service.schemas.results import WRES_GROUPS, part_out, result_out
from indicators_service.schemas.values import Body
from indicators_service.selected import Seen, columns_of
from indicators_service.selected_rows import Row
from indicators_service.store.members import Member
from indicators_service.store.publications import Publication, Published, first_submissions, publications
from indicators_service.transitions import is_late
from vocabulary.years import snapshot_date


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of which bodies: those named, or all where ``bodies`` is ``None``, of some types, in one place."""

    year: int
    rows: tuple[Row, ...]
    bodies: frozenset[str] | None
    types: frozenset[str]
    region: str | None
    ics: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """The same as a key to remember answers by."""
        return tuple(row.key for row in self.rows), self.bodies, self.types, self.region, self.ics

    def takes(self, member: Member) -> bool:
        """Say whether a body is of the types and in the place asked for."""
        places = ((self.region, member.region), (self.ics, member.ics))
        return (not self.types or member.type in self.types) and all(own in (None, at) for own, at in places)

    def codes(self, book: Book) -> list[str]:
        """Return the bodies asked for that have a published return, by code."""
        return [
            ods
            for ods in book.columns.ods
            if ods in book.members and (self.bodies is None or ods in self.bodies) and self.takes(book.members[ods])
        ]


@dataclass(frozen=True, slots=True)
class Returned:
    """The published revisions of a year, when each body's return was first submitted, and by when it was due."""

    publications: Mapping[Published, Publication]
    submissions: Mapping[str, datetime]
    deadline: date | None


async def returned(session: AsyncSession, year: int, instant: datetime, deadline: date | None) -> Returned:
    """Return what is known of a year's returns at an instant."""
    return Returned(await publications(session, year, instant), await first_submissions(session, year), deadline)


def answer_json(asked: Asked, now: Seen, before: Seen, behind: Returned) -> bytes:
    """Return the answer; a second of arithmetic where rows and bodies are many."""
    codes = asked.codes(now.book)
    # Written row by row and put together body by body: tens of thousands of models at once would take twice as long.
    columns = [
        [result_out(result).model_dump_json() for result in column]
        for column in columns_of(asked.rows, codes, now, before)
    ]
    around = wire.SelectedResultsOut(
        year=asked.year,
        deadline=behind.deadline,
        rows=[_row(row) for row in asked.rows],
        missing=list(_missing(asked, now.book)),
        total=len(codes),
        items=[],
    )
    items = (_with(_item(ods, now, behind), own) for ods, own in zip(codes, zip(*columns, strict=True), strict=True))
    return _with(around, items).encode()


def _with(model: BaseModel, last: Iterable[str]) -> str:
    """Return a model as JSON, with entries that are JSON already in the list that is its last field, still empty."""
    text = model.model_dump_json()
    return f"{text.removesuffix('[]}')}[{','.join(last)}]}}"


def _row(row: Row) -> wire.RowAskedOut:
    heading = row.heading
    return wire.RowAskedOut(
        indicator=heading.indicator, measure=heading.measure, part=part_out(heading.part, WRES_GROUPS)
    )


def _body(member: Member) -> Body:
    return Body(**{name: getattr(member, name) for name in Body.model_fields})


def _item(ods: str, now: Seen, behind: Returned) -> wire.BodyResultsOut:
    place, publication = now.book.places[ods], behind.publications[now.published(ods)]
    submitted, late, reason = _lateness(ods, now, behind, publication)
    return wire.BodyResultsOut(
        organisation=_body(now.book.members[ods]),
        revision=now.book.columns.revisions[place],
        document=provenance(
            ods, now.book.year, now.book.columns.revisions[place], publication.digest, controlled=not now.exact(ods)
        ),
        published_at=publication.published_at,
        edition=now.book.columns.editions[place],
        submitted_at=submitted,
        late=late,
        late_reason=reason,
        results=[],
    )


def _lateness(
    ods: str, now: Seen, behind: Returned, publication: Publication
) -> tuple[datetime | None, bool | None, str | None]:
    """Return when a return was first submitted, whether that was late, and why it is not told."""
    if not now.exact(ods):
        return None, None, "restricted"
    submitted = behind.submissions.get(ods)
    if submitted is None or submitted > publication.published_at:
        return None, None, "no-submission"
    late = is_late(submitted, behind.deadline, submitted)
    return submitted, late, "no-deadline" if late is None else None


def _missing(asked: Asked, book: Book) -> Iterator[wire.WithoutResultsOut]:
    """Yield the bodies without results: those named, or else those from which a return was to be expected."""
    day, found = snapshot_date(asked.year), set(asked.codes(book))
    for ods in sorted((asked.bodies or set(book.members)) - found):
        member = book.members.get(ods)
        reason = _why(asked, member, day)
        if asked.bodies is not None or reason == "not-published":
            fields = {name: getattr(member, name, None) for name in wire.CodeOnly.model_fields}
            yield wire.WithoutResultsOut(organisation=wire.CodeOnly(**{**fields, "ods": ods}), reason=reason)


def _why(asked: Asked, member: Member | None, day: date) -> str:
    if member is None:
        return "not-registered"
    if not asked.takes(member):
        return "not-in-filter"
    return "not-published" if is_open(member, day) else "not-open"
