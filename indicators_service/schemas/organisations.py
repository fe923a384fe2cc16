"""Organisations, their successions and contracts as they go over the wire."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, model_validator

from indicators_service.domain.succession import SuccessionKind
from indicators_service.schemas.counts import OdsCode
from services.wire import Day, Text, Whole, Wire
from vocabulary.organisations import OrganisationType, Region
from vocabulary.permissions.rule import Whose
from vocabulary.years import FIRST_YEAR, LAST_YEAR


class OrganisationIn(Wire):
    """What may be said of a body: kind, place, when it opened and closed, and who succeeded it when it closed.

    Successors that are not sent stay as they are recorded; sent, they are all there are.
    """

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


class OrganisationDetail(OrganisationOut):
    """A body with those that it succeeded, wholly or in part."""

    predecessors: list[str]


class OrganisationPage(BaseModel):
    """One page of organisations by ODS code, with the cursor of the next page."""

    items: list[OrganisationOut]
    next: str | None
    total: int


class SuccessionIn(Wire):
    """When and how one body succeeded another. ``on`` is the first day of the new order."""

    on: Day
    kind: SuccessionKind
    note: Annotated[Text, Field(max_length=1_000)] | None = None


class SuccessionOut(BaseModel):
    """A body that another succeeded, wholly or (split) in part."""

    predecessor: str
    successor: str
    on: date
    kind: SuccessionKind


class Successions(BaseModel):
    """The successions into a body and from it, by day."""

    organisation: str
    predecessors: list[SuccessionOut]
    successors: list[SuccessionOut]


class Imported(BaseModel):
    """What became of a file of organisations, each of which counts once."""

    added: int
    changed: int
    unchanged: int


class AuditLine(BaseModel):
    """One accepted write: when, by whom, of which kind, about which return, and what is different since."""

    number: int
    at: datetime
    by: str
    kind: str
    action: str
    year: int | None
    revision: int | None
    change: dict[str, Any]


class AuditPage(BaseModel):
    """One page of what happened to a body and its returns, newest first, with the cursor of the next page."""

    items: list[AuditLine]
    next: str | None


class WeightIn(Wire):
    """How much a provider weighs with its commissioner in a reporting year, on a basis: in pounds, in cases."""

    year: Annotated[Whole, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
    basis: Literal["financial_flow", "activity", "headcount", "custom"]
    value: Annotated[float, Field(strict=True, gt=0, le=1e12, allow_inf_nan=False)]


class ContractIn(Wire):
    """The dates between which a commissioner holds a contract with a provider, and what the provider weighs."""

    valid_from: Annotated[Day, Field(alias="from")]
    valid_to: Annotated[Day | None, Field(alias="to")] = None
    weights: Annotated[list[WeightIn], Field(max_length=400)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_weight_once(self) -> "ContractIn":
        named = [(weight.year, weight.basis) for weight in self.weights]
        if len(named) > len(set(named)):
            raise ValueError("weights name the same year and basis twice")
        return self

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
    weights: list[WeightIn]


class Entitlements(BaseModel):
    """The bodies whose own figures a client sees today; ``every`` for one that sees those of all."""

    every: bool
    organisations: list[str]


class Entitlement(BaseModel):
    """Whether a client sees a body's exact figures, rather than published ones under disclosure control.

    ``whose`` is whose the body is to the client: its own, one that it commissions today or succeeded, or another.
    """

    ods: str
    whose: Whose
    exact: bool
