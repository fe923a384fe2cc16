"""The audit trail: a chain that is only added to. It begins with what the tables say of who did what before."""

from collections.abc import Sequence

from migrations import chained_audit

revision: str = "gateway_0005"
down_revision: str | None = "gateway_0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = """
SELECT created_at AS at, 'unknown' AS "by", 'client' AS kind, 'added' AS action, body AS organisation, id AS subject
FROM gateway.registered_client
UNION ALL
SELECT revoked_at, 'unknown', 'client', 'revoked', body, id
FROM gateway.registered_client WHERE revoked_at IS NOT NULL
ORDER BY at, action, subject
"""


def upgrade() -> None:
    chained_audit.create("gateway")
    chained_audit.begin("gateway", chained_audit.told_by(_BEFORE))


def downgrade() -> None:
    chained_audit.drop("gateway")
