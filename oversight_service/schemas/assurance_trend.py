"""The wire of a commissioner's assurance over the years."""

from pydantic import BaseModel

from oversight_service.domain.progress_against_wres import Progress
from oversight_service.schemas.assurance import ComplianceCountsOut
from oversight_service.schemas.commissioner_values import EngagementParametersOut, IndexParametersOut, number


class YearValueOut(BaseModel):
    """One year's value, the part of all weight behind it, and how many providers have what it is made of."""

    value: float | None
    coverage: float | None
    providers_with_value: int
    providers: int
    reason: str | None


class AssuranceYearOut(BaseModel):
    """One year of a commissioner: indicators 163b and 163a, and the levels of compliance that are stated."""

    year: int
    members: list[str]
    combined: bool
    sentences: list[str]
    progress_against_wres: YearValueOut
    staff_engagement: YearValueOut
    compliance: ComplianceCountsOut
    href: str


class TrendParametersOut(BaseModel):
    """The choices behind both values, the same in every year."""

    progress_against_wres: IndexParametersOut
    staff_engagement: EngagementParametersOut


class AssuranceTrendOut(BaseModel):
    """A commissioner's assurance over the years, each with the contracts and weights of its own."""

    commissioner: str
    computed_by: str
    footprint: str
    parameters: TrendParametersOut
    items: list[AssuranceYearOut]
    next: None = None
    total: int


def year_value_out(found: Progress) -> YearValueOut:
    """Return a year's value as the wire shows it."""
    return YearValueOut(
        value=number(found.value),
        coverage=number(found.coverage),
        providers_with_value=found.with_index,
        providers=found.providers,
        reason=found.reason,
    )
