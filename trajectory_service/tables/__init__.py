"""What the trajectory service stores."""

from trajectory_service.tables.base import SCHEMA, metadata
from trajectory_service.tables.goals import GoalRow

__all__ = ["SCHEMA", "GoalRow", "metadata"]
