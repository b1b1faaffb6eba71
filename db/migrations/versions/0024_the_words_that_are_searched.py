"""The words that are searched

Whoever brings a database up to date makes all facts anew afterwards (`landbote.application`),
and with them what is searched.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

from db.schema import ExtensionError


revision = "0024"
down_revision = "0023"

_FOLLOW = {
    "added": (
        "AFTER INSERT",
        "INSERT INTO search_index (rowid, title, body, themes)"
        " VALUES (new.opportunity_id, new.title, new.body, new.themes)",
    ),
    "removed": (
        "AFTER DELETE",
        "INSERT INTO search_index (search_index, rowid, title, body, themes)"
        " VALUES ('delete', old.opportunity_id, old.title, old.body, old.themes)",
    ),
}
_COLUMNS = ("title", "body", "themes")


def upgrade() -> None:
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_column("search_text")
    op.create_table(
        "topic_names",
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_topic_names")),
    )
    op.create_table(
        "search_words",
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("written", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("stem", name=op.f("pk_search_words")),
    )
    op.create_table(
        "search_texts",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_search_texts_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_search_texts")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(title, body, themes,"
        " content='search_texts', content_rowid='opportunity_id',"
        " tokenize='trigram case_sensitive 1')"
    )
    for what, (when, follow) in _FOLLOW.items():
        op.execute(f"CREATE TRIGGER search_texts_{what} {when} ON search_texts BEGIN {follow}; END")


def _on_postgresql() -> None:
    try:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError as error:
        raise ExtensionError(
            "Die Suche braucht in PostgreSQL die Erweiterung pg_trgm, und sie ließ sich nicht "
            f"einrichten: {str(error.orig).splitlines()[0]}. Unter Debian bringt sie das Paket "
            "postgresql-contrib mit; wer die Datenbank verwaltet, richtet sie einmal ein: "
            "CREATE EXTENSION pg_trgm;"
        ) from error
    for column in _COLUMNS:
        op.execute(
            f"CREATE INDEX search_texts_{column}_trigrams ON search_texts"
            f" USING gin ({column} gin_trgm_ops)"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    for table in ("search_texts", "search_words", "topic_names"):
        op.drop_table(table)
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_text", sa.Text(), server_default="", nullable=False))
