"""What one key of a framework file cannot know alone: names that must exist, be unique, or match a kind."""

from collections.abc import Iterable
from string import Formatter
from typing import Final

from oversight_service.domain.facts import COMMISSIONING, SUBMISSION, VALUE_NAMES
from oversight_service.domain.framework_table import FrameworkError
from oversight_service.domain.framework_words import Comparison, EvidenceKind
from oversight_service.domain.frameworks import Condition, Framework, Rule
from oversight_service.domain.progress_against_wres import INDICATORS
from oversight_service.domain.scoring_checks import check_scoring
from oversight_service.domain.sentences import COMPARATIVES, METRIC_WORDS

ORDERINGS: Final = frozenset({Comparison.ABOVE, Comparison.AT_LEAST, Comparison.BELOW, Comparison.AT_MOST})
"""Comparisons that need numbers on both sides."""

TESTED: Final = Condition("significant", Comparison.EQUALS, True)
"""The condition that lets a rule about a metric put a difference into words."""


def check(file: str, framework: Framework) -> None:
    """Refuse a framework whose parts do not fit together.

    Raises:
        FrameworkError: naming the file, the key and the fault.
    """
    _check_dates(file, framework)
    _check_unique(file, "questions", [question.id for question in framework.questions])
    _check_unique(file, "metrics", [metric.id for metric in framework.metrics])
    _check_unique(file, "recorded", [each.id for each in framework.recorded])
    _check_unique(file, "records", [each.id for each in framework.records])
    _check_unique(file, "rules", [rule.id for rule in framework.rules])
    _check_questions(file, framework)
    _check_metric_wording(file, framework)
    _check_commissioning(file, framework)
    if framework.scoring:
        check_scoring(file, framework, framework.scoring)
    for number, rule in enumerate(framework.rules):
        _check_rule(file, f"rules[{number}]", rule, framework)


def _check_dates(file: str, framework: Framework) -> None:
    start, end = framework.in_force.start, framework.in_force.end
    if end is not None and end < start:
        raise FrameworkError(file, "in_force.to", f"{end} is before in_force.from, {start}")


def _check_unique(file: str, key: str, ids: list[str]) -> None:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise FrameworkError(file, f"{key}[{number}].id", f"'{name}' is used twice")


def _asked(framework: Framework) -> Iterable[tuple[str, tuple[str, ...]]]:
    for number, metric in enumerate(framework.metrics):
        yield f"metrics[{number}].questions", metric.questions
    for name in ("recorded", "records"):
        for number, each in enumerate(getattr(framework, name)):
            yield f"{name}[{number}].questions", each.questions
    for name in ("board", "trajectories", "data_quality", "aspiration", "submission", "commissioning"):
        definition = getattr(framework, name)
        if definition is not None:
            yield f"{name}.questions", definition.questions


def _check_questions(file: str, framework: Framework) -> None:
    known = {question.id for question in framework.questions}
    for key, questions in _asked(framework):
        for question in questions:
            if question not in known:
                raise FrameworkError(file, key, f"'{question}' is not a question of this framework")


def _check_commissioning(file: str, framework: Framework) -> None:
    definition = framework.commissioning
    if definition is None:
        return
    if not 0 <= definition.coverage_floor <= 1:
        raise FrameworkError(file, "commissioning.coverage_floor", "must be a share from 0 to 1")
    if definition.least_indicators > len(INDICATORS):
        raise FrameworkError(file, "commissioning.least_indicators", f"there are {len(INDICATORS)} survey indicators")


def _check_metric_wording(file: str, framework: Framework) -> None:
    for number, metric in enumerate(framework.metrics):
        where = f"metrics[{number}]"
        wording = metric.wording
        for name in ("figures", "favours_reference", "favours_interest"):
            _check_template(file, f"{where}.wording.{name}", getattr(wording, name), METRIC_WORDS)
        # Title and figures also stand in the sentence of a difference that could be chance.
        _check_plain(file, f"{where}.title", metric.title)
        _check_plain(file, f"{where}.wording.figures", wording.figures)


def _check_plain(file: str, key: str, text: str) -> None:
    said = COMPARATIVES.search(text)
    if said:
        raise FrameworkError(file, key, f"'{said[0]}' claims a difference before it is tested")


def _check_template(file: str, key: str, template: str, known: frozenset[str]) -> None:
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(template)]
    except ValueError as error:
        raise FrameworkError(file, key, f"not a template: {error}") from None
    for name, spec, conversion in fields:
        if name is not None and (name not in known or spec or conversion):
            raise FrameworkError(file, key, f"'{{{name}}}' is not one of {', '.join(sorted(known))}")


def _check_rule(file: str, where: str, rule: Rule, framework: Framework) -> None:
    names = VALUE_NAMES[rule.looks_at]
    if not rule.conditions:
        raise FrameworkError(file, f"{where}.when", "a rule needs at least one condition")
    for number, condition in enumerate(rule.conditions):
        _check_condition(file, f"{where}.when[{number}]", condition, names)
    _check_template(file, f"{where}.reason", rule.reason, names | {"title"})
    if rule.looks_at is EvidenceKind.METRIC and TESTED not in rule.conditions:
        _check_plain(file, f"{where}.reason", rule.reason)
        _check_plain(file, f"{where}.enquiry", rule.enquiry)
    for name in rule.only:
        if name not in _ids(framework, rule.looks_at):
            raise FrameworkError(file, f"{where}.only", f"'{name}' is not a {rule.looks_at} of this framework")


def _check_condition(file: str, where: str, condition: Condition, names: frozenset[str]) -> None:
    if condition.value not in names:
        raise FrameworkError(file, f"{where}.value", f"'{condition.value}' is not one of {', '.join(sorted(names))}")
    if condition.comparison in ORDERINGS and not isinstance(condition.threshold, float):
        raise FrameworkError(file, f"{where}.threshold", f"'{condition.comparison}' needs a number")


def _ids(framework: Framework, kind: EvidenceKind) -> tuple[str, ...]:
    """Return the ids that facts of a kind can have; a trajectory and a goal are named by their band."""
    return {
        EvidenceKind.METRIC: tuple(each.id for each in framework.metrics),
        EvidenceKind.BOARD_SEATS: framework.board.memberships if framework.board else (),
        EvidenceKind.TRAJECTORY: framework.trajectories.bands if framework.trajectories else (),
        EvidenceKind.DATA_QUALITY: ("data_quality",) if framework.data_quality else (),
        EvidenceKind.RECORDED: tuple(each.id for each in framework.recorded),
        EvidenceKind.ASPIRATION: framework.aspiration.bands if framework.aspiration else (),
        EvidenceKind.SUBMISSION: (SUBMISSION,) if framework.submission else (),
        EvidenceKind.RECORD: tuple(each.id for each in framework.records),
        EvidenceKind.COMMISSIONING: COMMISSIONING if framework.commissioning else (),
    }[kind]
