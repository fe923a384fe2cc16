"""A goal: the share that a stratum is to reach by a year, the baseline it was set from, and where it stands.

The strategy's goals are the national team's and the organisation's together: one proposes, the other agrees. Local
goals are the organisation's own. A goal that is in force can be revised: its successor starts from a newer return,
and when that is agreed the earlier one stays on record with its path.

Source: A Model Employer (2019), section 04: goals are re-assessed, first at the end of 2020.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from trajectory_service.domain.assumptions import Assumption
from trajectory_service.domain.strata import Baseline, Stratum, Target, written


class Kind(StrEnum):
    """Whose goal it is."""

    NATIONAL = "national"
    LOCAL = "local"


class Party(StrEnum):
    """Who proposes and agrees."""

    ORGANISATION = "organisation"
    NATIONAL_TEAM = "national_team"


class State(StrEnum):
    """Where a revision of a goal stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


NEEDED = {
    Kind.NATIONAL: frozenset({Party.ORGANISATION, Party.NATIONAL_TEAM}),
    Kind.LOCAL: frozenset({Party.ORGANISATION}),
}
"""Who has to agree. Whoever proposes has agreed by that."""


@dataclass(frozen=True, slots=True)
class Step:
    """A party agreed to a revision, or withdrew it."""

    to: State
    party: Party
    at: datetime
    by: str
    note: str
    board_discussed_on: date | None


@dataclass(frozen=True, slots=True)
class Key:
    """What a goal is for."""

    ods: str
    staff_group: str
    band: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Goal:
    """One revision. ``interest`` of ``total`` posts of known ethnicity is the baseline, absent in old goals."""

    key: Key
    revision: int
    follows: int | None
    party: Party
    share: float
    of_workforce: tuple[int, int] | None
    year: int
    baseline_year: int
    interest: int | None
    total: int | None
    turnover: Assumption | None
    turnover_interest: float | None
    recruitment_share: float | None
    board_discussed_on: date | None
    note: str
    recorded_at: datetime
    recorded_by: str
    steps: tuple[Step, ...] = ()

    @property
    def agreed_by(self) -> frozenset[Party]:
        """The parties that have agreed, the proposer among them."""
        return frozenset({self.party, *(step.party for step in self.steps if step.to is State.AGREED)})

    @property
    def waiting_for(self) -> tuple[Party, ...]:
        """The parties that have not agreed yet."""
        return tuple(sorted(NEEDED[self.key.kind] - self.agreed_by))

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""
        return any(step.to is State.WITHDRAWN for step in self.steps)

    @property
    def agreed(self) -> bool:
        """Whether everybody who has to agree has, and it was not withdrawn."""
        return not self.waiting_for and not self.withdrawn

    @property
    def agreed_at(self) -> datetime | None:
        """When the last of those who have to agree did."""
        if not self.agreed:
            return None
        return max([self.recorded_at, *(step.at for step in self.steps if step.to is State.AGREED)])

    @property
    def discussed_on(self) -> date | None:
        """When the organisation's board discussed it, as said last."""
        said = [step.board_discussed_on for step in self.steps if step.board_discussed_on]
        return said[-1] if said else self.board_discussed_on

    @property
    def target(self) -> Target:
        """The share to reach, exactly."""
        if self.of_workforce is not None:
            return Target.of_workforce(*self.of_workforce, f"whole workforce, return of {self.baseline_year}")
        return Target(written(self.share), "given")

    @property
    def stratum(self) -> Stratum | None:
        """The stratum that the goal's path starts from, ``None`` where the baseline was not kept or is empty."""
        if self.interest is None or not self.total or self.turnover is None:
            return None
        own = self.turnover_interest
        return Stratum(
            staff_group=self.key.staff_group,
            band=self.key.band,
            baseline=Baseline(self.baseline_year, self.interest, self.total),
            target=self.target,
            turnover=self.turnover,
            turnover_interest=None if own is None else Assumption("turnover_interest", own, "given", ""),
        )


def states(revisions: Sequence[Goal]) -> dict[int, State]:
    """Return where each revision of one goal stands: the newest agreed one is in force, earlier ones were revised."""
    agreed = [goal.revision for goal in revisions if goal.agreed]
    newest = max(agreed, default=0)
    return {goal.revision: _state(goal, newest) for goal in revisions}


def _state(goal: Goal, in_force: int) -> State:
    if goal.withdrawn:
        return State.WITHDRAWN
    if goal.agreed:
        return State.AGREED if goal.revision == in_force else State.REVISED
    return State.PROPOSED


def in_force(revisions: Sequence[Goal]) -> Goal | None:
    """Return the revision that is agreed and not revised, if there is one."""
    agreed = [goal for goal in revisions if goal.agreed]
    return max(agreed, key=lambda goal: goal.revision, default=None)


def objection(goal: Goal, state: State, to: State, party: Party) -> str | None:
    """Return why a party cannot take a step with a revision, ``None`` when it can."""
    if to is State.AGREED:
        if state is not State.PROPOSED:
            return f"Revision {goal.revision} is {state}; only one that is proposed can be agreed."
        if party in goal.agreed_by:
            waiting = ", ".join(goal.waiting_for)
            return f"The {party} has agreed to revision {goal.revision} already; the {waiting} has not."
        return None
    if to is State.REVISED:
        return (
            None if state is State.AGREED else f"Revision {goal.revision} is {state}; only an agreed goal is revised."
        )
    if state is not State.PROPOSED:
        return f"Revision {goal.revision} is {state}; only a proposal can be withdrawn. An agreed goal is revised."
    return None if party is goal.party else f"The {goal.party} proposed revision {goal.revision}, and withdraws it."
