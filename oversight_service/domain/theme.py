"""A head of a framework with the evidence under it: what each rule says, and what they say together, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight_service.domain.assessed import Assessed
from oversight_service.domain.enquiry import ASKED, Enquiry, Outcome, evaluate, said
from oversight_service.domain.facts import Source
from oversight_service.domain.framework_words import Confidence, EvidenceKind, Trigger
from oversight_service.domain.frameworks import Framework, Question, Threshold


@dataclass(frozen=True, slots=True)
class AssessedMetric:
    """One piece of evidence under a head: its value, the rules tried on it, and whether any of them holds.

    ``threshold`` is what the deciding rule asks, in words; ``triggered`` is ``None`` where no rule could tell.
    ``reason`` is the sentence that explains ``triggered``.
    """

    id: str
    kind: EvidenceKind
    title: str
    value: Threshold | None
    unit: str | None
    direction: str
    missing: str | None
    sentence: str
    threshold: str | None
    triggered: bool | None
    reason: str
    small_number: bool
    confidence: Confidence
    rules: tuple[Enquiry, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Theme:
    """One head of the framework, the evidence under it, and what its rules make of it.

    ``potential_support_need`` is true where a rule holds, false where all that could be tried do not, ``None`` where
    none could be tried. For a framework whose rules mean something else, ``Assessment.triggers`` says what.
    """

    id: str
    title: str
    asks: str
    potential_support_need: bool | None
    triggered: int
    reason: str
    metrics: tuple[AssessedMetric, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Evidence and the rules that were tried on it."""

    assessed: Assessed
    rules: tuple[Enquiry, ...] = field(default=())

    @property
    def outcome(self) -> bool | None:
        """Whether a rule holds: true for one, false when none that could be tried does, else not known.

        Without a value nothing is clear: that a rule about its absence fails says nothing of what is absent.
        """
        results = {rule.result for rule in self.rules}
        if Outcome.SUGGESTED in results:
            return True
        tried = Outcome.NOT_SUGGESTED in results and self.assessed.reason is None
        return False if tried else None


def tried_on(framework: Framework, found: Sequence[Assessed]) -> tuple[Tried, ...]:
    """Return each piece of evidence with every rule of the framework that looks at it."""
    rules: dict[tuple[EvidenceKind, str], list[Enquiry]] = {}
    for each in evaluate(framework.rules, [one.fact for one in found]):
        rules.setdefault((each.kind, each.evidence), []).append(each)
    return tuple(Tried(one, tuple(rules.get((one.fact.kind, one.fact.id), ()))) for one in found)


def theme(framework: Framework, question: Question, tried: Sequence[Tried]) -> Theme:
    """Return one head of a framework with the evidence that bears on it."""
    own = [each for each in tried if question.id in each.assessed.fact.questions]
    outcomes = [each.outcome for each in own]
    held = outcomes.count(True)
    return Theme(
        id=question.id,
        title=question.title,
        asks=question.asks,
        potential_support_need=True if held else (False if False in outcomes else None),
        triggered=held,
        reason=_why(framework.triggers, own),
        metrics=tuple(_metric(each) for each in own),
    )


def _why(triggers: Trigger, own: Sequence[Tried]) -> str:
    """Return in a sentence what the rules make of the evidence under a head."""
    if not own:
        return "The framework asks for no evidence on workforce race equality here."
    held = [each.assessed.fact.title for each in own if each.outcome]
    ruled = [each for each in own if each.rules]
    unknown = sum(each.outcome is None for each in ruled)
    if held:
        return f"{_counted(len(held), len(own), triggers)}: {'; '.join(held)}."
    if not ruled:
        return "The evidence here is shown for context: no rule looks at it."
    if unknown == len(ruled):
        return "Nothing here can be assessed from what is known."
    left = f" {unknown} of {len(ruled)} could not be assessed." if unknown else ""
    return f"No rule holds.{left}"


def _counted(held: int, of: int, triggers: Trigger) -> str:
    return f"{held} of {of} pieces of evidence {'points' if held == 1 else 'point'} to a {_plain(triggers)}"


def _plain(triggers: Trigger) -> str:
    return triggers.replace("_", " ")


def _metric(tried: Tried) -> AssessedMetric:
    one, rules = tried.assessed, tried.rules
    deciding = _deciding(rules)
    return AssessedMetric(
        id=one.fact.id,
        kind=one.fact.kind,
        title=one.fact.title,
        value=one.value,
        unit=one.unit,
        direction=one.direction,
        missing=one.reason,
        sentence=one.sentence,
        threshold=_threshold(deciding),
        triggered=tried.outcome,
        reason=_reason(one, rules, deciding),
        small_number=one.small,
        confidence=one.confidence,
        rules=rules,
        source=one.fact.source,
    )


def _deciding(rules: Sequence[Enquiry]) -> Enquiry | None:
    """Return the rule that settles a piece of evidence: the first that holds, else that does not, else any."""
    for wanted in (Outcome.SUGGESTED, Outcome.NOT_SUGGESTED, Outcome.NOT_ASSESSABLE):
        for rule in rules:
            if rule.result is wanted:
                return rule
    return None


def _threshold(rule: Enquiry | None) -> str | None:
    """Return what a rule asks, in words: ``p value at most 0.05 and favours reference``."""
    if rule is None:
        return None
    asked = (
        f"{each.value.replace('_', ' ')} {ASKED[each.comparison] or 'is'} {said(each.threshold)}"
        for each in rule.inputs
    )
    return " and ".join(asked)


def _reason(one: Assessed, rules: Sequence[Enquiry], deciding: Enquiry | None) -> str:
    if deciding is None:
        return "It is shown for context: no rule looks at it."
    if deciding.result is Outcome.SUGGESTED:
        return " ".join(rule.reason for rule in rules if rule.result is Outcome.SUGGESTED)
    return one.sentence if one.reason is not None else deciding.reason


def summary(framework: Framework, themes: Sequence[Theme], tried: Sequence[Tried]) -> str:
    """Return in a sentence or two what the rules make of everything together."""
    held = [each for each in tried if each.outcome]
    unknown = sum(each.outcome is None and bool(each.rules) for each in tried)
    plain = _plain(framework.triggers)
    where = [theme.title for theme in themes if theme.triggered]
    if held:
        named = f" under {', '.join(where)}" if where else ""
        first = f"{_counted(len(held), len(tried), framework.triggers)}{named}."
    elif any(each.outcome is False for each in tried):
        first = f"No rule points to a {plain}."
    else:
        first = f"Whether there is a {plain} cannot be told from what is known."
    return f"{first} {unknown} could not be assessed." if unknown else first
