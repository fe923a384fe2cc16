"""The audit trail: a chain that is only added to. It begins with what the tables say of who did what before."""

from collections.abc import Sequence

from migrations import chained_audit

revision: str = "oversight_0006"
down_revision: str | None = "oversight_0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = """
SELECT recorded_at AS at, recorded_by AS "by", 'official_outcome' AS kind, 'recorded' AS action, ods AS organisation,
framework AS subject, NULL AS year, revision
FROM oversight.official_outcome
UNION ALL
SELECT recorded_at, recorded_by, 'statement', 'recorded', commissioner, provider, year, revision
FROM oversight.statement
UNION ALL
SELECT recorded_at, recorded_by, kind, 'recorded', ods, nullif(name, ''), nullif(year, 0), revision
FROM oversight.document
ORDER BY at, kind, organisation, subject, year, revision
"""


def upgrade() -> None:
    chained_audit.create("oversight")
    chained_audit.begin("oversight", chained_audit.told_by(_BEFORE))


def downgrade() -> None:
    chained_audit.drop("oversight")
