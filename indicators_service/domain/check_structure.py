"""Rules about one return by itself: parts and wholes, duplicates, what is missing, and figures of the wrong kind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from indicators_service.domain.annual_return import Counts
from indicators_service.domain.facts import GROUPS, Facts, Place, total
from indicators_service.domain.rules import Context, Rule

Found = Iterator[tuple[Place, Mapping[str, Any]]]


def subset(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find groups in which a part is larger than its whole. A whole that is not given has nobody in it.

    ``needs`` names a section without which there is nothing to compare with; ``window_years`` the only window for
    which the rule holds.
    """
    part, whole = rule.parameters["part"], rule.parameters["whole"]
    window = rule.parameters.get("window_years")
    disciplinary = facts.annual.disciplinary
    if part not in facts.counts or not _given(facts, rule.parameters.get("needs")):
        return
    if window is not None and (disciplinary is None or disciplinary.window_years != window):
        return
    own, limit = facts.counts[part], facts.counts.get(whole, Counts(0, 0, 0))
    for group, name in GROUPS:
        few, many = getattr(own, group), getattr(limit, group)
        if few > many:
            yield (*facts.places[part], name), {"group": name, "part": few, "whole": many}


def _given(facts: Facts, section: str | None) -> bool:
    return section is None or getattr(facts.annual, section) is not None


def duplicate_stratum(_rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find strata that are given twice."""
    seen: Counter[tuple[str, str]] = Counter()
    for number, row in enumerate(facts.annual.workforce or ()):
        seen[row.staff_group, row.band] += 1
        if seen[row.staff_group, row.band] == 2:
            yield ("workforce", number, "band"), {"staff_group": row.staff_group, "band": row.band}


def duplicate_seat(_rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find cells of voting by executive that are given twice."""
    seen: set[tuple[bool, bool]] = set()
    for number, row in enumerate(facts.annual.board or ()):
        if (row.voting, row.executive) in seen:
            yield ("board", number), {}
        seen.add((row.voting, row.executive))


def unknown_share(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find an item in which so many percent of people or more have no known group."""
    item = rule.parameters["item"]
    cell = facts.counts.get(item)
    people = 0 if cell is None else total(cell)
    if cell is not None and people and 100 * cell.unknown >= rule.parameters["from_percent"] * people:
        yield facts.places[item], {"share": 100 * cell.unknown / people}


def few_respondents(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find survey answers of so few people that they are withheld from publication."""
    for question, _, name, answer in facts.answers():
        if answer.respondents < rule.parameters["least"]:
            yield ("staff_survey", question.value, name, "respondents"), {"respondents": answer.respondents}


def survey_of_shares(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find a survey whose percentages are all so small that they look like shares of one."""
    percents = [answer.percent for *_, answer in facts.answers()]
    if len(percents) >= rule.parameters["least"] and 0 < max(percents) <= 1:
        yield ("staff_survey",), {"highest": max(percents)}


def respondents_above_staff(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find survey answers of more people than the body has in that group."""
    staff = facts.counts.get(rule.parameters["item"])
    for question, group, name, answer in facts.answers() if staff is not None else ():
        people = getattr(staff, group)
        if answer.respondents > people:
            yield (
                ("staff_survey", question.value, name, "respondents"),
                {"group": name, "respondents": answer.respondents, "people": people},
            )


def empty_item(rule: Rule, facts: Facts, _context: Context) -> Found:
    """Find a section that is given with nobody in one of its totals."""
    item, section = rule.parameters["item"], rule.section
    if getattr(facts.annual, section) is not None and total(facts.counts.get(item, Counts(0, 0, 0))) == 0:
        yield (section,), {}


def snapshot_day(rule: Rule, _facts: Facts, context: Context) -> Found:
    """Find a snapshot that was taken on another day."""
    day = context.snapshot
    if day is not None and (day.month, day.day) != (rule.parameters["month"], rule.parameters["day"]):
        yield ("snapshot",), {"day": day.isoformat()}


def survey_year(rule: Rule, _facts: Facts, context: Context) -> Found:
    """Find a survey of another autumn than the one before the snapshot."""
    if context.survey_year is None or context.year is None:
        return
    expected = context.year - rule.parameters["years_before"]
    if context.survey_year != expected:
        yield ("staff_survey", "year"), {"given": context.survey_year, "expected": expected}
