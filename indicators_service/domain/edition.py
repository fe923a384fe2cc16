"""An edition of a standard: what the technical guidance of a reporting year fixed."""

from collections.abc import Mapping
from dataclasses import dataclass


class UnknownEditionError(LookupError):
    """No edition of that key or year. The message names the editions that there are."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What an edition fixes.

    Attributes:
        key: such as ``wres-2019``.
        year: the first reporting year that uses it.
        window_years: the window of indicator 3 where a return does not state its own.
        senior: the cluster that counts as senior leadership.
        survey_year: the Staff Survey that a report of ``year`` uses.
        survey_items: the survey's own name of each question.
        versions: the version of an indicator's definition, where it is not the first.
        assumed: which of these no primary document was at hand to confirm.
    """

    key: str
    year: int
    window_years: int
    senior: str
    survey_year: int
    survey_items: Mapping[str, str]
    versions: Mapping[str, str]
    assumed: tuple[str, ...]

    def version(self, indicator: str) -> str:
        """Return the version of an indicator's definition; the first has no name of its own."""
        return self.versions.get(indicator, "first")
