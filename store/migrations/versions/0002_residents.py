"""What residents do: hellos in their own rhythm, favours, things to do nearby, stories."""

import sqlalchemy as sa
from alembic import op

from store.database import Id

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("nudge") as batch:
        batch.add_column(sa.Column("subject", Id, nullable=False, server_default="0"))
        batch.drop_constraint("uq_nudge_community_id_person_id_purpose_due_at", type_="unique")
        batch.create_unique_constraint(
            "uq_nudge_community_id_person_id_purpose_subject_due_at",
            ["community_id", "person_id", "purpose", "subject", "due_at"],
        )
    with op.batch_alter_table("conversation") as batch:
        batch.add_column(sa.Column("subject", Id, nullable=False, server_default="0"))
        batch.add_column(
            sa.Column("by_us", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("last_wording", sa.Text(), nullable=False, server_default=""))
        batch.add_column(
            sa.Column("quiet_hellos", sa.Integer(), nullable=False, server_default="0")
        )
    op.create_index(
        "ix_message_told",
        "message",
        ["person_id", "about_id", "id"],
        sqlite_where=sa.text("about_id IS NOT NULL"),
        postgresql_where=sa.text("about_id IS NOT NULL"),
    )
    from store import everything  # written out before this is released

    everything.metadata.create_all(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("a step back would lose what people told us")
