"""Alembic's entry: migrates over the connection it is handed."""

from alembic import context

from store import everything

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=everything.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
context.run_migrations()
