"""Validation of a return: every rule judged by its kind, and worded from data.

Findings name a place in the document, so that a submitter can go straight to the cell.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from indicators_service.domain import check_exchanged, check_stated, check_structure, check_years
from indicators_service.domain.annual_return import AnnualReturn
from indicators_service.domain.facts import facts_of
from indicators_service.domain.rules import Context, Evaluator, Finding, Kind, Rule, Severity


def _kind(
    judge: Evaluator, tells: str = "", *, of: str = "", figures: str = "", needs: str = "", may: str = ""
) -> Kind:
    return Kind(judge, *(frozenset(names.split()) for names in (of, figures, needs, may, tells)))


_JUMP: Final = "name now before p level"
_EXCHANGED: Final = "white bme before_white before_bme gain"

KINDS: Final[Mapping[str, Kind]] = {
    "subset": _kind(check_structure.subset, "group part whole", of="part whole", may="needs window_years"),
    "duplicate-stratum": _kind(check_structure.duplicate_stratum, "staff_group band"),
    "duplicate-seat": _kind(check_structure.duplicate_seat),
    "unknown-share": _kind(check_structure.unknown_share, "share", of="item", needs="from_percent"),
    "few-respondents": _kind(check_structure.few_respondents, "respondents", needs="least"),
    "survey-of-shares": _kind(check_structure.survey_of_shares, "highest", needs="least"),
    "respondents-above-staff": _kind(check_structure.respondents_above_staff, "group respondents people", of="item"),
    "empty-item": _kind(check_structure.empty_item, of="item"),
    "snapshot-day": _kind(check_structure.snapshot_day, "day", needs="month day"),
    "survey-year": _kind(check_structure.survey_year, "given expected", needs="years_before"),
    "share-jump": _kind(check_years.share_jump, _JUMP, of="items", needs="level points"),
    "rate-jump": _kind(check_years.rate_jump, _JUMP, of="events people", needs="level points", may="windowed"),
    "survey-jump": _kind(check_years.survey_jump, _JUMP, needs="level points breaks"),
    "headcount-change": _kind(check_years.headcount_change, "now before change", of="item", needs="share"),
    "section-gone": _kind(check_years.section_gone, "section", needs="sections"),
    "stratum-gone": _kind(check_years.stratum_gone, "name before", needs="least"),
    "survey-exchanged": _kind(check_exchanged.survey_exchanged, _EXCHANGED, needs="improvement breaks"),
    "groups-exchanged": _kind(check_exchanged.groups_exchanged, _EXCHANGED, of="item", needs="improvement points"),
    "stated-differs": _kind(check_stated.stated_differs, "figure value exact slip"),
    "stated-undefined": _kind(check_stated.stated_undefined, "figure value"),
    "stated-impossible": _kind(check_stated.stated_impossible, "figure value before", needs="above times"),
    "stated-contradict": _kind(
        check_stated.stated_contradict, "before change expected people", figures="people change", needs="share"
    ),
}
"""How each kind of rule is judged. A new kind is a new line here; a new rule is data."""

_NOTHING_KNOWN: Final = Context()


def check(annual: AnnualReturn, rules: Iterable[Rule], context: Context = _NOTHING_KNOWN) -> list[Finding]:
    """Return every finding about a return, errors first, in the order of the rules."""
    facts = facts_of(annual, context.previous)
    findings = [
        Finding(rule.severity, place, rule.id, rule.wording.format(**named))
        for rule in rules
        for place, named in KINDS[rule.kind].judge(rule, facts, context)
    ]
    return sorted(findings, key=lambda finding: finding.severity != Severity.ERROR)
