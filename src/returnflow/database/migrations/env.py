"""Alembic's entry: binds the connection it was handed to the tables' metadata. Run by Alembic, never imported."""

from alembic import context

from returnflow.database.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
