"""What was answered to a POST with an ``Idempotency-Key``."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "trajectory_0003"
down_revision: str | None = "trajectory_0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "trajectory"


def upgrade() -> None:
    op.create_table(
        "idempotency",
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client", "key"),
        schema=_SCHEMA,
    )
    op.create_index("ix_trajectory_idempotency_at", "idempotency", ["at"], schema=_SCHEMA)


def downgrade() -> None:
    op.drop_table("idempotency", schema=_SCHEMA)
