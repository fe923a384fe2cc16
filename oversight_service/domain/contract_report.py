"""A provider's annual WRES report to its co-ordinating commissioner, and what the contract asks of it.

Source: NHS Standard Contract, service condition 13, since 2015/16. From 2020/21 a provider also has a five-year plan
for BME staff in bands 8a and above and on its board, set against its workforce or its community, whichever has the
higher BME share. The contract's text was not at hand, so every point is told as unconfirmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

PLAN_FROM: Final = 2021
"""The first reporting year of which the contract asks for a five-year plan: the contract year 2020/21."""


class TargetBasis(StrEnum):
    """Whose BME share a plan's target is set against."""

    WORKFORCE = "workforce"
    COMMUNITY = "community"


class Met(StrEnum):
    """Whether what is asked for is there; not known where nobody has stated it."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class FiveYearPlan:
    """What a provider states of its five-year plan. Where it has none, nothing else is stated of it."""

    exists: bool
    covers_8a_plus: bool | None
    covers_board: bool | None
    target_basis: TargetBasis | None
    link: str | None


@dataclass(frozen=True, slots=True)
class ContractReport:
    """What a provider states of its report for a reporting year."""

    ods: str
    year: int
    coordinating_commissioner: str
    sent_on: date | None
    published_link: str | None
    board_approved_on: date | None
    five_year_plan: FiveYearPlan | None
    note: str
    revision: int
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class LeadershipTarget:
    """The BME share, in percent, that the plan is set against: the higher of the workforce's and the community's.

    ``basis`` is whose it is; of two alike, the workforce's. Where one is not known neither is the higher, and
    ``reason`` says which.
    """

    value: Fraction | None
    basis: TargetBasis | None
    workforce: Fraction | None
    community: Fraction | None
    reason: str | None

    @property
    def sentence(self) -> str:
        """The target in words."""
        if self.basis is None or self.workforce is None or self.community is None:
            missing = [
                name
                for name, share in (("workforce", self.workforce), ("community", self.community))
                if share is None
            ]
            return f"Which is higher is not known: the BME share of the {' and of the '.join(missing)} is missing."
        shares = f"the workforce is {_percent(self.workforce)} BME, the community served {_percent(self.community)}"
        return f"Of the two, {shares}: the plan is set against the {self.basis}."


@dataclass(frozen=True, slots=True)
class ReturnStanding:
    """How far a year's return is, as the reader may know it. ``hidden`` where only what is published may be known."""

    state: str | None
    late: bool | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the contract asks for, whether it is met, and a sentence that says so."""

    id: str
    title: str
    met: Met
    sentence: str


def leadership_target(workforce: Fraction | None, community: Fraction | None) -> LeadershipTarget:
    """Return the share that a five-year plan is set against, from both shares in percent."""
    if workforce is None:
        return LeadershipTarget(None, None, workforce, community, "no-workforce-share")
    if community is None:
        return LeadershipTarget(None, None, workforce, community, "community-share-not-recorded")
    basis = TargetBasis.WORKFORCE if workforce >= community else TargetBasis.COMMUNITY
    return LeadershipTarget(max(workforce, community), basis, workforce, community, None)


def points(
    year: int, standing: ReturnStanding, report: ContractReport | None, target: LeadershipTarget
) -> Sequence[Point]:
    """Return every point that the contract asks for in a year, each met, not met or not known."""
    asked = [_submitted(year, standing), _in_time(year, standing), *_reported(report)]
    return asked if year < PLAN_FROM else [*asked, *_planned(report.five_year_plan if report else None, target)]


def _submitted(year: int, standing: ReturnStanding) -> Point:
    point = "return-submitted", "WRES return submitted"
    if standing.state in (None, "withdrawn") and standing.hidden:
        return Point(
            *point, Met.NOT_KNOWN, f"No return for {year} is published, and more is not shown to this client."
        )
    if standing.state in (None, "draft", "withdrawn"):
        words = f"There is no return for {year}." if standing.state is None else f"The return is {_state(standing)}."
        return Point(*point, Met.NOT_MET, words)
    return Point(*point, Met.MET, f"The return for {year} is {_state(standing)}.")


def _state(standing: ReturnStanding) -> str:
    words = str(standing.state).replace("_", " ")
    return "a draft, and not submitted" if words == "draft" else words


def _in_time(year: int, standing: ReturnStanding) -> Point:
    point = "return-in-time", "WRES return submitted in time"
    if standing.late is None:
        return Point(*point, Met.NOT_KNOWN, f"Whether the return for {year} came in time is not known.")
    if standing.late:
        return Point(*point, Met.NOT_MET, f"The return for {year} is late.")
    return Point(*point, Met.MET, f"The return for {year} came in time.")


def _reported(report: ContractReport | None) -> Sequence[Point]:
    to = report.coordinating_commissioner if report else "the co-ordinating commissioner"
    sent, link, board = (
        (report.sent_on, report.published_link, report.board_approved_on) if report else (None, None, None)
    )
    return [
        _stated("report-sent", "Report sent", report, sent, f"The report was sent to {to} on {sent}."),
        _stated("report-published", "Report published", report, link, "The provider names where it is published."),
        _stated("board-approved", "Approved by the board", report, board, f"The board approved it on {board}."),
    ]


def _stated(id: str, title: str, report: ContractReport | None, value: object, words: str) -> Point:
    if report is None:
        return Point(id, title, Met.NOT_KNOWN, "The provider has stated nothing about its report.")
    if value is None:
        return Point(id, title, Met.NOT_MET, f"{title}: the provider names no {_NEEDED[id]}.")
    return Point(id, title, Met.MET, words)


_NEEDED: Final = {"report-sent": "day", "report-published": "link", "board-approved": "day"}


def _planned(plan: FiveYearPlan | None, target: LeadershipTarget) -> Sequence[Point]:
    exists = plan.exists if plan else None
    return [
        _answered(
            "plan-exists", "Five-year plan", exists, "There is a five-year plan.", "There is no five-year plan."
        ),
        _covered(
            "plan-covers-8a-plus", "Plan covers bands 8a and above", plan, plan.covers_8a_plus if plan else None
        ),
        _covered("plan-covers-board", "Plan covers the board", plan, plan.covers_board if plan else None),
        _set_against(plan, target),
    ]


def _answered(id: str, title: str, value: bool | None, yes: str, no: str) -> Point:
    if value is None:
        return Point(id, title, Met.NOT_KNOWN, f"{title}: the provider has not stated it.")
    return Point(id, title, Met.MET if value else Met.NOT_MET, yes if value else no)


def _covered(id: str, title: str, plan: FiveYearPlan | None, value: bool | None) -> Point:
    if plan is not None and not plan.exists:
        return Point(id, title, Met.NOT_MET, "There is no five-year plan.")
    return _answered(id, title, value, f"{title}, as the provider states.", f"{title}: the provider says no.")


def _set_against(plan: FiveYearPlan | None, target: LeadershipTarget) -> Point:
    point = "plan-target", "Plan set against the higher of workforce and community"
    if plan is not None and not plan.exists:
        return Point(*point, Met.NOT_MET, "There is no five-year plan.")
    basis = plan.target_basis if plan else None
    if basis is None:
        return Point(*point, Met.NOT_KNOWN, "The provider has not stated what its plan is set against.")
    if target.value is None:
        return Point(*point, Met.NOT_KNOWN, f"The plan is set against the {basis}. {target.sentence}")
    share = target.workforce if basis is TargetBasis.WORKFORCE else target.community
    if share == target.value:
        return Point(*point, Met.MET, f"The plan is set against the {basis}, {_percent(target.value)}.")
    words = f"The plan is set against the {basis}, but the {target.basis} is higher, {_percent(target.value)}."
    return Point(*point, Met.NOT_MET, words)


def _percent(share: Fraction) -> str:
    """Return a percentage in words, to one place, half away from zero."""
    tenths = int(share * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10} %"
