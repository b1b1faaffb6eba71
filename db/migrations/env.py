"""How Alembic reaches the database: the caller hands over its own connection."""

from alembic import context

from db.tables import metadata


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what search is quick by, which no model knows: see migration 0024."""
    if kind == "table":
        return not (name or "").startswith("search_index")
    return kind != "index" or not (name or "").endswith("_trigrams")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a table in place; a batch copies it.
    render_as_batch=True,
    user_module_prefix="base.",
    include_name=_is_ours,
)
with context.begin_transaction():
    context.run_migrations()
