"""Periodic reviews: a national assessment run at a date, kept as it stood, and compared with the next."""

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from oversight_service import permission
from oversight_service.asked import Asked
from oversight_service.domain.document_kind import DocumentKind
from oversight_service.domain.frameworks import Framework
from oversight_service.domain.review import counts, movements, standings
from oversight_service.routes.assessments import assessed, everything, require_in_force
from oversight_service.routes.figures import FiguresKnown
from oversight_service.routes.frameworks import Catalogue
from oversight_service.schemas.reviews import (
    AspirationBandOut,
    AspirationMovementOut,
    AspirationOut,
    ReviewComparisonOut,
    ReviewCountsOut,
    ReviewIn,
    ReviewKept,
    ReviewLineOut,
    ReviewListOut,
    ReviewOut,
)
from oversight_service.store.documents import following, newest_one, revisions
from oversight_service.store.keeping import keep
from oversight_service.tables import DocumentRow
from services.conditional import answer_model
from services.database import LateWriting, Reading
from services.idempotency import IdempotentRoute
from services.identity import HEADER, Calling
from services.peers import Parameters, peer_of
from services.problems import Fault, Problem, invalid
from services.rounding import half_away
from vocabulary.permissions.resources import Action, Resource

router = APIRouter(prefix="/v1", tags=["reviews"], route_class=IdempotentRoute)

NATION: Final = "NHS"
"""Whom a national review is about, where other documents name a body."""

AREA: Final = "england"
_BANDS: Final = ("8a", "8b", "8c", "8d", "9", "vsm", "bands_8a_to_vsm")
_HORIZON: Final = 2028
ReviewId = Annotated[
    str, Path(pattern=r"^[a-z0-9-]{3,60}\.\d{4}\.\d{1,6}$", description="Id of a review, such as sof-2017.2018.1.")
]


@router.post("/reviews", status_code=201)
async def run_review(
    request: Request,
    response: Response,
    body: ReviewIn,
    session: Reading,
    catalogue: Catalogue,
    figures: FiguresKnown,
    caller: Calling,
    begin: LateWriting,
) -> ReviewOut:
    """Assess every body of a framework and keep what was found: the national team's, first at the end of 2020."""
    permission.require(caller, Resource.REVIEW, Action.WRITE)
    framework = catalogue.get(body.framework)
    if framework is None:
        words = f"There is no framework '{body.framework}'; there are {', '.join(catalogue)}."
        raise invalid(Fault("$.framework", "no-such-framework", words, column="framework"))
    require_in_force(framework, body.year)
    found = await everything(request, session, caller, Asked(framework, body.year, None, None), figures)
    assessments = await assessed(request, found)
    kept = ReviewKept(
        framework=framework.key,
        framework_version=framework.version,
        year=body.year,
        note=body.note,
        counts=ReviewCountsOut(**counts(assessments)),
        standings=list(standings(assessments)),
        aspiration=await _aspiration(request, framework, body.year),
        inputs=hashlib.sha256(repr(found.version).encode()).hexdigest(),
    )
    told = kept.model_dump_json()
    # Written at the end, in a moment: nobody else's write waits while the nation is assessed.
    writing = await begin()
    before = await newest_one(writing, DocumentKind.REVIEW, NATION, framework.key, body.year)
    row = following(before, DocumentKind.REVIEW, NATION, framework.key, body.year, told, caller.client)
    await keep(writing, before, row, "review of this framework and year")
    response.headers["location"] = f"/v1/reviews/{_id(row)}"
    return _whole(row)


@router.get("/reviews", response_model=ReviewListOut)
async def list_reviews(
    request: Request,
    session: Reading,
    caller: Calling,
    framework: Annotated[str | None, Query(pattern=r"^[a-z0-9-]{3,60}$")] = None,
) -> Response:
    """List the reviews that were run. For those who see every body."""
    permission.require(caller, Resource.REVIEW, Action.READ)
    rows = await revisions(session, DocumentKind.REVIEW, ods=NATION, name=framework)
    lines = [_line(row) for row in rows]
    reason = None if lines else "No review was run yet; the national team runs one with POST /v1/reviews."
    return answer_model(request, ReviewListOut(items=lines, total=len(lines), reason=reason))


@router.get("/reviews/{review}", response_model=ReviewOut)
async def read_review(request: Request, review: ReviewId, session: Reading, caller: Calling) -> Response:
    """Read a review as it was kept: it is not computed again, whatever has been published since."""
    permission.require(caller, Resource.REVIEW, Action.READ)
    return answer_model(request, _whole(await _kept(session, review)))


@router.get("/reviews/{review}/comparison", response_model=ReviewComparisonOut)
async def compare_reviews(
    request: Request,
    review: ReviewId,
    earlier: Annotated[str, Query(alias="with", pattern=r"^[a-z0-9-]{3,60}\.\d{4}\.\d{1,6}$")],
    session: Reading,
    caller: Calling,
) -> Response:
    """Compare a review with an earlier one of the same framework, over the bodies that both could assess."""
    permission.require(caller, Resource.REVIEW, Action.READ)
    now, then = _whole(await _kept(session, review)), _whole(await _kept(session, earlier))
    if now.framework != then.framework:
        words = f"{review} is of {now.framework} and {earlier} of {then.framework}: they ask for different evidence."
        raise invalid(Fault("query:with", "another-framework", words, column="with"))
    return answer_model(
        request,
        ReviewComparisonOut(
            earlier=_short(then),
            later=_short(now),
            same_framework_version=now.framework_version == then.framework_version,
            movements=list(movements(then.standings, now.standings)),
            aspiration=_moved(then.aspiration, now.aspiration),
        ),
    )


async def _kept(session: Reading, review: str) -> DocumentRow:
    """Return the row of a review.

    Raises:
        Problem: 404.
    """
    name, year, number = review.rsplit(".", 2)
    rows = await revisions(session, DocumentKind.REVIEW, ods=NATION, name=name, year=int(year))
    for row in rows:
        if row.revision == int(number):
            return row
    raise Problem(404, f"There is no review {review}; GET /v1/reviews lists those there are.")


def _id(row: DocumentRow) -> str:
    return f"{row.name}.{row.year}.{row.revision}"


def _whole(row: DocumentRow) -> ReviewOut:
    kept = ReviewKept.model_validate_json(row.document)
    place = f"/v1/reviews/{_id(row)}"
    return ReviewOut(**kept.model_dump(), id=_id(row), run_at=row.recorded_at, run_by=row.recorded_by, href=place)


def _short(review: ReviewOut) -> ReviewLineOut:
    return ReviewLineOut(**{name: getattr(review, name) for name in ReviewLineOut.model_fields})


def _line(row: DocumentRow) -> ReviewLineOut:
    return _short(_whole(row))


async def _aspiration(request: Request, framework: Framework, year: int) -> AspirationOut:
    horizon = framework.trajectories.horizon if framework.trajectories else _HORIZON
    if horizon <= year:
        return AspirationOut(bands=[], goals=None, reason="horizon-not-after-the-year")
    told = await _ask(request, "trajectories", {"year": year, "horizon": horizon})
    goals = await _ask(request, "progress", {"year": year})
    if told is None:
        return AspirationOut(bands=[], goals=None, reason="no-published-return")
    together = [each for each in told["trajectories"] if each["staff_group"] == "all" and each["band"] in _BANDS]
    standing = goals["together"] if goals else None
    names = ("on_track", "behind", "ahead", "not_assessable", "behind_controlled")
    return AspirationOut(
        bands=[_band(each, horizon) for each in together],
        goals={name: standing[name] for name in names} if standing else None,
        reason=None,
    )


def _band(told: Mapping[str, Any], horizon: int) -> AspirationBandOut:
    baseline, target, ways = told["baseline"], told["target"], told["horizons"]
    return AspirationBandOut(
        band=told["band"],
        interest=baseline["interest"],
        total=baseline["total"],
        share=baseline["share"],
        target_share=target["share"] if target else None,
        status=told["status"],
        horizon=horizon,
        required_share=ways[0]["required_share"] if ways else None,
        additional_per_year=ways[0]["additional_per_year"] if ways else None,
    )


async def _ask(request: Request, what: str, parameters: Parameters) -> Any:
    """Return what the trajectory service says of England, ``None`` where there is nothing published."""
    try:
        return await peer_of(request, "trajectory").read(
            f"/v1/areas/{AREA}/{what}", request.headers[HEADER], parameters
        )
    except Problem as problem:
        if problem.status == HTTPStatus.NOT_FOUND:
            return None
        raise


def _moved(then: AspirationOut, now: AspirationOut) -> list[AspirationMovementOut]:
    before = {each.band: each for each in then.bands}
    return [_band_moved(before[each.band], each) for each in now.bands if each.band in before]


def _band_moved(then: AspirationBandOut, now: AspirationBandOut) -> AspirationMovementOut:
    change = None if then.share is None or now.share is None else half_away(now.share - then.share, 6)
    return AspirationMovementOut(
        band=now.band,
        earlier_share=then.share,
        later_share=now.share,
        change=change,
        earlier_posts_short=_short_of(then),
        later_posts_short=_short_of(now),
    )


def _short_of(band: AspirationBandOut) -> float | None:
    """Return how many posts lack to the share aimed for at the posts of the day, to one place."""
    if band.interest is None or band.total is None or band.target_share is None:
        return None
    return half_away(max(0.0, band.target_share * band.total - band.interest), 1)
