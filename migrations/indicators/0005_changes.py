"""The feed of what has changed, and what waits for the end of an embargo."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "indicators_0005"
down_revision: str | None = "indicators_0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "indicators"
_AS_KEPT = "%Y-%m-%d %H:%M:%f000"
"""How SQLite keeps instants."""

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


def _text(value: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    return sa.cast(value, sa.String())


def _begin_with_what_is_published() -> None:
    """Tell what is published now, in the order in which it was; and what waits for the end of an embargo."""
    names = ("id", "ods", "year", "revision", "effective_from", "effective_to")
    row = sa.table("publication", *(sa.column(name) for name in names), schema=_SCHEMA)
    told = ("kind", "organisation", "year", "href", "etag", "public")
    instant = sa.func.now() if op.get_bind().dialect.name == "postgresql" else sa.func.strftime(_AS_KEPT, "now")
    by_return = sa.literal("/v1/organisations/") + row.c.ods + "/returns/" + _text(row.c.year)
    by_result = sa.literal("/v1/organisations/") + row.c.ods + "/indicators?year=" + _text(row.c.year)
    etag = sa.literal("published-") + _text(row.c.revision)

    def lines(kind: str, href: sa.ColumnElement[str], place: int) -> sa.Select[tuple[object, ...]]:
        columns = (sa.literal(kind), row.c.ods, row.c.year, href, etag, sa.true())
        order = sa.literal(place)
        return sa.select(
            *(column.label(name) for column, name in zip(columns, told, strict=True)),
            row.c.effective_from.label("at"),
            row.c.id.label("id"),
            order.label("place"),
        ).where(sa.or_(row.c.effective_to.is_(None), row.c.effective_to > instant))

    both = sa.union_all(lines("return", by_return, 1), lines("result", by_result, 2)).subquery()
    number = sa.func.row_number().over(order_by=[both.c.at, both.c.id, both.c.place])
    feed = sa.table("change", *(sa.column(name) for name in ("number", "at", *told)), schema=_SCHEMA)
    open_now = sa.select(number, both.c.at, *(both.c[name] for name in told)).where(both.c.at <= instant)
    op.execute(feed.insert().from_select(["number", "at", *told], open_now))
    pending = sa.table("change_pending", *(sa.column(name) for name in ("due_at", *told)), schema=_SCHEMA)
    waiting = sa.select(both.c.at, *(both.c[name] for name in told)).where(both.c.at > instant)
    op.execute(pending.insert().from_select(["due_at", *told], waiting))


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("number"),
        schema=_SCHEMA,
    )
    op.create_index("ix_indicators_change_at", "change", ["at"], schema=_SCHEMA)
    op.create_table(
        "change_pending",
        sa.Column("id", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    op.create_index("ix_indicators_change_pending_due_at", "change_pending", ["due_at"], schema=_SCHEMA)
    _begin_with_what_is_published()


def downgrade() -> None:
    op.drop_table("change_pending", schema=_SCHEMA)
    op.drop_table("change", schema=_SCHEMA)
