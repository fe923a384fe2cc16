"""Official outcomes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "oversight_0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "official_outcome",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("framework", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=60), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods", "framework", "revision"),
        schema="oversight",
    )


def downgrade() -> None:
    op.drop_table("official_outcome", schema="oversight")
