"""The demonstration data added up: its invented trusts and CCGs stand for those of England."""

from functools import cache

from indicators_service.demonstration import organisations, returns
from indicators_service.documents import annual_return
from indicators_service.domain.results import Result
from indicators_service.domain.tally import summed, tally_of
from indicators_service.schemas.annual_return import ReturnIn
from indicators_service.standards.wres import compute
from vocabulary.organisations import ENGLAND_TYPES, TRUST_TYPES

SOUTH = ("Y58", "Y59")
LONDON = ("Y56",)


@cache
def trusts_and_ccgs(year: int) -> tuple[Result, ...]:
    """Return every result of all trusts and CCGs together."""
    return _results(year, {body["ods"] for body in organisations() if body["type"] in ENGLAND_TYPES})


@cache
def trusts(year: int, regions: tuple[str, ...] = ()) -> tuple[Result, ...]:
    """Return every result of all trusts together, or of those of some regions."""
    chosen = [body for body in organisations() if body["type"] in TRUST_TYPES]
    return _results(year, {body["ods"] for body in chosen if not regions or body["region"] in regions})


def _results(year: int, codes: set[str]) -> tuple[Result, ...]:
    documents = [document for document in returns(year) if document["organisation"] in codes]
    bodies = [annual_return(ReturnIn.model_validate(document)) for document in documents]
    return tuple(compute(summed(tally_of(bodies)))[0])


def pick(results: tuple[Result, ...], indicator: str, measure: str, **part: str) -> Result:
    """Return one of some results."""
    wanted = (indicator, measure, part)
    return next(r for r in results if (r.indicator, r.measure, dict(r.part or {})) == wanted)
