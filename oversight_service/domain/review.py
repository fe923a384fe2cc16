"""A periodic review: a framework's assessment of every body, kept as it stood at a date to compare with the next.

Source: the strategy, section 05: the assessment of overall progress on the aspirations is updated periodically,
starting at the end of 2020.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oversight_service.domain.assessment import Assessment
from oversight_service.domain.binomial import Tail, binomial_tail


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """How the bodies of a review stand on one piece of evidence, by ODS code."""

    evidence: str
    title: str
    triggered: tuple[str, ...]
    clear: tuple[str, ...]
    not_assessable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewMovement:
    """One piece of evidence in two reviews, over the bodies that could be assessed in both.

    ``p_value`` is the exact two-sided test of whether as many bodies were newly triggered as cleared (McNemar): the
    chance of a split at least as uneven if both were equally likely. ``None`` where no body moved.
    """

    evidence: str
    title: str
    both: int
    earlier: int
    later: int
    newly_triggered: tuple[str, ...]
    cleared: tuple[str, ...]
    p_value: float | None
    sentence: str


def standings(assessments: Sequence[Assessment]) -> tuple[ReviewStanding, ...]:
    """Return how the bodies stand on each piece of evidence that rules look at, in the framework's order."""
    titles: dict[str, str] = {}
    told: dict[str, dict[bool | None, list[str]]] = {}
    for assessment in assessments:
        metrics = {metric.id: metric for theme in assessment.themes for metric in theme.metrics if metric.rules}
        for name, metric in metrics.items():
            titles.setdefault(name, metric.title)
            told.setdefault(name, {True: [], False: [], None: []})[metric.triggered].append(
                assessment.organisation.ods
            )
    return tuple(
        ReviewStanding(name, titles[name], tuple(each[True]), tuple(each[False]), tuple(each[None]))
        for name, each in told.items()
    )


def movements(earlier: Sequence[ReviewStanding], later: Sequence[ReviewStanding]) -> tuple[ReviewMovement, ...]:
    """Return how bodies moved between two reviews, on the evidence that both hold."""
    before = {standing.evidence: standing for standing in earlier}
    return tuple(_moved(before[each.evidence], each) for each in later if each.evidence in before)


def _moved(before: ReviewStanding, after: ReviewStanding) -> ReviewMovement:
    known = ({*before.triggered, *before.clear}) & ({*after.triggered, *after.clear})
    held, holds = known & set(before.triggered), known & set(after.triggered)
    new, gone = tuple(sorted(holds - held)), tuple(sorted(held - holds))
    return ReviewMovement(
        evidence=after.evidence,
        title=after.title,
        both=len(known),
        earlier=len(held),
        later=len(holds),
        newly_triggered=new,
        cleared=gone,
        p_value=uneven(len(new), len(gone)),
        sentence=_sentence(after.title, len(known), len(held), len(holds), len(new), len(gone)),
    )


def uneven(new: int, gone: int) -> float | None:
    """Return the exact two-sided chance of a split at least as uneven, were both ways equally likely."""
    moved = new + gone
    if not moved:
        return None
    return min(1.0, 2.0 * binomial_tail(min(new, gone), moved, Fraction(1, 2), Tail.AT_MOST))


def _sentence(title: str, known: int, held: int, holds: int, new: int, gone: int) -> str:
    if not known:
        return f"{title}: no body could be assessed in both reviews."
    first = f"{title}: of {known:,} bodies assessed in both reviews, rules held for {held:,} before and {holds:,} now"
    return f"{first}; {new:,} are new and {gone:,} have cleared."


def counts(assessments: Sequence[Assessment]) -> Mapping[str, int]:
    """Return how many bodies there are by what could be told of them: triggered, clear, and not assessable."""
    found = Counter(_told(each) for each in assessments)
    return {name: found[name] for name in ("triggered", "clear", "not_assessable")}


def _told(assessment: Assessment) -> str:
    outcomes = {theme.potential_support_need for theme in assessment.themes}
    if True in outcomes:
        return "triggered"
    return "clear" if False in outcomes else "not_assessable"
