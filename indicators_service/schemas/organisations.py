"""Organisations and contracts as they go over the wire."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StrictBool, model_validator

from indicators_service.schemas.annual_return import OdsCode
from services.wire import Day, Text, Wire
from vocabulary.organisations import OrganisationType, Region


class OrganisationIn(Wire):
    """What may be said of a body: kind, place, and when it opened and closed."""

    name: Annotated[Text, Field(min_length=3, max_length=200)]
    type: OrganisationType
    region: Region | None = None
    ics: Annotated[str, Field(pattern=r"^[A-Z0-9]{3,6}$")] | None = None
    opened: Day | None = None
    closed: Day | None = None
    successors: Annotated[list[OdsCode], Field(max_length=20, default_factory=list)]
    synthetic: StrictBool = False

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "OrganisationIn":
        if self.opened and self.closed and self.closed < self.opened:
            raise ValueError("closed lies before opened")
        return self


class OrganisationOut(BaseModel):
    """A body under its ODS code. ``synthetic`` marks an invented one."""

    ods: str
    name: str
    type: str
    region: str | None
    ics: str | None
    opened: date | None
    closed: date | None
    successors: list[str]
    synthetic: bool


class OrganisationPage(BaseModel):
    """One page of organisations by ODS code, with the cursor of the next page."""

    items: list[OrganisationOut]
    next: str | None
    total: int


class ContractIn(Wire):
    """The dates between which a commissioner holds a contract with a provider."""

    valid_from: Annotated[Day, Field(alias="from")]
    valid_to: Annotated[Day | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "ContractIn":
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("to lies before from")
        return self


class ContractOut(BaseModel):
    """A contract between a commissioner and a provider."""

    commissioner: str
    provider: str
    valid_from: Annotated[date, Field(serialization_alias="from")]
    valid_to: Annotated[date | None, Field(serialization_alias="to")]


class Entitlement(BaseModel):
    """Whether a client sees a body's exact figures, rather than published ones under disclosure control."""

    ods: str
    exact: bool
