"""What a reader gets to see: results from exact counts, or from counts under disclosure control.

Disclosure control is applied here and nowhere else, to the counts, before anything is computed from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from indicators_service import documents
from indicators_service.domain.area import tally_of_sums
from indicators_service.domain.disclosure import control
from indicators_service.domain.nine import compute, with_previous
from indicators_service.domain.results import Result
from indicators_service.domain.tally import Tally, tally_of
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.store import areas, returns
from indicators_service.store.areas import AreaSums, Scope
from indicators_service.store.returns import Stored, View
from services.settings import Settings


class ControlRule(NamedTuple):
    """The parameters of disclosure control, in the order that ``control`` takes them."""

    threshold: int
    survey_threshold: int
    base: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's rights to one body or area, and the instant asked about."""

    settings: Settings
    exact: bool
    as_of: datetime | None = None

    @property
    def view(self) -> View:
        """Which revisions this reader may know of."""
        return View(published_only=not self.exact, as_of=self.as_of)

    @property
    def rule(self) -> ControlRule | None:
        """The disclosure control that this reader's counts are put under; ``None`` for exact counts."""
        if self.exact:
            return None
        settings = self.settings
        return ControlRule(settings.small_count, settings.small_survey, settings.rounding_base)


async def returns_behind(session: AsyncSession, reader: Reader, stored: Stored) -> tuple[Stored, ...]:
    """Return a stored return and, where the reader may know of it, that of the year before."""
    before = await returns.current(session, stored.row.ods, stored.row.year - 1, reader.view)
    return (stored,) if before is None else (stored, before)


def of_returns(read: Sequence[Stored], reader: Reader) -> tuple[Result, ...]:
    """Return the results of the first return, with the values of the year before where a second is given."""
    return _of_documents(tuple(each.row.document for each in read), read[0].row.year, reader.rule)


@lru_cache(maxsize=128)
def _of_documents(read: tuple[str, ...], year: int, rule: ControlRule | None) -> tuple[Result, ...]:
    # A revision never changes, so neither do its results: the same documents need no second computation.
    annuals = [documents.annual_return(ReturnIn.model_validate_json(document)) for document in read]
    return _computed(tally_of(annuals), year, rule)


async def of_area(
    session: AsyncSession, reader: Reader, year: int, scope: Scope, sums: AreaSums
) -> tuple[Result, ...]:
    """Return the results of an area, with the values of the year before."""
    results = _computed(_area_tally(sums), year, reader.rule)
    before = await areas.sums(session, year - 1, scope, reader.view)
    if not before.returns:
        return results
    earlier = _computed(_area_tally(before), year - 1, reader.rule)
    return tuple(with_previous(results, earlier, year - 1))


def _computed(tally: Tally, year: int, rule: ControlRule | None) -> tuple[Result, ...]:
    """Return the results of the first body; a second one is the same body a year before."""
    results, *earlier = compute(tally if rule is None else control(tally, *rule))
    return tuple(with_previous(results, earlier[0], year - 1)) if earlier else tuple(results)


def _area_tally(sums: AreaSums) -> Tally:
    return tally_of_sums(sums.sections, sums.staff, sums.window_years)
