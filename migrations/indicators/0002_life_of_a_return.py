"""The life of a return, organisations over time, uploaded files, and the audit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "indicators_0002"
down_revision: str | None = "indicators_0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="indicators",
    )
    op.create_index("ix_audit_ods", "audit", ["ods", "id"], unique=False, schema="indicators")
    op.create_table(
        "batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(length=6), nullable=True),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("format", sa.String(length=40), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("unlisted", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lease", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="indicators",
    )
    op.create_index(op.f("ix_indicators_batch_state"), "batch", ["state"], unique=False, schema="indicators")
    op.create_table(
        "generation",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        schema="indicators",
    )
    op.create_table(
        "deadline",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("submit_by", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("year"),
        schema="indicators",
    )
    op.create_table(
        "organisation_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=30), nullable=False),
        sa.Column("region", sa.String(length=3), nullable=True),
        sa.Column("ics", sa.String(length=6), nullable=True),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="indicators",
    )
    op.create_index(
        "ix_organisation_version_ods",
        "organisation_version",
        ["ods", "recorded_at"],
        unique=False,
        schema="indicators",
    )
    op.create_table(
        "batch_error",
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("organisation", sa.String(length=20), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("sheet", sa.String(length=60), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=60), nullable=True),
        sa.Column("cell", sa.String(length=12), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch"],
            ["indicators.batch.id"],
        ),
        sa.PrimaryKeyConstraint("batch", "number"),
        schema="indicators",
    )
    op.create_table(
        "succession",
        sa.Column("predecessor", sa.String(length=6), nullable=False),
        sa.Column("successor", sa.String(length=6), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["predecessor"],
            ["indicators.organisation.ods"],
        ),
        sa.ForeignKeyConstraint(
            ["successor"],
            ["indicators.organisation.ods"],
        ),
        sa.PrimaryKeyConstraint("predecessor", "successor"),
        schema="indicators",
    )
    op.create_index("ix_succession_successor", "succession", ["successor"], unique=False, schema="indicators")
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ods", "year", "revision"],
            ["indicators.annual_return.ods", "indicators.annual_return.year", "indicators.annual_return.revision"],
        ),
        sa.PrimaryKeyConstraint("id"),
        schema="indicators",
    )
    op.create_index("ix_publication_ods", "publication", ["ods", "year"], unique=False, schema="indicators")
    op.create_index(
        "ix_publication_year", "publication", ["year", "effective_from"], unique=False, schema="indicators"
    )
    op.create_index(
        "ix_publication_ended", "publication", ["year", "effective_to"], unique=False, schema="indicators"
    )
    op.create_table(
        "transition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ods", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("embargo", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=True),
        sa.Column("explanations", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ods", "year", "revision"],
            ["indicators.annual_return.ods", "indicators.annual_return.year", "indicators.annual_return.revision"],
        ),
        sa.PrimaryKeyConstraint("id"),
        schema="indicators",
    )
    op.create_index(
        "ix_transition_revision", "transition", ["ods", "year", "revision", "id"], unique=False, schema="indicators"
    )
    op.add_column("annual_return", sa.Column("warnings", sa.String(), nullable=True), schema="indicators")
    op.add_column("annual_return", sa.Column("batch", sa.String(length=32), nullable=True), schema="indicators")
    op.create_index("ix_annual_return_batch", "annual_return", ["batch"], unique=False, schema="indicators")
    _carry_over()
    op.drop_column("annual_return", "state", schema="indicators")
    op.drop_column("organisation", "successors", schema="indicators")


_STATES = """
INSERT INTO indicators.transition (ods, year, revision, state, at, "by")
SELECT ods, year, revision, state, recorded_at, recorded_by FROM indicators.annual_return
"""

_PUBLICATIONS = """
INSERT INTO indicators.publication (ods, year, revision, effective_from, recorded_at)
SELECT ods, year, max(revision), max(recorded_at), max(recorded_at) FROM indicators.annual_return
WHERE state = 'published' GROUP BY ods, year
"""

_VERSIONS = """
INSERT INTO indicators.organisation_version
(ods, name, type, region, ics, opened, closed, synthetic, recorded_at, recorded_by)
SELECT ods, name, type, region, ics, opened, closed, synthetic, recorded_at, recorded_by
FROM indicators.organisation
"""

_SUCCESSION = """
INSERT INTO indicators.succession (predecessor, successor, effective_on, kind, recorded_at, recorded_by)
SELECT old.ods, new.ods, old.closed, 'merger', old.recorded_at, old.recorded_by
FROM indicators.organisation AS old
JOIN indicators.organisation AS new ON ' ' || old.successors || ' ' LIKE '% ' || new.ods || ' %'
WHERE old.closed IS NOT NULL AND new.ods <> old.ods
"""


def _carry_over() -> None:
    """Say in the new tables what the old columns said. A successor without a closing day has no date to take."""
    for statement in (_STATES, _PUBLICATIONS, _VERSIONS, _SUCCESSION):
        op.execute(statement)


_PUBLISHED = """
UPDATE indicators.annual_return SET state = 'published' WHERE EXISTS (
SELECT 1 FROM indicators.publication AS p WHERE p.ods = annual_return.ods AND p.year = annual_return.year
AND p.revision = annual_return.revision AND p.effective_to IS NULL)
"""

_SUCCESSORS = """
UPDATE indicators.organisation SET successors = COALESCE((
SELECT min(s.successor) FROM indicators.succession AS s WHERE s.predecessor = organisation.ods), '')
"""


def _carry_back() -> None:
    """Keep what the old columns can hold: that a revision is published, and one successor."""
    for statement in (_PUBLISHED, _SUCCESSORS):
        op.execute(statement)


def downgrade() -> None:
    op.add_column(
        "organisation",
        sa.Column("successors", sa.String(length=200), nullable=False, server_default=""),
        schema="indicators",
    )
    op.add_column(
        "annual_return",
        sa.Column("state", sa.String(length=20), nullable=False, server_default="draft"),
        schema="indicators",
    )
    _carry_back()
    op.drop_index("ix_annual_return_batch", table_name="annual_return", schema="indicators")
    op.drop_column("annual_return", "batch", schema="indicators")
    op.drop_column("annual_return", "warnings", schema="indicators")
    op.drop_index("ix_transition_revision", table_name="transition", schema="indicators")
    op.drop_table("transition", schema="indicators")
    op.drop_index("ix_publication_ods", table_name="publication", schema="indicators")
    op.drop_index("ix_publication_ended", table_name="publication", schema="indicators")
    op.drop_index("ix_publication_year", table_name="publication", schema="indicators")
    op.drop_table("publication", schema="indicators")
    op.drop_index("ix_succession_successor", table_name="succession", schema="indicators")
    op.drop_table("succession", schema="indicators")
    op.drop_table("batch_error", schema="indicators")
    op.drop_index("ix_organisation_version_ods", table_name="organisation_version", schema="indicators")
    op.drop_table("organisation_version", schema="indicators")
    op.drop_table("deadline", schema="indicators")
    op.drop_table("generation", schema="indicators")
    op.drop_index(op.f("ix_indicators_batch_state"), table_name="batch", schema="indicators")
    op.drop_table("batch", schema="indicators")
    op.drop_index("ix_audit_ods", table_name="audit", schema="indicators")
    op.drop_table("audit", schema="indicators")
