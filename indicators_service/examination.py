"""Examining a return: read as the domain sees it, and held against every rule of validation."""

from decimal import Decimal

from indicators_service import documents
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.checks import check
from indicators_service.domain.rules import Context, Finding, Severity, Stated
from indicators_service.schemas.annual_return import ReturnIn, ReturnToCompute
from indicators_service.validation.catalogue import rules
from vocabulary.bands import BANDS_OF


def examined(
    body: ReturnToCompute | ReturnIn, previous: AnnualReturn | None = None
) -> tuple[AnnualReturn, list[Finding]]:
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
    context = Context(
        year=body.year,
        previous=previous,
        stated=[Stated(each.figure, each.value, _places(each.value)) for each in body.stated or ()],
        snapshot=body.snapshot,
        survey_year=body.staff_survey.year if body.staff_survey else None,
    )
    return annual, check(annual, rules(), context)


def _places(value: float) -> int:
    """Return how many decimal places a figure is given with: 1.8 has one, 2.0 and 2 have none."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
