"""One indicator across organisations: which bodies, in which order, and what each reader may see of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import permission
from indicators_service.books import Book, ControlRule
from indicators_service.domain.one_measure import OneMeasure
from indicators_service.domain.published_rows import rows
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally
from indicators_service.store.members import Member
from inference.false_discovery import Discoveries, adjusted, how_many
from inference.normal import Floats
from services.identity import Caller

SORTS: Final = ("ods", "name", "value", "-value")
"""What a list can be ordered by; a minus turns it round. Bodies without a value come last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which bodies a list holds, and in which order."""

    type: str | None = None
    region: str | None = None
    ics: str | None = None
    words: str | None = None
    sort: str = "ods"

    def takes(self, member: Member) -> bool:
        """Say whether a body belongs in the list."""
        named = ((self.type, member.type), (self.region, member.region), (self.ics, member.ics))
        words = (self.words or "").casefold()
        in_words = words in member.name.casefold() or words == member.ods.casefold()
        return in_words and all(wanted in (None, own) for wanted, own in named)


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """The bodies of a list in order, their values, and what was found in all of them together.

    ``p_adjusted`` controls the false discovery rate over the list.
    """

    ods: tuple[str, ...]
    values: Floats
    p_adjusted: Floats
    discoveries: Discoveries

    @property
    def median(self) -> float | None:
        """The median of the defined values."""
        defined = self.values[np.isfinite(self.values)]
        return float(np.median(defined)) if defined.size else None


async def sight(session: AsyncSession, caller: Caller, book: Book, rule: ControlRule) -> Tally:
    """Return every body's counts as the caller may see them: exact where entitled, from the release elsewhere."""
    if permission.sees_all(caller):
        return await book.bodies(None)
    entitled = await permission.exact_bodies(caller, session, book.year)
    controlled = await book.bodies(rule)
    own = np.array([ods in entitled for ods in book.columns.ods], np.bool_)
    return _joined(await book.bodies(None), controlled, own) if own.any() else controlled


def _joined(exact: Tally, controlled: Tally, own: np.ndarray) -> Tally:
    """Return controlled rows with the exact ones of the caller's own bodies among them."""
    cells = own[:, None, None]
    survey = replace(
        controlled.survey,
        percent=np.where(cells, exact.survey.percent, controlled.survey.percent),
        respondents=np.where(cells, exact.survey.respondents, controlled.survey.respondents),
        status=np.where(cells, exact.survey.status, controlled.survey.status),
    )
    counts = np.where(cells, exact.counts, controlled.counts)
    status = np.where(cells, exact.status, controlled.status)
    return replace(controlled, counts=counts, status=status, survey=survey)


def listed(measure: OneMeasure, book: Book, tally: Tally, wanted: Wanted) -> Listed:
    """Return the bodies of the list with their values, in the order asked for."""
    own = [
        place for place, ods in enumerate(book.columns.ods) if ods in book.members and wanted.takes(book.members[ods])
    ]
    found = measure.findings(rows(tally, own))
    values, p = found.value[:, 0], found.evidence.p[:, 0]
    codes = [book.columns.ods[place] for place in own]
    order = _order(codes, values, book.members, wanted.sort)
    return Listed(tuple(codes[place] for place in order), values[order], adjusted(p)[order], how_many(p))


def _order(codes: Sequence[str], values: Floats, members: Mapping[str, Member], sort: str) -> list[int]:
    places = range(len(codes))
    if sort == "name":
        return sorted(places, key=lambda place: (members[codes[place]].name, codes[place]))
    if sort in ("value", "-value"):
        sign = -1 if sort == "-value" else 1
        keys = np.where(np.isfinite(values), sign * values, np.inf)
        return sorted(places, key=lambda place: (keys[place], codes[place]))
    return sorted(places, key=lambda place: codes[place])


def told(
    measure: OneMeasure, book: Book, tally: Tally, codes: Sequence[str], entitled: Sequence[bool]
) -> list[Result]:
    """Return the results of some bodies of a list, each saying whether it was controlled."""
    found = measure.results(rows(tally, [book.places[ods] for ods in codes]))
    plain = measure.results(rows(replace(tally, rule=None), [book.places[ods] for ods in codes]))
    return [exact if own else seen for seen, exact, own in zip(found, plain, entitled, strict=True)]
