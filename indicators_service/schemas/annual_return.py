"""A return as it comes over the wire. Unknown fields are refused; every number is checked for its kind."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StrictBool

from indicators_service.domain.rules import Finding, Severity
from indicators_service.schemas.counts import GroupCounts, OdsCode, People, Percent, Year
from indicators_service.schemas.pay import Pay
from indicators_service.schemas.stated import Stated
from services.problems import json_path
from services.wire import Day, Text, Whole, Wire
from vocabulary.bands import Band, StaffGroup
from vocabulary.years import FIRST_YEAR, LAST_YEAR


class WorkforceCell(GroupCounts):
    """Headcount of substantive staff in one band or grade at the snapshot."""

    staff_group: StaffGroup
    band: Band


class Recruitment(Wire):
    """Indicator 2: people shortlisted and people appointed from shortlisting, year to 31 March."""

    shortlisted: GroupCounts
    appointed: GroupCounts


class Disciplinary(Wire):
    """Indicator 3: people who entered the formal disciplinary process in the window."""

    window_years: Annotated[Whole, Field(strict=True, ge=1, le=2)] = 1
    entered: GroupCounts


class Training(Wire):
    """Indicator 4: people who accessed non-mandatory training and CPD, year to 31 March."""

    accessed: GroupCounts


class Responses(Wire):
    """One group's answer to a survey question: percent saying yes, of so many respondents."""

    percent: Percent
    respondents: People


class SurveyAnswer(Wire):
    """A survey question's answer in both groups. Both absent means that it was not collected."""

    white: Responses | None = None
    bme: Responses | None = None


class StaffSurvey(Wire):
    """Indicators 5 to 8, from the preceding autumn's NHS Staff Survey."""

    year: Annotated[Whole, Field(strict=True, ge=FIRST_YEAR - 2, le=LAST_YEAR)]
    harassment_public: SurveyAnswer | None = None
    harassment_staff: SurveyAnswer | None = None
    equal_opportunities: SurveyAnswer | None = None
    discrimination: SurveyAnswer | None = None


class BoardCell(GroupCounts):
    """Indicator 9: members of the board in one cell of voting by executive."""

    voting: StrictBool
    executive: StrictBool


class Sections(Wire):
    """The sections of a return. Any section may be null: its indicators are then null, not-collected."""

    snapshot: Day | None = None
    edition: Annotated[str, Field(pattern=r"^wres-20\d\d$")] | None = None
    workforce: Annotated[list[WorkforceCell], Field(max_length=100)] | None = None
    recruitment: Recruitment | None = None
    disciplinary: Disciplinary | None = None
    training: Training | None = None
    staff_survey: StaffSurvey | None = None
    board: Annotated[list[BoardCell], Field(max_length=4)] | None = None
    pay: Pay | None = None
    stated: Annotated[list[Stated], Field(max_length=50)] | None = None
    narrative: Annotated[Text, Field(max_length=20_000)] | None = None


class ReturnIn(Sections):
    """One organisation's WRES return for one year, to be stored."""

    organisation: OdsCode
    year: Year


class ReturnToCompute(Sections):
    """A return to compute and forget: the organisation may be left out and need not be registered."""

    organisation: OdsCode | None = None
    year: Year


class Warned(BaseModel):
    """Something about a return that may be right but needs an explanation at sign-off."""

    code: str
    path: str
    message: str


def warned(findings: Iterable[Finding]) -> list[Warned]:
    """Return the warnings among some findings as the wire shows them."""
    return [
        Warned(code=finding.code, path=json_path(finding.place), message=finding.message)
        for finding in findings
        if finding.severity is Severity.WARNING
    ]


class Receipt(BaseModel):
    """What a submitter gets back for a return that was taken."""

    organisation: str
    year: int
    revision: int
    state: str
    document: str
    warnings: list[Warned]


class ReturnOut(BaseModel):
    """A stored return: its revision, and the document exactly as it came."""

    organisation: str
    year: int
    revision: int
    state: str
    synthetic: bool
    recorded_at: datetime
    published_at: datetime | None
    document: str
    warnings: list[Warned]
    body: dict[str, Any] = Field(serialization_alias="return")


class Revision(BaseModel):
    """One line of a return's history."""

    revision: int
    state: str
    recorded_at: datetime
    recorded_by: str
    published_at: datetime | None
    document: str
    batch: str | None


class Revisions(BaseModel):
    """Every revision of one return, newest first."""

    items: list[Revision]
    next: None = None
    total: int
