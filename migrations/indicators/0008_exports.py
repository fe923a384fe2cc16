"""Whole years as files."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "indicators_0008"
down_revision: str | None = "indicators_0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "indicators"


def upgrade() -> None:
    op.create_table(
        "export",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("view", sa.String(length=10), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", "view", "format"),
        schema=_SCHEMA,
    )


def downgrade() -> None:
    op.drop_table("export", schema=_SCHEMA)
