"""A commissioner's assurance as CSV: a row for each provider and predecessor, and its own row with its values."""

from collections.abc import Mapping
from typing import Any, Final

from oversight_service.schemas.assurance import AssuranceOut
from oversight_service.schemas.assured_body import AssuredBodyOut
from oversight_service.schemas.statements import StatementOut
from services.delimited import csv_of

_STATED: Final = (
    *("report_published", "report_link", "report_published_on", "board_approved_on"),
    *("action_plan_published", "action_plan_link", "level_of_compliance"),
    *("note", "assessor_role", "revision", "recorded_at", "recorded_by"),
)
_GAPS: Final = ("5", "6", "7", "8")
_VALUES: Final = ("value", "coverage", "reason", "previous", "change")


def assurance_csv(answered: AssuranceOut) -> bytes:
    """Return the assurance as CSV: the same numbers as the JSON."""
    rows = [_cells("provider", row) for row in answered.providers]
    rows += [_cells("predecessor", row) for row in answered.predecessors]
    own = _cells("own", answered.own) | _together(answered)
    header = list(own)
    return csv_of(header, [[row.get(column) for column in header] for row in (*rows, own)])


def _together(answered: AssuranceOut) -> dict[str, Any]:
    named = {
        "commissioner_163b": answered.progress_against_wres,
        "commissioner_163a": answered.staff_engagement,
    }
    return {f"{prefix}_{name}": getattr(value, name) for prefix, value in named.items() for name in _VALUES}


def _cells(kind: str, row: AssuredBodyOut) -> dict[str, Any]:
    return {
        "row": kind,
        "organisation": row.organisation,
        "commissioned_by": " ".join(row.commissioned_by),
        "contract_from": row.contract_from,
        "contract_to": row.contract_to,
        "weight": row.weight,
        "return_state": row.submitted.state,
        "return_published": row.submitted.published,
        "return_revision": row.submitted.revision,
        "return_reason": row.submitted.reason,
        **_index(row),
        **{f"staff_engagement_{name}": value for name, value in row.staff_engagement.model_dump().items()},
        **_computed(row),
        "compliance_change": row.compliance_change,
        "previous_level_of_compliance": row.previous_statement and row.previous_statement.level_of_compliance,
        **_stated(row.statement),
        "href": row.href,
    }


def _index(row: AssuredBodyOut) -> Mapping[str, object]:
    index, gaps = row.index, {each.indicator: each for each in row.index.gaps}
    told = {f"index_{name}": getattr(index, name) for name in ("value", "reason", "previous", "change")}
    for indicator in _GAPS:
        gap = gaps.get(indicator)
        told |= {f"gap_{indicator}_{name}": gap and getattr(gap, name) for name in ("white", "bme", "gap", "reason")}
    return told


def _computed(row: AssuredBodyOut) -> Mapping[str, object]:
    computed, goals = row.computed, row.goals
    counts = {name: goals and getattr(goals, name) for name in ("on_track", "behind", "ahead", "not_assessable")}
    return {
        **{f"report_{name}": value for name, value in computed.report.model_dump().items()},
        "data_submitted": computed.data_submitted,
        "indicators_missing": "; ".join(f"{each.indicator}: {each.reason}" for each in computed.indicators_missing),
        **{f"movement_{name}": value for name, value in computed.movement.model_dump().items()},
        **{f"trajectory_{name}": value for name, value in computed.trajectory.model_dump().items()},
        **{f"goals_{name}": count for name, count in counts.items()},
    }


def _stated(statement: StatementOut | None) -> Mapping[str, object]:
    told = {f"stated_{name}": statement and getattr(statement, name) for name in _STATED}
    evidence = "; ".join(f"{each.title} <{each.link}>" for each in statement.evidence) if statement else None
    return told | {"stated_evidence": evidence, "stated_by": statement and statement.commissioner}
