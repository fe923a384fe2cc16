"""An annual return as the domain sees it: counts of a reference group, a group of interest and the unknown.

Every section may be ``None``: it was not collected. The engine does not say white and BME, because sister
standards use the same sections with other groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vocabulary.bands import BANDS_OF, Band, StaffGroup
from vocabulary.indicators import SurveyQuestion


@dataclass(frozen=True, slots=True)
class Counts:
    """Headcounts of the three groups.

    Raises:
        ValueError: a count is negative.
    """

    reference: int
    interest: int
    unknown: int = 0

    def __post_init__(self) -> None:
        if min(self.reference, self.interest, self.unknown) < 0:
            raise ValueError("a headcount cannot be negative")


@dataclass(frozen=True, slots=True)
class WorkforceRow:
    """Staff in post on 31 March in one stratum of indicator 1.

    Raises:
        ValueError: the staff group has no such band or grade.
    """

    staff_group: StaffGroup
    band: Band
    counts: Counts

    def __post_init__(self) -> None:
        if self.band not in BANDS_OF[self.staff_group]:
            raise ValueError(f"{self.staff_group.value} has no band or grade '{self.band.value}'")


@dataclass(frozen=True, slots=True)
class Recruitment:
    """People shortlisted and appointed in the year to 31 March."""

    shortlisted: Counts
    appointed: Counts


@dataclass(frozen=True, slots=True)
class Disciplinary:
    """Staff who entered the formal disciplinary process in the last ``window_years`` (1, or 2 in early editions).

    Raises:
        ValueError: the window is shorter than a year.
    """

    entered: Counts
    window_years: int = 1

    def __post_init__(self) -> None:
        if self.window_years < 1:
            raise ValueError("the disciplinary window is at least one year")


@dataclass(frozen=True, slots=True)
class Training:
    """Staff who accessed non-mandatory training or professional development in the year to 31 March."""

    accessed: Counts


@dataclass(frozen=True, slots=True)
class Answer:
    """The percentage (0 to 100, weighted) of one group's respondents who gave the answer counted.

    Raises:
        ValueError: the percentage is outside 0 to 100, or respondents are negative.
    """

    percent: float
    respondents: int

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100 or self.respondents < 0:
            raise ValueError("a survey percentage lies between 0 and 100 and respondents are not negative")


@dataclass(frozen=True, slots=True)
class Answers:
    """Both groups' answers to one question; ``None`` for a group that was not asked or not reported."""

    reference: Answer | None
    interest: Answer | None


@dataclass(frozen=True, slots=True)
class StaffSurvey:
    """The NHS Staff Survey questions of indicators 5 to 8. A question that is absent was not collected."""

    answers: Mapping[SurveyQuestion, Answers]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Board members by voting right and executive office."""

    voting: bool
    executive: bool
    counts: Counts


@dataclass(frozen=True, slots=True)
class AnnualReturn:
    """What one body reports for one year. Rows of the same stratum or seat are added together."""

    workforce: tuple[WorkforceRow, ...] | None = None
    recruitment: Recruitment | None = None
    disciplinary: Disciplinary | None = None
    training: Training | None = None
    staff_survey: StaffSurvey | None = None
    board: tuple[BoardRow, ...] | None = None
