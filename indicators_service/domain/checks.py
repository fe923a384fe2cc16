"""Validation of a return: every rule judged by its kind, and worded from data.

Findings name a place in the document, so that a submitter can go straight to the cell.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from indicators_service.domain import check_stated, check_structure, check_years
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.rules import Context, Evaluator, Finding, Rule, Severity, facts_of

KINDS: Final[Mapping[str, Evaluator]] = {
    "subset": check_structure.subset,
    "duplicate-stratum": check_structure.duplicate_stratum,
    "duplicate-seat": check_structure.duplicate_seat,
    "unknown-share": check_structure.unknown_share,
    "few-respondents": check_structure.few_respondents,
    "survey-of-shares": check_structure.survey_of_shares,
    "respondents-above-staff": check_structure.respondents_above_staff,
    "empty-item": check_structure.empty_item,
    "snapshot-day": check_structure.snapshot_day,
    "survey-year": check_structure.survey_year,
    "share-jump": check_years.share_jump,
    "rate-jump": check_years.rate_jump,
    "survey-jump": check_years.survey_jump,
    "headcount-change": check_years.headcount_change,
    "section-gone": check_years.section_gone,
    "survey-exchanged": check_years.survey_exchanged,
    "groups-exchanged": check_years.groups_exchanged,
    "stated-differs": check_stated.stated_differs,
    "stated-undefined": check_stated.stated_undefined,
    "stated-impossible": check_stated.stated_impossible,
    "stated-contradict": check_stated.stated_contradict,
}
"""How each kind of rule is judged. A new kind is a new line here; a new rule is data."""

_NOTHING_KNOWN: Final = Context()


def check(annual: AnnualReturn, rules: Iterable[Rule], context: Context = _NOTHING_KNOWN) -> list[Finding]:
    """Return every finding about a return, errors first, in the order of the rules."""
    facts = facts_of(annual, context.previous)
    findings = [
        Finding(rule.severity, place, rule.id, rule.wording.format(**named))
        for rule in rules
        for place, named in KINDS[rule.kind](rule, facts, context)
    ]
    return sorted(findings, key=lambda finding: finding.severity != Severity.ERROR)
