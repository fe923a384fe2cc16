"""Rules applied to facts: each suggests a line of enquiry or does not, and says why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from oversight_service.domain.facts import Fact, Source
from oversight_service.domain.framework_words import Comparison, Confidence, EvidenceKind
from oversight_service.domain.frameworks import Condition, Rule, Threshold

ORDERED: Final[Mapping[Comparison, Callable[[float, float], bool]]] = MappingProxyType(
    {
        Comparison.ABOVE: lambda observed, threshold: observed > threshold,
        Comparison.AT_LEAST: lambda observed, threshold: observed >= threshold,
        Comparison.BELOW: lambda observed, threshold: observed < threshold,
        Comparison.AT_MOST: lambda observed, threshold: observed <= threshold,
    }
)
"""Comparisons of numbers, each with what it asks."""


ASKED: Final[Mapping[Comparison, str]] = MappingProxyType(
    {comparison: comparison.replace("_", " ") for comparison in ORDERED}
    | {Comparison.EQUALS: "", Comparison.NOT_EQUALS: "anything but"}
)
"""Comparisons in words, before the threshold."""


OBSERVED: Final[Mapping[tuple[str, Threshold], str]] = MappingProxyType(
    {
        ("significant", False): "the difference could be chance",
        ("significant", True): "chance does not explain the difference",
        ("favours", "interest"): "the difference favours BME staff",
        ("favours", "reference"): "the difference favours white staff",
        ("favours", "neither"): "the difference favours neither group",
        ("four_fifths", "within"): "the ratio lies within 0.80 to 1.25",
        ("reachable", True): "recruitment can reach the target in time",
        ("reachable", False): "recruitment alone cannot reach the target in time",
        ("status", "met"): "the target is met",
        ("status", "not_met"): "the target is not met",
        ("status", "no_goal"): "no goal is in force",
        ("status", "on_track"): "progress is on the path that was agreed",
        ("status", "ahead"): "progress is ahead of the path that was agreed",
        ("status", "behind"): "progress is behind the path that was agreed",
        ("status", "not_assessable"): "progress cannot be told",
        ("published", True): "the return is published",
        ("published", False): "no return is published",
        ("late", False): "the return came in time",
        ("late", True): "the return came late",
        ("held", True): "it is on record",
        ("held", False): "nothing is on record",
        ("small_number", False): "the numbers are not small",
        ("reason", "none"): "the figure is known",
    }
)
"""What was observed, in words, where the value's name and the value alone would not read as a sentence."""


class Outcome(StrEnum):
    """What came of a rule."""

    SUGGESTED = "suggested"
    NOT_SUGGESTED = "not_suggested"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class RuleInput:
    """One comparison of a rule as it was made. ``holds`` None: the value is not known."""

    value: str
    observed: Threshold | None
    comparison: Comparison
    threshold: Threshold
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One rule applied to one fact: what went in, what came out, why, and what to ask when suggested."""

    rule: str
    evidence: str
    kind: EvidenceKind
    questions: tuple[str, ...]
    inputs: tuple[RuleInput, ...]
    result: Outcome
    reason: str
    enquiry: str | None
    confidence: Confidence
    source: Source


def evaluate(rules: Iterable[Rule], facts: Iterable[Fact]) -> tuple[Enquiry, ...]:
    """Return every rule applied to every fact it looks at: rules in their order, facts in theirs.

    A fact that bears on no question is left alone.
    """
    known = tuple(facts)
    return tuple(_applied(rule, fact) for rule in rules for fact in known if _looks_at(rule, fact))


def _looks_at(rule: Rule, fact: Fact) -> bool:
    chosen = not rule.only or fact.selector in rule.only
    return rule.looks_at is fact.kind and chosen and bool(fact.questions)


def _applied(rule: Rule, fact: Fact) -> Enquiry:
    inputs = tuple(_tried(condition, fact) for condition in rule.conditions)
    result = _outcome(inputs)
    suggested = result is Outcome.SUGGESTED
    return Enquiry(
        rule=rule.id,
        evidence=fact.id,
        kind=fact.kind,
        questions=fact.questions,
        inputs=inputs,
        result=result,
        reason=_reason(rule, fact) if suggested else _why_not(inputs, result, fact),
        enquiry=rule.enquiry if suggested else None,
        confidence=rule.confidence,
        source=fact.source,
    )


def _tried(condition: Condition, fact: Fact) -> RuleInput:
    observed = fact.values[condition.value]
    holds = None if observed is None else _holds(observed, condition.comparison, condition.threshold)
    return RuleInput(condition.value, observed, condition.comparison, condition.threshold, holds)


def _holds(observed: Threshold, comparison: Comparison, threshold: Threshold) -> bool:
    if comparison is Comparison.EQUALS:
        return observed == threshold
    if comparison is Comparison.NOT_EQUALS:
        return observed != threshold
    if isinstance(observed, str) or isinstance(threshold, str):
        # A number was asked of a word: nothing to compare, so nothing to suggest.
        return False
    return ORDERED[comparison](observed, threshold)


def _outcome(inputs: tuple[RuleInput, ...]) -> Outcome:
    """One condition that fails settles it, known or not the others; otherwise all must be known."""
    if any(tried.holds is False for tried in inputs):
        return Outcome.NOT_SUGGESTED
    if any(tried.holds is None for tried in inputs):
        return Outcome.NOT_ASSESSABLE
    return Outcome.SUGGESTED


def _reason(rule: Rule, fact: Fact) -> str:
    plain = {name: said(value) for name, value in fact.values.items()}
    return rule.reason.format_map({**plain, **fact.words, "title": fact.title})


def _why_not(inputs: tuple[RuleInput, ...], result: Outcome, fact: Fact) -> str:
    wanted = False if result is Outcome.NOT_SUGGESTED else None
    tried = next(each for each in inputs if each.holds is wanted)
    name = tried.value.replace("_", " ")
    if tried.observed is None:
        return f"Cannot be assessed: {name} is not known."
    asked = f"{ASKED[tried.comparison]} {said(tried.threshold)}".strip()
    plain = OBSERVED.get((tried.value, tried.observed))
    if plain is not None:
        return f"The rule does not hold: {plain}."
    observed = fact.words.get(tried.value, said(tried.observed))
    return f"The rule does not hold: {name} is {observed}, and it asks for {asked}."


def said(value: Threshold | None) -> str:
    """Return a value in words: yes and no, a word without underscores, a number as short as it can be written."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("_", " ") if isinstance(value, str) else f"{value:g}"
