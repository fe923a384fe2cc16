"""What the trajectory service stores."""

from trajectory_service.tables.base import SCHEMA, metadata
from trajectory_service.tables.goals import GoalRow, GoalStepRow
from trajectory_service.tables.scenarios import ScenarioRow

__all__ = ["SCHEMA", "GoalRow", "GoalStepRow", "ScenarioRow", "metadata"]
