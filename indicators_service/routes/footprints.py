"""Which bodies of a past year are one body today."""

from fastapi import APIRouter, Request, Response

from indicators_service.books import lineage_of
from indicators_service.domain.combination import sentences
from indicators_service.routes.organisations import Ods, recorded
from indicators_service.routes.results import YearAsked
from indicators_service.schemas.footprints import YearFootprintOut
from indicators_service.schemas.organisations import SuccessionOut
from indicators_service.store.members import members
from indicators_service.store.successions import successions
from services.as_of import AsOf
from services.conditional import answer_model
from services.database import Reading
from services.identity import Calling
from services.instants import now

router = APIRouter(prefix="/v1", tags=["reference"])


@router.get("/organisations/{ods}/footprint", response_model=YearFootprintOut)
async def read_footprint(
    request: Request, ods: Ods, year: YearAsked, session: Reading, _caller: Calling, as_of: AsOf = None
) -> Response:
    """Read which bodies together made up a body on 31 March of a year, from who succeeded whom since."""
    await recorded(session, ods, as_of)
    every = await successions(session, as_of)
    lineage = lineage_of(every, await members(session, as_of), as_of or now())
    whole = lineage.current_members(ods, year)
    shown = YearFootprintOut(
        organisation=ods,
        year=year,
        existed=lineage.existed(ods, year),
        members=list(whole.members),
        complete=whole.complete,
        reason=whole.reason,
        steps=[
            SuccessionOut(predecessor=each.predecessor, successor=each.successor, on=each.on, kind=each.kind)
            for each in whole.steps
        ],
        sentences=list(sentences([whole])) if whole.members or not whole.complete else [],
    )
    return answer_model(request, shown)
