"""The WRES return of the year as evidence in itself: whether it is published, in time, and how complete."""

from dataclasses import dataclass

from oversight_service.domain.assessed import Assessed
from oversight_service.domain.facts import NO_REASON, SUBMISSION, Fact
from oversight_service.domain.framework_definitions import SubmissionDefinition
from oversight_service.domain.framework_words import Direction, EvidenceKind
from oversight_service.domain.results import IndicatorResults, row_source
from oversight_service.domain.sentences import in_words

NOT_PUBLISHED = "not-published"
_TITLE = "WRES return of the year"
_WHOLE = ("1", {"staff_group": "all", "band": "all"}, "share")


@dataclass(frozen=True, slots=True)
class Submission:
    """How a return came in: ``late`` against the year's deadline, ``None`` where that is not known."""

    late: bool | None


def of_submission(
    definition: SubmissionDefinition, ods: str, year: int, results: IndicatorResults | None, submission: Submission
) -> Assessed:
    """Return the return itself as evidence. A draft is not one: what is not published counts for nobody."""
    row = results.find(*_WHOLE) if results else None
    completeness = row.completeness if row else None
    return Assessed(
        fact=Fact(
            kind=EvidenceKind.SUBMISSION,
            id=SUBMISSION,
            selector=SUBMISSION,
            title=f"{_TITLE} {year}",
            questions=definition.questions,
            values={
                "published": results is not None,
                "late": submission.late if results else None,
                "completeness": completeness,
                "reason": NO_REASON if results else NOT_PUBLISHED,
            },
            words={"completeness": in_words(completeness, "percent")},
            source=row_source(ods, year, results, *_WHOLE),
        ),
        value=results is not None,
        unit=None,
        direction=Direction.CONTEXT,
        reason=None if results else NOT_PUBLISHED,
        sentence=_sentence(year, results, submission, completeness),
        small=False,
        confidence=definition.confidence,
    )


def _sentence(year: int, results: IndicatorResults | None, submission: Submission, completeness: float | None) -> str:
    if results is None:
        return f"{_TITLE} {year}: none is published."
    late = {True: ", after the deadline", False: ", in time", None: ""}[submission.late]
    known = "" if completeness is None else f" Ethnicity is known for {in_words(completeness, 'percent')} of staff."
    return f"{_TITLE} {year}: it is published{late}.{known}"
