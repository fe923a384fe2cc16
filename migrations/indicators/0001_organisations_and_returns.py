"""Organisations, contracts, and returns with their counts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "indicators_0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=30), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=True),
        sa.Column("ics", sa.String(length=6), nullable=True),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("successors", sa.String(length=200), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ods"),
        schema="indicators",
    )
    op.create_index(
        op.f("ix_indicators_organisation_ics"), "organisation", ["ics"], unique=False, schema="indicators"
    )
    op.create_index(
        op.f("ix_indicators_organisation_region"), "organisation", ["region"], unique=False, schema="indicators"
    )
    op.create_index(
        op.f("ix_indicators_organisation_type"), "organisation", ["type"], unique=False, schema="indicators"
    )
    op.create_table(
        "annual_return",
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("window_years", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ods"],
            ["indicators.organisation.ods"],
        ),
        sa.PrimaryKeyConstraint("ods", "year", "revision"),
        schema="indicators",
    )
    op.create_index(
        "ix_annual_return_year", "annual_return", ["year", "ods", "revision"], unique=False, schema="indicators"
    )
    op.create_table(
        "commissioned",
        sa.Column("commissioner", sa.String(length=6), nullable=False),
        sa.Column("provider", sa.String(length=6), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["commissioner"],
            ["indicators.organisation.ods"],
        ),
        sa.ForeignKeyConstraint(
            ["provider"],
            ["indicators.organisation.ods"],
        ),
        sa.PrimaryKeyConstraint("commissioner", "provider"),
        schema="indicators",
    )
    op.create_table(
        "return_count",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("white", sa.Integer(), nullable=False),
        sa.Column("bme", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ods", "year", "revision"],
            ["indicators.annual_return.ods", "indicators.annual_return.year", "indicators.annual_return.revision"],
        ),
        sa.PrimaryKeyConstraint("year", "ods", "revision", "item"),
        schema="indicators",
    )
    op.create_table(
        "return_survey",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("ethnic_group", sa.String(length=10), nullable=False),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ods", "year", "revision"],
            ["indicators.annual_return.ods", "indicators.annual_return.year", "indicators.annual_return.revision"],
        ),
        sa.PrimaryKeyConstraint("year", "ods", "revision", "question", "ethnic_group"),
        schema="indicators",
    )


def downgrade() -> None:
    op.drop_table("return_survey", schema="indicators")
    op.drop_table("return_count", schema="indicators")
    op.drop_table("commissioned", schema="indicators")
    op.drop_index("ix_annual_return_year", table_name="annual_return", schema="indicators")
    op.drop_table("annual_return", schema="indicators")
    op.drop_index(op.f("ix_indicators_organisation_type"), table_name="organisation", schema="indicators")
    op.drop_index(op.f("ix_indicators_organisation_region"), table_name="organisation", schema="indicators")
    op.drop_index(op.f("ix_indicators_organisation_ics"), table_name="organisation", schema="indicators")
    op.drop_table("organisation", schema="indicators")
