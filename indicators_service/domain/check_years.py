"""Rules that hold a return against the year before: jumps beyond chance, exchanged labels, sections that are gone.

A jump is judged by the two-proportion score test. Its level is divided by the number of comparisons that the rule
makes, and a difference smaller than the rule calls relevant is never reported, however certain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from indicators_service.domain.equality import score_p_value
from indicators_service.domain.rules import GROUPS, Context, Facts, Place, Rule, facts_of, total

Found = Iterator[tuple[Place, Mapping[str, Any]]]

_SECTIONS: Final = ("workforce", "recruitment", "disciplinary", "training", "staff_survey", "board")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A rate of two years: events and people now and before, and where the present one stands."""

    place: Place
    name: str
    now: tuple[float, int]
    before: tuple[float, int]

    @property
    def change(self) -> float:
        """The change in percentage points."""
        return 100 * (self.now[0] / self.now[1] - self.before[0] / self.before[1])

    @property
    def p_value(self) -> float:
        """The p-value of equal rates, two-sided."""
        return float(score_p_value(self.now[0], self.now[1], self.before[0], self.before[1]))


def _jumps(rule: Rule, pairs: list[_Pair]) -> Found:
    usable = [pair for pair in pairs if pair.now[1] > 0 and pair.before[1] > 0]
    level = rule.parameters["level"] / max(len(usable), 1)
    for pair in usable:
        p = pair.p_value if abs(pair.change) >= rule.parameters["points"] else 1.0
        if p < level:
            yield (
                pair.place,
                {
                    "name": pair.name,
                    "now": 100 * pair.now[0] / pair.now[1],
                    "before": 100 * pair.before[0] / pair.before[1],
                    "p": p,
                    "level": level,
                },
            )


def share_jump(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find items whose share of the group of interest jumped."""
    earlier = _earlier(context)
    pairs = [
        _Pair(
            facts.places[item],
            item,
            (facts.counts[item].interest, total(facts.counts[item])),
            (earlier.counts[item].interest, total(earlier.counts[item])),
        )
        for item in rule.parameters["items"]
        if earlier is not None and item in facts.counts and item in earlier.counts
    ]
    return _jumps(rule, pairs)


def rate_jump(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find groups whose rate of an event among some people jumped."""
    earlier = _earlier(context)
    events, people = rule.parameters["events"], rule.parameters["people"]
    if earlier is None or any(item not in each.counts for item in (events, people) for each in (facts, earlier)):
        return
    pairs = [
        _Pair(
            (*facts.places[events], name),
            name,
            (getattr(facts.counts[events], group), getattr(facts.counts[people], group)),
            (getattr(earlier.counts[events], group), getattr(earlier.counts[people], group)),
        )
        for group, name in GROUPS[:2]
    ]
    yield from _jumps(
        rule, [pair for pair in pairs if pair.now[0] <= pair.now[1] and pair.before[0] <= pair.before[1]]
    )


def survey_jump(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find survey percentages that jumped."""
    earlier = _earlier(context)
    before = {} if earlier is None else {(q, group): answer for q, group, _, answer in earlier.answers()}
    pairs = [
        _Pair(
            ("staff_survey", question.value, name, "percent"),
            f"{question.value}, {name}",
            (answer.percent / 100 * answer.respondents, answer.respondents),
            (old.percent / 100 * old.respondents, old.respondents),
        )
        for question, group, name, answer in facts.answers()
        if (old := before.get((question, group))) is not None
    ]
    return _jumps(rule, pairs)


def headcount_change(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find an item whose headcount changed by more than a share."""
    earlier, item = _earlier(context), rule.parameters["item"]
    if earlier is None or item not in facts.counts or item not in earlier.counts:
        return
    now, before = total(facts.counts[item]), total(earlier.counts[item])
    if before and abs(now - before) > rule.parameters["share"] * before:
        yield facts.places[item], {"now": now, "before": before, "change": 100 * (now - before) / before}


def section_gone(_rule: Rule, facts: Facts, context: Context) -> Found:
    """Find sections that were given the year before and are not given now."""
    for section in _SECTIONS if context.previous is not None else ():
        if getattr(facts.annual, section) is None and getattr(context.previous, section) is not None:
            yield (section,), {"section": section}


def survey_exchanged(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find survey questions whose two groups look exchanged: last year's figures fit far better the other way round.

    ``improvement`` is how much the sum of the two squared z statistics must fall when the groups are exchanged; 13.8
    is the 0.1 % point of chi-squared with two degrees of freedom.
    """
    earlier = _earlier(context)
    if earlier is None:
        return
    now = {(question, group): answer for question, group, _, answer in facts.answers()}
    before = {(question, group): answer for question, group, _, answer in earlier.answers()}
    for question in dict.fromkeys(question for question, _ in now):
        four = [each.get((question, group)) for each in (now, before) for group in ("reference", "interest")]
        white, bme, old_white, old_bme = four
        if white is None or bme is None or old_white is None or old_bme is None:
            continue
        cells = [
            (each.percent / 100 * each.respondents, each.respondents) for each in (white, bme, old_white, old_bme)
        ]
        gain = _z2(cells[0], cells[2]) + _z2(cells[1], cells[3])
        gain -= _z2((white.percent / 100 * bme.respondents, bme.respondents), cells[3]) + _z2(
            (bme.percent / 100 * white.respondents, white.respondents), cells[2]
        )
        if gain > rule.parameters["improvement"]:
            named = {"white": white.percent, "bme": bme.percent}
            yield (
                ("staff_survey", question.value),
                named | {"before_white": old_white.percent, "before_bme": old_bme.percent, "gain": gain},
            )


def groups_exchanged(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find an item whose reference group and group of interest look exchanged against the year before.

    The share must have moved by ``points`` at least: where both groups are about as large, exchanging says nothing.
    """
    earlier, item = _earlier(context), rule.parameters["item"]
    if earlier is None or item not in facts.counts or item not in earlier.counts:
        return
    now, before = facts.counts[item], earlier.counts[item]
    known, known_before = now.reference + now.interest, before.reference + before.interest
    old = (float(before.interest), known_before)
    gain = _z2((float(now.interest), known), old) - _z2((float(now.reference), known), old)
    moved = 100 * abs(now.interest * known_before - before.interest * known)
    if gain > rule.parameters["improvement"] and moved >= rule.parameters["points"] * known * known_before:
        named = {"white": now.reference, "bme": now.interest}
        yield (
            facts.places[item],
            named | {"before_white": before.reference, "before_bme": before.interest, "gain": gain},
        )


def _z2(one: tuple[float, int], other: tuple[float, int]) -> float:
    """Return the squared pooled z statistic of two rates, 0 where it cannot be taken."""
    (x, n), (y, m) = one, other
    if not n or not m:
        return 0.0
    pooled = (x + y) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    return (x / n - y / m) ** 2 / variance if variance > 0 else 0.0


def _earlier(context: Context) -> Facts | None:
    return None if context.previous is None else facts_of(context.previous)
