"""The feed of what has changed, and what waits for the end of an embargo."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "trajectory_0004"
down_revision: str | None = "trajectory_0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "trajectory"
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _told() -> list[sa.Column[object]]:
    return [
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("href", sa.String(length=300), nullable=False),
        sa.Column("etag", sa.String(length=100), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
    ]


def _begin_with_what_is_proposed() -> None:
    """Tell every revision of every goal, in the order in which they were recorded."""
    names = ("ods", "staff_group", "band", "kind", "revision", "year", "recorded_at")
    row = sa.table("goal_revision", *(sa.column(name) for name in names), schema=_SCHEMA)
    told = ("number", "at", "kind", "organisation", "year", "href", "etag", "public")
    feed = sa.table("change", *(sa.column(name) for name in told), schema=_SCHEMA)
    order = [row.c.recorded_at, row.c.ods, row.c.staff_group, row.c.band, row.c.kind, row.c.revision]
    asked = sa.literal("?staff_group=") + row.c.staff_group + "&kind=" + row.c.kind
    href = sa.literal("/v1/organisations/") + row.c.ods + "/goals/" + row.c.band + asked
    number, etag = sa.func.row_number().over(order_by=order), sa.cast(row.c.revision, sa.String())
    lines = sa.select(number, row.c.recorded_at, sa.literal("goal"), row.c.ods, row.c.year, href, etag, sa.false())
    op.execute(feed.insert().from_select(told, lines))


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("number"),
        schema=_SCHEMA,
    )
    op.create_index("ix_trajectory_change_at", "change", ["at"], schema=_SCHEMA)
    op.create_table(
        "change_pending",
        sa.Column("id", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    op.create_index("ix_trajectory_change_pending_due_at", "change_pending", ["due_at"], schema=_SCHEMA)
    _begin_with_what_is_proposed()


def downgrade() -> None:
    op.drop_table("change_pending", schema=_SCHEMA)
    op.drop_table("change", schema=_SCHEMA)
