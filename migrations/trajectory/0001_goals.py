"""Goals and their revisions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "trajectory_0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "goal",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("staff_group", sa.String(length=30), nullable=False),
        sa.Column("band", sa.String(length=30), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("baseline_year", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods", "staff_group", "band", "revision"),
        schema="trajectory",
    )


def downgrade() -> None:
    op.drop_table("goal", schema="trajectory")
