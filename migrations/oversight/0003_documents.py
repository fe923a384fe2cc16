"""Documents put on record: actions, implementation, accountability, figures, reports and reviews."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "oversight_0003"
down_revision: str | None = "oversight_0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ods", "name", "year", "revision"),
        schema="oversight",
    )


def downgrade() -> None:
    op.drop_table("document", schema="oversight")
