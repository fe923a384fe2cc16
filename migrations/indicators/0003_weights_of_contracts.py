"""What a provider weighs with its commissioner."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "indicators_0003"
down_revision: str | None = "indicators_0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "commissioned", sa.Column("weights", sa.String(), server_default="[]", nullable=False), schema="indicators"
    )


def downgrade() -> None:
    op.drop_column("commissioned", "weights", schema="indicators")
