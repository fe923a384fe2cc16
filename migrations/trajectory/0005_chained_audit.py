"""The audit trail: a chain that is only added to. It begins with what the tables say of who did what before."""

from collections.abc import Sequence

from migrations import chained_audit

revision: str = "trajectory_0005"
down_revision: str | None = "trajectory_0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = """
SELECT recorded_at AS at, recorded_by AS "by", 'goal' AS kind, 'proposed' AS action, ods AS organisation,
staff_group || '/' || band || '/' || kind AS subject, year, revision
FROM trajectory.goal_revision
UNION ALL
SELECT at, "by", 'goal', "to", ods, staff_group || '/' || band || '/' || kind, NULL, revision
FROM trajectory.goal_step
UNION ALL
SELECT recorded_at, recorded_by, 'scenario', 'recorded', ods, name, NULL, revision
FROM trajectory.scenario
ORDER BY at, organisation, subject, revision
"""


def upgrade() -> None:
    chained_audit.create("trajectory")
    chained_audit.begin("trajectory", chained_audit.told_by(_BEFORE))


def downgrade() -> None:
    chained_audit.drop("trajectory")
