"""The wire of the pipeline, coming in: a ladder of bands, how its people move, and the share to reach."""

from typing import Annotated

from pydantic import Field, model_validator

from services.wire import Whole, Wire
from trajectory_service.domain.ladder import Bounds, Count, Counted, Rung
from trajectory_service.domain.ladder_answer import Asked
from trajectory_service.domain.strata import Target
from trajectory_service.schemas.figures import Growth, People, Posts, Share, Year
from trajectory_service.schemas.trajectory_asked import TargetIn
from vocabulary.bands import AFC_AND_VSM, Band


class CountIn(Wire):
    """People of one group who moved, of all of the group who were there, added up over the years counted."""

    events: People
    people: People

    @model_validator(mode="after")
    def _part_of_whole(self) -> "CountIn":
        if self.events > self.people:
            raise ValueError(f"events, {self.events}, are above people, {self.people}")
        return self


class CountedIn(Wire):
    """Moves out of a rung by group: BME staff are the group of interest, white staff the others."""

    interest: CountIn
    others: CountIn
    years: Annotated[Whole, Field(strict=True, ge=1, le=20)] = 1


class BoundsIn(Wire):
    """The least and the most that a share may be required to be."""

    least: Share = 0.0
    most: Share = 1.0

    @model_validator(mode="after")
    def _in_order(self) -> "BoundsIn":
        if self.least > self.most:
            raise ValueError(f"least, {self.least}, is above most, {self.most}")
        return self


class RungIn(Wire):
    """A band, its people of known ethnicity, and how they move. What is left out is counted or assumed, and said.

    ``leaving`` and ``promotion`` are chances a year, of everybody or, where ``…_interest`` is there, of white
    staff. ``recruits`` a year or, without it, ``growth``: a share of today's people added a year. ``promotions``
    (upward out of this band) and ``leavers`` are counted by group. The bounds limit what may be required of those
    who come to the band.
    """

    band: Band
    interest: Posts
    total: Posts
    leaving: Share | None = None
    leaving_interest: Share | None = None
    promotion: Share | None = None
    promotion_interest: Share | None = None
    recruits: Posts | None = None
    growth: Growth | None = None
    recruitment_share: Share | None = None
    promotions: CountedIn | None = None
    leavers: CountedIn | None = None
    recruitment_bounds: BoundsIn = Field(default_factory=BoundsIn)
    promotion_bounds: BoundsIn = Field(default_factory=BoundsIn)


class PipelineIn(Wire):
    """A ladder of bands, lowest first, the share to reach on it, from which band up, and by when.

    Without a target it is the share of the whole ladder; without ``equality_from`` every band above the lowest is to
    reach it; without horizons they are the strategy's that lie ahead.
    """

    baseline_year: Year
    rungs: Annotated[list[RungIn], Field(min_length=1, max_length=len(AFC_AND_VSM))]
    target: TargetIn | None = None
    equality_from: Band | None = None
    horizons: Annotated[list[Year], Field(min_length=1, max_length=5)] | None = None


def asked_of(body: PipelineIn, horizons: list[int]) -> Asked:
    """Return what is asked, by the ``horizons``, in the domain's words."""
    return Asked(
        baseline_year=body.baseline_year,
        rungs=[_rung(rung) for rung in body.rungs],
        horizons=horizons,
        target=None if body.target is None else _target(body.target),
        equality_from=body.equality_from,
    )


def _target(target: TargetIn) -> Target:
    if target.workforce is not None:
        return Target.of_workforce(target.workforce.interest, target.workforce.total)
    return Target.of_share(target.share or 0.0)


def _rung(rung: RungIn) -> Rung:
    nested = {"promotions", "leavers", "recruitment_bounds", "promotion_bounds"}
    return Rung(
        **rung.model_dump(exclude=nested),
        promotions=_counted(rung.promotions),
        leavers=_counted(rung.leavers),
        recruitment_bounds=Bounds(rung.recruitment_bounds.least, rung.recruitment_bounds.most),
        promotion_bounds=Bounds(rung.promotion_bounds.least, rung.promotion_bounds.most),
    )


def _counted(counted: CountedIn | None) -> Counted | None:
    if counted is None:
        return None
    interest, others = counted.interest, counted.others
    return Counted(Count(interest.events, interest.people), Count(others.events, others.people), counted.years)
