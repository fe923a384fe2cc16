"""What a reader gets to see: results from exact counts, or from counts under disclosure control.

Disclosure control is applied here and nowhere else, to the counts, before anything is computed from them.
"""

from dataclasses import dataclass
from datetime import datetime

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
from indicators_service.store.returns import View
from indicators_service.tables import ReturnRow
from services.settings import Settings


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

    def shown(self, tally: Tally) -> Tally:
        """Return the counts that this reader may see."""
        if self.exact:
            return tally
        settings = self.settings
        return control(tally, settings.small_count, settings.small_survey, settings.rounding_base)


async def of_organisation(session: AsyncSession, reader: Reader, stored: ReturnRow) -> list[Result]:
    """Return the results of a stored return, with the values of the year before."""
    results = _computed(reader, _tally(stored))
    before = await returns.current(session, stored.ods, stored.year - 1, reader.view)
    if before is None:
        return results
    return with_previous(results, _computed(reader, _tally(before)), before.year)


async def of_area(session: AsyncSession, reader: Reader, year: int, scope: Scope, sums: AreaSums) -> list[Result]:
    """Return the results of an area, with the values of the year before."""
    results = _computed(reader, _area_tally(sums))
    before = await areas.sums(session, year - 1, scope, reader.view)
    if not before.returns:
        return results
    return with_previous(results, _computed(reader, _area_tally(before)), year - 1)


def _computed(reader: Reader, tally: Tally) -> list[Result]:
    (results,) = compute(reader.shown(tally))
    return results


def _tally(stored: ReturnRow) -> Tally:
    return tally_of([documents.annual_return(ReturnIn.model_validate_json(stored.document))])


def _area_tally(sums: AreaSums) -> Tally:
    return tally_of_sums(sums.sections, sums.staff, sums.window_years)
