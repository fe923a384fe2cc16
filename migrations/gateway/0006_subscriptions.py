"""Subscriptions to the feed of changes: where it is sent to, what was sent, and what came of each attempt."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "gateway_0006"
down_revision: str | None = "gateway_0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "gateway"


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=True),
        sa.Column("kinds", sa.String(length=100), nullable=False),
        sa.Column("organisations", sa.String(length=4000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("cursor", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("secret_version", sa.Integer(), nullable=False),
        sa.Column("earlier_secret_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deliveries", sa.Integer(), nullable=False),
        sa.Column("dead_in_a_row", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client"], [f"{_SCHEMA}.registered_client.id"]),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    op.create_index("ix_gateway_subscription_client", "subscription", ["client"], schema=_SCHEMA)
    op.create_index("ix_gateway_subscription_state", "subscription", ["state"], schema=_SCHEMA)
    op.create_index("ix_gateway_subscription_order", "subscription", ["created_at", "id"], schema=_SCHEMA)
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subscription", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["subscription"], [f"{_SCHEMA}.subscription.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subscription", "number"),
        schema=_SCHEMA,
    )
    columns = ["subscription", "state", "number"]
    op.create_index("ix_gateway_delivery_subscription", "delivery", columns, schema=_SCHEMA)
    op.create_index("ix_gateway_delivery_ended", "delivery", ["state", "ended_at"], schema=_SCHEMA)
    op.create_table(
        "delivery_attempt",
        sa.Column("delivery", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["delivery"], [f"{_SCHEMA}.delivery.id"]),
        sa.PrimaryKeyConstraint("delivery", "number"),
        schema=_SCHEMA,
    )


def downgrade() -> None:
    for name in ("delivery_attempt", "delivery", "subscription"):
        op.drop_table(name, schema=_SCHEMA)
