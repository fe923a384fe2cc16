"""A commissioner's year: who answers for it, what is known of its providers, and indicators 163b and 163a of them.

A commissioner that was not there yet is answered for by those that it succeeded: their contracts are taken together,
and the weights of a provider that several of them commissioned are added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oversight_service.domain.contract_report import ContractReport
from oversight_service.domain.contracts import Commissioned
from oversight_service.domain.figure import Figure
from oversight_service.domain.progress_against_wres import (
    Index,
    NoIndex,
    Parameters,
    Progress,
    Weighed,
    WeightBasis,
    index,
    progress,
    weighted_mean,
)
from oversight_service.domain.provider_row import GoalCounts, ProviderYear
from vocabulary.years import snapshot_date

GivenWeights = Mapping[str, Fraction] | None
"""Weights that the reader handed in, by provider, where there are any."""


@dataclass(frozen=True, slots=True)
class AnsweredBy:
    """Who answers for a commissioner and year. Where a predecessor was divided, ``complete`` is false.

    ``ended`` says what became of a commissioner that was gone by the year's 31 March.
    """

    ods: str
    year: int
    members: tuple[str, ...]
    complete: bool
    sentences: tuple[str, ...]
    ended: str | None

    @property
    def combined(self) -> bool:
        """Whether others answer for the commissioner."""
        return self.members != (self.ods,)

    @property
    def reason(self) -> NoIndex | None:
        """Why nothing can be computed of these contracts together."""
        if self.ended is not None:
            return NoIndex.ENDED
        return None if self.complete else NoIndex.DIVIDED


@dataclass(frozen=True, slots=True)
class BodyYear:
    """One body's year and the year before: its return, its engagement, its goals, and what it reported.

    ``commissioned`` is ``None`` for a commissioner's own row.
    """

    ods: str
    commissioned: Commissioned | None
    now: ProviderYear | None
    before: ProviderYear | None
    engagement: Figure | None
    engagement_before: Figure | None
    report: ContractReport | None
    goals: GoalCounts | None

    def weight(self, year: int, basis: WeightBasis, given: GivenWeights) -> Fraction | None:
        """Return the weight in a year; headcount is that of the return where none is recorded."""
        if self.commissioned is None:
            return None
        if given is not None:
            return given.get(self.ods, Fraction(0))
        recorded = self.commissioned.weights.get((year, basis))
        if recorded is not None or basis is not WeightBasis.HEADCOUNT:
            return recorded
        return None if self.now is None or self.now.headcount is None else Fraction(self.now.headcount)


@dataclass(frozen=True, slots=True)
class CommissionerYear:
    """A commissioner's year: its providers, those of its predecessors that answer, and itself."""

    by: AnsweredBy
    providers: tuple[BodyYear, ...]
    predecessors: tuple[BodyYear, ...]
    own: BodyYear

    def weights(self, parameters: Parameters, given: GivenWeights) -> Sequence[Fraction | None]:
        """Return what each provider weighs in the year."""
        return [row.weight(self.by.year, parameters.weight_basis, given) for row in self.providers]


def answered_by(
    ods: str, year: int, members: Sequence[str], existed: bool, complete: bool, told: Sequence[str]
) -> AnsweredBy:
    """Return who answers when it is not simply the commissioner itself; ``told`` says what was combined, and why."""
    if tuple(members) == (ods,) or not complete:
        return AnsweredBy(ods, year, tuple(members), complete, () if complete else tuple(told), None)
    absent = "" if existed else f"{ods} did not exist on 31 March {year}. "
    together = ", and the weights of a provider that several of them commissioned are added"
    first = (
        f"{absent}The contracts of {listed(members)} answer for {ods}{together if len(members) > 1 else ''}.",
        *told,
    )
    return AnsweredBy(ods, year, tuple(members), True, first, None)


def ended(ods: str, year: int, closed: date | None, successors: Sequence[str]) -> str | None:
    """Return what became of a commissioner that was gone by 31 March of a year, ``None`` where it was not."""
    if closed is None or closed > snapshot_date(year):
        return None
    if not successors:
        return f"{ods} closed on {closed}, and no successor is recorded; it commissioned nobody in {year}."
    return f"{ods} closed on {closed} and was succeeded by {listed(successors)}; ask for {year} there."


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def index_of(year: ProviderYear | None, parameters: Parameters) -> Index:
    """Return a body's index of a year, without a value where there is no return to see."""
    return index(year.percentages if year else {}, parameters)


def progress_of(found: CommissionerYear, parameters: Parameters, given: GivenWeights) -> tuple[Progress, Progress]:
    """Return indicator 163b of a year and of the year before.

    Both by the same weights: the movement is that of the gaps, not of the contracts.
    """
    years = ([row.now for row in found.providers], [row.before for row in found.providers])
    weights = found.weights(parameters, given)
    now, before = (
        progress(
            [Weighed(index_of(year, parameters), of) for year, of in zip(each, weights, strict=True)], parameters
        )
        for each in years
    )
    return _told(found.by, now), _told(found.by, before)


def engagement_of(found: CommissionerYear, parameters: Parameters, given: GivenWeights) -> tuple[Progress, Progress]:
    """Return indicator 163a of a year and of the year before, by the same weights and rule of coverage as 163b."""
    years = ([row.engagement for row in found.providers], [row.engagement_before for row in found.providers])
    weights, floor = found.weights(parameters, given), parameters.coverage_floor
    now, before = (
        weighted_mean(
            [(figure.value if figure else None, of) for figure, of in zip(each, weights, strict=True)],
            floor,
            NoIndex.NO_FIGURE,
        )
        for each in years
    )
    return _told(found.by, now), _told(found.by, before)


def _told(by: AnsweredBy, computed: Progress) -> Progress:
    """Return a value as it may be told: none where it would be mistaken for that of the whole."""
    if by.reason is None:
        return computed
    return Progress(None, None, computed.with_index, computed.providers, by.reason)
