"""The wire: named what-ifs of an organisation, and where each leads."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from services.wire import Text, Whole, Wire
from trajectory_service.domain.scenario import Outcome
from trajectory_service.schemas.figures import Growth, Odds, Rate, Share, Year, people_out, share_out
from trajectory_service.schemas.trajectories import AssumptionOut, PathPointOut, path_point
from vocabulary.bands import Band, StaffGroup

PostsCut = Annotated[Whole, Field(strict=True, ge=1, le=2_000)]


class ShareOfYear(Wire):
    """The share of recruits of one year."""

    year: Year
    share: Share


class CutOfYear(Wire):
    """Whole posts taken out at the end of one year."""

    year: Year
    posts: PostsCut


class ScenarioIn(Wire):
    """A band from a return on, and what is thought of differently. What is left out is as without the scenario.

    ``share`` is the target, equality where it is left out; recruitment is at the share required for it unless one is
    given. ``shares`` and ``cuts`` name single years; ``cut_selection`` is the odds that a post held by BME staff is
    among those cut, over another's.
    """

    staff_group: StaffGroup | Literal["all"] = "all"
    band: Band | Literal["bands_8a_to_vsm"]
    baseline_year: Year
    year: Year
    share: Share | None = None
    turnover: Rate | None = None
    turnover_interest: Rate | None = None
    growth: Growth | None = None
    recruitment_share: Share | None = None
    shares: Annotated[list[ShareOfYear], Field(max_length=90)] = Field(default_factory=list)
    cuts: Annotated[list[CutOfYear], Field(max_length=90)] = Field(default_factory=list)
    cut_selection: Odds | None = None
    note: Annotated[Text, Field(max_length=2_000)] = ""

    @model_validator(mode="after")
    def _each_year_once(self) -> "ScenarioIn":
        for name, years in (("shares", [s.year for s in self.shares]), ("cuts", [c.year for c in self.cuts])):
            if len(years) > len(set(years)):
                raise ValueError(f"{name} names a year twice")
        return self


class ScenarioOutcomeOut(BaseModel):
    """Where a course leads, with the 95 % band of every year, and the one share that would meet the target."""

    expected_share: float
    probability_met: float
    goal_posts: int
    required_share: float | None
    recruits_per_year: float
    interest_recruits_per_year: float
    path: list[PathPointOut]


class ScenarioOut(BaseModel):
    """A scenario, where it leads, and where the same band leads without it, recruiting at the share it holds."""

    organisation: str
    name: str
    revision: int
    scenario: ScenarioIn
    target_share: float
    outcome: ScenarioOutcomeOut
    without: ScenarioOutcomeOut
    assumptions: list[AssumptionOut]
    recorded_at: datetime
    recorded_by: str
    method_version: str


class ScenariosOut(BaseModel):
    """Scenarios side by side."""

    organisation: str
    items: list[ScenarioOut]
    total: int


def outcome_out(found: Outcome) -> ScenarioOutcomeOut:
    """Return where a course leads as the wire shows it."""
    return ScenarioOutcomeOut(
        expected_share=share_out(found.path[-1].share),
        probability_met=share_out(found.probability_met),
        goal_posts=found.goal_posts,
        required_share=share_out(found.required_share),
        recruits_per_year=people_out(found.recruits_per_year),
        interest_recruits_per_year=people_out(found.interest_recruits_per_year),
        path=[path_point(point) for point in found.path],
    )
