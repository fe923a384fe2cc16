"""Which actions of a plan are asked for."""

from dataclasses import dataclass
from datetime import date

from oversight_service.domain.action import Action, ActionStatus, WresIndicator


@dataclass(frozen=True, slots=True)
class ActionsWanted:
    """What the actions asked for have in common; ``None`` is any."""

    status: ActionStatus | None
    indicator: WresIndicator | None
    objective: str | None
    overdue: bool | None

    def has(self, action: Action, on: date) -> bool:
        """Say whether an action is one of them on a day."""
        return (
            self.status in (None, action.status)
            and (self.indicator is None or self.indicator in action.indicators)
            and self.objective in (None, action.strategic_objective)
            and self.overdue in (None, action.overdue(on))
        )
