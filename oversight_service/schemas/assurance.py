"""The wire of a commissioner's assurance: who answers, its values, its providers' rows and its own."""

from collections.abc import Sequence

from pydantic import BaseModel

from oversight_service.domain.commissioner_year import AnsweredBy
from oversight_service.domain.compliance import Compliance, ComplianceCounts, compliance_counts
from oversight_service.schemas.assured_body import AssuredBodyOut, level
from oversight_service.schemas.commissioner_values import ProgressAgainstWresOut, StaffEngagementOut


class AssuredByOut(BaseModel):
    """Who answers for the commissioner; ``sentences`` say what was combined, or why that is not the whole."""

    asked: str
    members: list[str]
    combined: bool
    complete: bool
    sentences: list[str]


class ComplianceCountsOut(BaseModel):
    """Of how many providers which level of compliance is stated, and of how many none."""

    full: int
    partial: int
    none: int
    not_stated: int


class ComplianceOut(BaseModel):
    """Levels of compliance of the year's providers, in the year and in the year before."""

    this_year: ComplianceCountsOut
    previous_year: ComplianceCountsOut


class AssuranceOut(BaseModel):
    """What a commissioner assures of a year: its providers together, each by itself, and its own row."""

    commissioner: str
    year: int
    computed_by: str
    footprint: AssuredByOut
    progress_against_wres: ProgressAgainstWresOut
    staff_engagement: StaffEngagementOut
    compliance: ComplianceOut
    providers: list[AssuredBodyOut]
    predecessors: list[AssuredBodyOut]
    own: AssuredBodyOut


def answered_by_out(by: AnsweredBy, asked: str) -> AssuredByOut:
    """Return who answers for a commissioner as the wire shows it."""
    return AssuredByOut(
        asked=asked,
        members=list(by.members),
        combined=by.combined,
        complete=by.complete,
        sentences=list(by.sentences),
    )


def counts_out(levels: Sequence[Compliance | None]) -> ComplianceCountsOut:
    """Return how many providers are at each level as the wire shows it."""
    counts: ComplianceCounts = compliance_counts(levels)
    return ComplianceCountsOut.model_validate(counts, from_attributes=True)


def compliance_out(rows: Sequence[AssuredBodyOut]) -> ComplianceOut:
    """Return how many providers are at each level, in the year and in the year before."""
    return ComplianceOut(
        this_year=counts_out([level(row.statement) for row in rows]),
        previous_year=counts_out([level(row.previous_statement) for row in rows]),
    )
