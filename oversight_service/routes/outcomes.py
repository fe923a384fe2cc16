"""Official outcomes: ratings and segments as regulators published them, recorded and never computed."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from oversight_service import permission
from oversight_service.routes.frameworks import Catalogue, Key, named
from oversight_service.schemas.evidence import OutcomeIn, OutcomeOut
from oversight_service.schemas.outcomes import OutcomeListOut
from oversight_service.store import outcomes as store
from oversight_service.store.keeping import keep
from oversight_service.tables import OutcomeRow
from services.as_of import AsOf
from services.changes import Change, feed_of
from services.conditional import answer_model
from services.database import Reading, Writing
from services.identity import HEADER, Calling
from services.instants import now
from services.peers import peer_of
from services.problems import Fault, Problem, invalid
from vocabulary.organisations import ODS_CODE_PATTERN
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["official outcomes"])

Ods = Annotated[str, Path(pattern=ODS_CODE_PATTERN, description="ODS code of the organisation.")]


def shown(row: OutcomeRow) -> OutcomeOut:
    """Return an outcome as the wire shows it."""
    fields = row.model_dump(exclude={"ods", "decided_on"})
    return OutcomeOut(organisation=row.ods, date=row.decided_on, **fields)


@router.get("/organisations/{ods}/official-outcomes", response_model=OutcomeListOut)
async def list_outcomes(
    request: Request, ods: Ods, session: Reading, _caller: Calling, as_of: AsOf = None
) -> Response:
    """List every outcome that was recorded for a body, by framework and then as one followed the other."""
    await peer_of(request, "indicators").read(f"/v1/organisations/{ods}", request.headers[HEADER])
    rows = await store.outcomes_of(session, ods, as_of)
    reason = None if rows else f"No official outcome of {ods} is recorded."
    return answer_model(request, OutcomeListOut(items=[shown(row) for row in rows], total=len(rows), reason=reason))


@router.get("/organisations/{ods}/official-outcomes/{key}", response_model=OutcomeOut)
async def read_outcome(
    request: Request,
    ods: Ods,
    key: Key,
    session: Reading,
    catalogue: Catalogue,
    _caller: Calling,
    as_of: AsOf = None,
) -> Response:
    """Read the outcome recorded last for a body under a framework, now or by an instant."""
    named(catalogue, key)
    row = await store.newest_outcome(session, ods, key, as_of)
    if row is None:
        raise Problem(404, f"No official outcome of {ods} under {key} is recorded.")
    return answer_model(request, shown(row))


@router.put(
    "/organisations/{ods}/official-outcomes/{key}", status_code=201, responses={200: {"description": "Followed"}}
)
async def record_outcome(
    request: Request,
    response: Response,
    ods: Ods,
    key: Key,
    body: OutcomeIn,
    session: Writing,
    catalogue: Catalogue,
    caller: Calling,
) -> OutcomeOut:
    """Record an official outcome: 201 for the first, 200 for one that follows an earlier one."""
    permission.require(caller, Resource.OUTCOME, Action.WRITE)
    framework = named(catalogue, key)
    if body.rating not in framework.scale.values:
        words = f"'{body.rating}' is not on the scale: {', '.join(framework.scale.values)}."
        raise invalid(Fault("$.rating", "not-on-the-scale", words, column="rating"))
    await peer_of(request, "indicators").read(f"/v1/organisations/{ods}", request.headers[HEADER])
    before = await store.newest_outcome(session, ods, key)
    row = OutcomeRow(
        ods=ods,
        framework=key,
        revision=before.revision + 1 if before else 1,
        rating=body.rating,
        decided_on=body.date,
        source=body.source,
        recorded_at=now(),
        recorded_by=caller.client,
    )
    await keep(session, before, row, "outcome")
    href = f"/v1/organisations/{ods}/official-outcomes/{key}"
    told = Change("assessment", ods, body.date.year, href, str(row.revision), public=True)
    await feed_of(request).append(session, [told])
    response.status_code = 200 if before else 201
    return shown(row)
