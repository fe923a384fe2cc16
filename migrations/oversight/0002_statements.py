"""Commissioners' statements about their providers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "oversight_0002"
down_revision: str | None = "oversight_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "statement",
        sa.Column("commissioner", sa.String(length=6), nullable=False),
        sa.Column("provider", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("commissioner", "provider", "year", "revision"),
        schema="oversight",
    )


def downgrade() -> None:
    op.drop_table("statement", schema="oversight")
