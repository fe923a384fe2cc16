"""The life of a return as it goes over the wire: steps, explanations of warnings, deadlines."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from indicators_service.schemas.counts import OdsCode, Year
from services.wire import Day, Instant, Text, Wire

MOST_AT_ONCE = 5_000
"""Returns that one call may move: every body of England, several years over."""


class Explanation(Wire):
    """Why a warning is right as it stands. Without a path it explains every warning of that code."""

    code: Annotated[Text, Field(min_length=1, max_length=60)]
    path: Annotated[Text, Field(max_length=200)] | None = None
    text: Annotated[Text, Field(min_length=3, max_length=2_000)]


class TransitionIn(Wire):
    """The step that is asked for. An embargo holds back a publication; explanations belong to the sign-off."""

    to: Literal["submitted", "signed_off", "published", "withdrawn"]
    note: Annotated[Text, Field(max_length=2_000)] | None = None
    embargo: Instant | None = None
    explanations: Annotated[list[Explanation], Field(max_length=500, default_factory=list)]

    @model_validator(mode="after")
    def _belongs_to_its_step(self) -> Self:
        if self.embargo is not None and self.to != "published":
            raise ValueError("an embargo belongs to the step to published")
        if self.explanations and self.to != "signed_off":
            raise ValueError("explanations belong to the step to signed_off")
        return self


class OneReturn(Wire):
    """A body's return of a year."""

    organisation: OdsCode
    year: Year


class TransitionsIn(TransitionIn):
    """One step for many returns: those named, or those that a batch brought."""

    batch: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")] | None = None
    returns: Annotated[list[OneReturn], Field(max_length=MOST_AT_ONCE)] | None = None

    @model_validator(mode="after")
    def _names_returns_once(self) -> Self:
        if (self.batch is None) == (self.returns is None):
            raise ValueError("name either a batch or returns")
        return self


class TransitionOut(BaseModel):
    """A step that was taken."""

    organisation: str
    year: int
    revision: int
    state: str
    at: datetime
    by: str
    embargo: datetime | None
    note: str | None
    explanations: list[Explanation]


class RefusedStep(BaseModel):
    """A return that did not take the step, and why."""

    organisation: str
    year: int
    code: str
    message: str


class TransitionsOut(BaseModel):
    """How many returns took a step, and which did not."""

    to: str
    taken: int
    refused: list[RefusedStep]


class Life(BaseModel):
    """Every step of every revision of a return, newest first, and whether it came in time."""

    organisation: str
    year: int
    deadline: date | None
    first_submitted: datetime | None
    late: bool | None
    items: list[TransitionOut]
    next: None = None
    total: int


class DeadlineIn(Wire):
    """The last day on which a year's return is in time, and who says so."""

    submit_by: Day
    source: Annotated[Text, Field(min_length=3, max_length=500)]


class DeadlineOut(BaseModel):
    """A deadline as it is kept."""

    year: int
    submit_by: date
    source: str


class Deadlines(BaseModel):
    """Every deadline, by year."""

    items: list[DeadlineOut]
    next: None = None
    total: int
