"""Rules that hold a return against the year before: jumps beyond chance, and what is gone.

A jump is judged by the two-proportion score test. Its level is divided by the number of comparisons that the rule
makes, and a difference smaller than the rule calls relevant is never reported, however certain.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from indicators_service.domain import items
from indicators_service.domain.facts import GROUPS, Facts, Place, total
from indicators_service.domain.rules import Context, Rule
from inference.equality import score_p_value

Found = Iterator[tuple[Place, Mapping[str, Any]]]

_LEAST_P: Final = 1e-16
"""Below this a p-value is no longer told as a number."""


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


def _told(p: float) -> str:
    """Return a p-value in words: a number too small to be held is not nought."""
    return f"p = {p:.2g}" if p >= _LEAST_P else f"p < {_LEAST_P:.0e}"


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
                    "p": _told(p),
                    "level": level,
                },
            )


def share_jump(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find items whose share of the group of interest jumped."""
    earlier = facts.earlier
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


def rate_jump(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find groups whose rate of an event among some people jumped.

    ``windowed`` events are counted over a window of years that may differ between the two returns: their rate is
    that of one year.
    """
    events, people = rule.parameters["events"], rule.parameters["people"]
    if facts.earlier is None or any(item not in each.counts for item in (events, people) for each in _both(facts)):
        return
    pairs = []
    for group, name in GROUPS[:2]:
        now, before = (_rate(rule, each, group) for each in _both(facts))
        if now[0] <= now[1] and before[0] <= before[1]:
            pairs.append(_Pair((*facts.places[events], name), name, now, before))
    yield from _jumps(rule, pairs)


def _both(facts: Facts) -> Iterator[Facts]:
    yield facts
    if facts.earlier is not None:
        yield facts.earlier


def _rate(rule: Rule, facts: Facts, group: str) -> tuple[int, int]:
    """Return a group's events, and its people as often as there are years in the window."""
    section = facts.annual.disciplinary if rule.parameters.get("windowed") else None
    years = 1 if section is None else section.window_years
    events, people = facts.counts[rule.parameters["events"]], facts.counts[rule.parameters["people"]]
    return getattr(events, group), years * getattr(people, group)


def survey_jump(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find survey percentages that jumped.

    ``breaks`` names the years in which a question was counted anew: nothing is held against the year before then.
    """
    before = {} if facts.earlier is None else {(q, group): answer for q, group, _, answer in facts.earlier.answers()}
    pairs = [
        _Pair(
            ("staff_survey", question.value, name, "percent"),
            f"{question.value}, {name}",
            (answer.percent / 100 * answer.respondents, answer.respondents),
            (old.percent / 100 * old.respondents, old.respondents),
        )
        for question, group, name, answer in facts.answers()
        if (old := before.get((question, group))) is not None and not counted_anew(rule, question, context)
    ]
    return _jumps(rule, pairs)


def counted_anew(rule: Rule, question: str, context: Context) -> bool:
    """Say whether a survey question is counted in another way than in the year before."""
    return context.year in rule.parameters["breaks"].get(question, ())


def headcount_change(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find an item whose headcount changed by more than a share."""
    earlier, item = facts.earlier, rule.parameters["item"]
    if earlier is None or item not in facts.counts or item not in earlier.counts:
        return
    now, before = total(facts.counts[item]), total(earlier.counts[item])
    if before and abs(now - before) > rule.parameters["share"] * before:
        yield facts.places[item], {"now": now, "before": before, "change": 100 * (now - before) / before}


def section_gone(rule: Rule, facts: Facts, context: Context) -> Found:
    """Find sections that were given the year before and are not given now."""
    for section in rule.parameters["sections"] if context.previous is not None else ():
        if getattr(facts.annual, section) is None and getattr(context.previous, section) is not None:
            yield (section,), {"section": section}


def stratum_gone(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find strata of the workforce in which at least some people stood the year before, and nobody stands now."""
    earlier = facts.earlier
    if earlier is None or facts.annual.workforce is None:
        return
    for row in earlier.annual.workforce or ():
        stratum, before = items.workforce(row.staff_group, row.band), total(row.counts)
        now = facts.counts.get(stratum)
        if before >= rule.parameters["least"] and (now is None or total(now) == 0):
            yield ("workforce",), {"name": f"{row.staff_group} {row.band}", "before": before}
