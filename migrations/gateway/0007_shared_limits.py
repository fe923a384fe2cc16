"""What clients spent of their limits, told by every gateway to the others."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "gateway_0007"
down_revision: str | None = "gateway_0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "gateway"


def upgrade() -> None:
    op.create_table(
        "call_count",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("paid_until", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        schema=_SCHEMA,
    )


def downgrade() -> None:
    op.drop_table("call_count", schema=_SCHEMA)
