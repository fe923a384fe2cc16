"""Answers composed: results of a body, of several that are one today, and of an area, as the wire shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators_service.areas import area_name, expected
from indicators_service.books import Book
from indicators_service.documents import provenance
from indicators_service.domain.combination import sentences
from indicators_service.domain.edition import Edition, UnknownEditionError
from indicators_service.domain.results import Result
from indicators_service.histories import YearOf
from indicators_service.readings import Told
from indicators_service.schemas import results as wire
from indicators_service.schemas.organisations import OrganisationOut
from indicators_service.standards.wres import wres
from indicators_service.store.returns import Stored
from services.problems import Fault, invalid
from vocabulary.years import snapshot_date


def asked_edition(key: str | None) -> Edition | None:
    """Return the edition that is asked for.

    Raises:
        Problem: 422 naming the editions that there are.
    """
    try:
        return None if key is None else wres().edition(key)
    except UnknownEditionError as error:
        raise invalid(Fault("query:edition", "no-such-edition", str(error), column="edition")) from None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which indicators an answer holds, and the edition whose definitions it follows where one is named."""

    only: list[str] | None
    edition: Edition | None

    def representation(self, results: Sequence[Result]) -> wire.RepresentationOut:
        """Return the strategy's Table 1, with the cut of the edition where one is named."""
        return wire.representation_out(results, self.edition.senior if self.edition else wire.LEADERSHIP)

    def definitions(self, stored: str, year: int) -> wire.EditionOut:
        """Return the definitions followed: of the edition named, or of the one that the return was made by."""
        try:
            return wire.edition_out(self.edition or wres().edition(stored))
        except UnknownEditionError:
            return wire.edition_out(wres().edition_of_year(max(year, wres().editions[0].year)))


def combined_json(organisation: OrganisationOut, found: YearOf, wanted: Wanted, *, controlled: bool) -> bytes:
    """Return the results of a body that several were, and a sentence that says so."""
    told, edition = found.told or Told((), ()), found.returns[0].row.edition
    one = found.returns[0].row if len(found.returns) == 1 else None
    answered = wire.IndicatorsOut(
        organisation=organisation,
        year=found.year,
        revision=one and one.revision,
        document=one and provenance(one.ods, one.year, one.revision, one.digest, controlled=controlled),
        edition=wanted.edition.key if wanted.edition else edition,
        definitions=wanted.definitions(edition, found.year),
        footprint=wire.FootprintOut(
            kind="current", members=list(found.footprint.members), sentences=list(sentences([found.footprint]))
        ),
        snapshot=snapshot_date(found.year).isoformat(),
        state="combined",
        published=all(each.published for each in found.returns),
        representation=wanted.representation(told.results),
        board_seats=wire.seats_out(told.seats),
        results=wire.results_out(chosen(told.results, wanted.only)),
    )
    return answered.model_dump_json().encode()


def organisation_json(
    organisation: OrganisationOut, stored: Stored, told: Told, wanted: Wanted, *, controlled: bool
) -> bytes:
    """Return the results of a body's own return."""
    row = stored.row
    answered = wire.IndicatorsOut(
        organisation=organisation,
        year=row.year,
        revision=row.revision,
        document=provenance(row.ods, row.year, row.revision, row.digest, controlled=controlled),
        edition=wanted.edition.key if wanted.edition else row.edition,
        definitions=wanted.definitions(row.edition, row.year),
        snapshot=snapshot_date(row.year).isoformat(),
        state=stored.state,
        published=stored.published,
        representation=wanted.representation(told.results),
        board_seats=wire.seats_out(told.seats),
        results=wire.results_out(chosen(told.results, wanted.only)),
    )
    return answered.model_dump_json().encode()


def area_json(area: str, book: Book, told: Told, only: list[str] | None) -> bytes:
    """Return the results of an area, and how many of its bodies are in the sums."""
    members = expected(area, book.members.values(), book.year, book.places)
    answered = wire.AreaIndicatorsOut(
        area=wire.Area(id=area, name=area_name(area), synthetic=any(member.synthetic for member in members)),
        year=book.year,
        coverage=wire.Coverage(
            organisations=len(members),
            returns=len(book.areas[area]),
            missing=len(members) - len(book.areas[area]),
        ),
        representation=wire.representation_out(told.results),
        board_seats=wire.seats_out(told.seats),
        results=wire.results_out(chosen(told.results, only)),
    )
    return answered.model_dump_json().encode()


def chosen(results: Iterable[Result], only: list[str] | None) -> list[Result]:
    """Return the results of the indicators asked for, all when none is named."""
    return [result for result in results if not only or result.indicator in only]
