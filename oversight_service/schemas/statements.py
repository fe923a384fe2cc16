"""The wire of statements: what a commissioner says of a provider, apart from what is computed."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field, StrictBool, model_validator

from oversight_service.domain.compliance import Compliance
from oversight_service.schemas.impersonal import Impersonal, Link, Role
from services.wire import Day, Wire


class EvidenceIn(Wire):
    """A document that a statement rests on, and where it can be read."""

    title: Annotated[Impersonal, Field(min_length=3, max_length=200)]
    link: Link


class StatementIn(Wire):
    """What a commissioner found out of a provider's WRES: report, plan, compliance, evidence, and in which role."""

    report_published: StrictBool | None = None
    report_link: Link | None = None
    report_published_on: Day | None = None
    board_approved_on: Day | None = None
    action_plan_published: StrictBool | None = None
    action_plan_link: Link | None = None
    level_of_compliance: Compliance
    evidence: Annotated[list[EvidenceIn], Field(max_length=50)] = Field(default_factory=list)
    note: Annotated[Impersonal, Field(max_length=2_000)] = ""
    assessor_role: Role

    @model_validator(mode="after")
    def _of_one_mind(self) -> "StatementIn":
        for published, link, what in (
            (self.report_published, self.report_link, "report"),
            (self.action_plan_published, self.action_plan_link, "action_plan"),
        ):
            if link is not None and published is False:
                raise ValueError(f"{what}_link is given, and {what}_published is false")
        return self


class EvidenceOut(BaseModel):
    """A document that a statement rests on."""

    title: str
    link: str


class StatementOut(BaseModel):
    """A statement as it was made, by which commissioner about whom, and by whose client when."""

    commissioner: str
    provider: str
    year: int
    revision: int
    report_published: bool | None
    report_link: str | None
    report_published_on: date | None
    board_approved_on: date | None
    action_plan_published: bool | None
    action_plan_link: str | None
    level_of_compliance: str
    evidence: list[EvidenceOut]
    note: str
    assessor_role: str
    recorded_at: datetime
    recorded_by: str
