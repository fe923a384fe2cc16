"""Examining a return: read as the domain sees it, and held against every rule of validation."""

from indicators_service import documents
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.checks import Finding, Severity, check
from indicators_service.schemas.annual_return import Sections
from vocabulary.bands import BANDS_OF


def examined(body: Sections, previous: AnnualReturn | None = None) -> tuple[AnnualReturn, list[Finding]]:
    """Return the body as the domain sees it, with every finding about it, errors first.

    A band that its staff group does not have is an error by itself: the rest cannot be read without it, and the
    return given back is then an empty one.
    """
    misplaced = [
        Finding(
            Severity.ERROR,
            ("workforce", row, "band"),
            "unknown-band",
            f"{cell.staff_group} has no band or grade '{cell.band}'.",
        )
        for row, cell in enumerate(body.workforce or ())
        if cell.band not in BANDS_OF[cell.staff_group]
    ]
    if misplaced:
        return AnnualReturn(), misplaced
    annual = documents.annual_return(body)
    return annual, check(annual)
