"""The wire: what a trajectory is asked about. What is left out is assumed, and said."""

from typing import Annotated

from pydantic import Field, model_validator

from services.wire import Whole, Wire
from trajectory_service.schemas.figures import Growth, Odds, People, Posts, Rate, Share, Year
from vocabulary.bands import Band


class BaselineIn(Wire):
    """Posts of known ethnicity on 31 March of a year, and how many of them BME people hold."""

    year: Year
    interest: Posts
    total: Posts

    @model_validator(mode="after")
    def _part_of_whole(self) -> "BaselineIn":
        if self.interest > self.total:
            raise ValueError(f"interest, {self.interest}, is above total, {self.total}")
        return self


class WorkforceIn(Wire):
    """BME people and all people of known ethnicity in a whole workforce."""

    interest: People
    total: Annotated[Whole, Field(strict=True, ge=1, le=5_000_000)]

    @model_validator(mode="after")
    def _part_of_whole(self) -> "WorkforceIn":
        if self.interest > self.total:
            raise ValueError(f"interest, {self.interest}, is above total, {self.total}")
        return self


class TargetIn(Wire):
    """The share to reach: given, or the share of a whole workforce. One of the two.

    ``change_a_year`` moves it by a share a year from the baseline on. It is never below ``community``, the share of
    the people whom the organisation serves.
    """

    share: Share | None = None
    workforce: WorkforceIn | None = None
    community: Share | None = None
    change_a_year: Annotated[float, Field(strict=True, ge=-0.1, le=0.1, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def _one_of_two(self) -> "TargetIn":
        if (self.share is None) == (self.workforce is None):
            raise ValueError("give either share or workforce, and not both")
        return self


class TrajectoryIn(Wire):
    """A band, its baseline, where it is to go and by when. What is left out is assumed, and said."""

    band: Band | None = None
    baseline: BaselineIn
    target: TargetIn
    horizons: Annotated[list[Year], Field(min_length=1, max_length=10)] = Field(
        default_factory=lambda: [2023, 2028, 2033]
    )
    turnover: Rate | None = None
    turnover_interest: Rate | None = None
    growth: Growth | None = None
    cut_selection: Odds | None = None
    recruitment_share: Share | None = None
    probability: Annotated[float, Field(strict=True, gt=0, lt=1, allow_inf_nan=False)] = 0.8
