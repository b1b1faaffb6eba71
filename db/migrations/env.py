"""How Alembic reaches the database: the caller hands over its own connection."""

from alembic import context

from db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a table in place; a batch copies it.
    render_as_batch=True,
    user_module_prefix="base.",
)
with context.begin_transaction():
    context.run_migrations()
