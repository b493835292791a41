"""Of a visit: when the resident was told of it; and how late somebody runs."""

import sqlalchemy as sa
from alembic import op

from store.database import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("told_at", Moment(), nullable=True))
    op.add_column("visit", sa.Column("late_at", Moment(), nullable=True))
    op.add_column("visit", sa.Column("late_told_at", Moment(), nullable=True))
