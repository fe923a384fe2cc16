"""Rules that suspect exchanged labels: last year's figures fit far better when the two groups change places.

The statistic is the squared z of two proportions, pooled, this year against last. It is taken as the figures stand
and with the groups exchanged. By how much it must fall is a parameter of the rule: 10.8 is the 0.1 % point of
chi-squared with one degree of freedom, 13.8 of two.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from indicators_service.domain.annual_return import Answer
from indicators_service.domain.check_years import counted_anew
from indicators_service.domain.facts import Facts, Place
from indicators_service.domain.rules import Context, Rule
from vocabulary.indicators import SurveyQuestion

Found = Iterator[tuple[Place, Mapping[str, Any]]]

_Four = tuple[Answer, Answer, Answer, Answer]


def survey_exchanged(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find survey questions whose two groups look exchanged, each answered by both groups in both years."""
    for question, (white, bme, old_white, old_bme) in _answered_twice(facts):
        gain = _z2(_yes(white), _yes(old_white)) + _z2(_yes(bme), _yes(old_bme))
        # A page with exchanged labels has the other group's percentage beside the right respondents.
        gain -= _z2(_yes(white, bme), _yes(old_bme)) + _z2(_yes(bme, white), _yes(old_white))
        if gain > rule.parameters["improvement"] and not counted_anew(rule, question, context):
            now = {"white": white.percent, "bme": bme.percent}
            before = {"before_white": old_white.percent, "before_bme": old_bme.percent}
            yield ("staff_survey", question.value), now | before | {"gain": gain}


def groups_exchanged(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find an item whose reference group and group of interest look exchanged against the year before.

    The share must have moved by ``points`` at least: where both groups are about as large, exchanging says nothing.
    """
    earlier, item = facts.earlier, rule.parameters["item"]
    if earlier is None or item not in facts.counts or item not in earlier.counts:
        return
    now, before = facts.counts[item], earlier.counts[item]
    known, known_before = now.reference + now.interest, before.reference + before.interest
    old = (float(before.interest), known_before)
    gain = _z2((float(now.interest), known), old) - _z2((float(now.reference), known), old)
    moved = 100 * abs(now.interest * known_before - before.interest * known)
    if gain > rule.parameters["improvement"] and moved >= rule.parameters["points"] * known * known_before:
        counts = {"white": now.reference, "bme": now.interest}
        earlier_counts = {"before_white": before.reference, "before_bme": before.interest}
        yield facts.places[item], counts | earlier_counts | {"gain": gain}


def _answered_twice(facts: Facts) -> Iterator[tuple[SurveyQuestion, _Four]]:
    now, before = facts.annual.staff_survey, facts.earlier and facts.earlier.annual.staff_survey
    for question, pair in now.answers.items() if now and before else ():
        old = before.answers.get(question) if before else None
        if old and pair.reference and pair.interest and old.reference and old.interest:
            yield question, (pair.reference, pair.interest, old.reference, old.interest)


def _yes(answer: Answer, of: Answer | None = None) -> tuple[float, int]:
    """Return the people who answered so and all who answered; ``of`` lends its respondents."""
    people = (of or answer).respondents
    return answer.percent / 100 * people, people


def _z2(one: tuple[float, int], other: tuple[float, int]) -> float:
    """Return the squared pooled z statistic of two rates, 0 where it cannot be taken."""
    (x, n), (y, m) = one, other
    if not n or not m:
        return 0.0
    pooled = (x + y) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    return (x / n - y / m) ** 2 / variance if variance > 0 else 0.0
