"""Goals with the baseline they were set from, the steps of their life, and scenarios."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "trajectory_0002"
down_revision: str | None = "trajectory_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEPT = (
    *("ods", "staff_group", "band", "revision", "share"),
    *("year", "baseline_year", "note", "recorded_at", "recorded_by"),
)


def _columns(name: str, *more: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in (*more, *_KEPT)), schema="trajectory")


def upgrade() -> None:
    op.create_table(
        "goal_revision",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("staff_group", sa.String(length=30), nullable=False),
        sa.Column("band", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("target_interest", sa.Integer(), nullable=True),
        sa.Column("target_total", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("baseline_year", sa.Integer(), nullable=False),
        sa.Column("baseline_interest", sa.Integer(), nullable=True),
        sa.Column("baseline_total", sa.Integer(), nullable=True),
        sa.Column("turnover", sa.Float(), nullable=True),
        sa.Column("turnover_origin", sa.String(length=40), nullable=True),
        sa.Column("turnover_interest", sa.Float(), nullable=True),
        sa.Column("recruitment_share", sa.Float(), nullable=True),
        sa.Column("board_discussed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods", "staff_group", "band", "kind", "revision"),
        schema="trajectory",
    )
    op.create_table(
        "goal_step",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("staff_group", sa.String(length=30), nullable=False),
        sa.Column("band", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=20), nullable=False),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("board_discussed_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods", "staff_group", "band", "kind", "revision", "number"),
        schema="trajectory",
    )
    op.create_table(
        "scenario",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods", "name"),
        schema="trajectory",
    )
    # Earlier goals were proposals by the body or the national team; who of the two is not known any more.
    earlier, kept = _columns("goal"), _columns("goal_revision", "kind", "party")
    proposals = sa.select(sa.literal("national"), sa.literal("national_team"), *earlier.columns)
    op.execute(kept.insert().from_select(list(kept.columns), proposals))
    op.drop_table("goal", schema="trajectory")


def downgrade() -> None:
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
    earlier, kept = _columns("goal", "state"), _columns("goal_revision")
    national = sa.select(sa.literal("proposed"), *kept.columns).where(sa.column("kind") == "national")
    op.execute(earlier.insert().from_select(list(earlier.columns), national))
    for table in ("scenario", "goal_step", "goal_revision"):
        op.drop_table(table, schema="trajectory")
