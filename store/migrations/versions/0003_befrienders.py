"""Befrienders and coordinators by text, concerns with a clock, broadcasts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """While it grows: everything that is declared and not there yet."""
    from store.everything import metadata

    conn = op.get_bind()
    there = sa.inspect(conn)
    names = set(there.get_table_names())
    for table in metadata.sorted_tables:
        if table.name not in names:
            continue
        columns = {each["name"] for each in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                with op.batch_alter_table(table.name) as batch:
                    batch.add_column(column._copy())
        indexes = {each["name"] for each in there.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(conn)
    metadata.create_all(conn)
