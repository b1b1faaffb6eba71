"""What people decide: the log says old and new, and what may be taken back."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0008"
down_revision = "0007"

UNDO = "undo"


def upgrade() -> None:
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("revision_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("undoes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("before", base.Json(), server_default="[]", nullable=False))
        batch_op.create_index("ix_decisions_other_id", ["other_id"])
        batch_op.create_index("ix_decisions_item_id", ["item_id"])
        batch_op.create_index("ix_decisions_decided_by", ["decided_by"])
        batch_op.create_unique_constraint("uq_decisions_undoes", ["undoes"])
        batch_op.create_foreign_key(
            "fk_decisions_item_id_review_items", "review_items", ["item_id"], ["id"]
        )
        batch_op.create_foreign_key(
            "fk_decisions_revision_id_revisions", "revisions", ["revision_id"], ["id"]
        )
        batch_op.create_foreign_key(
            "fk_decisions_undoes_decisions", "decisions", ["undoes"], ["id"]
        )
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposed", base.Json(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("moved_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("answered_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_review_items_answered_id", ["answered_id"])
    # An act is signed with an address, which may be long.
    _sign_with(sa.String(length=120), sa.String(length=320))
    _say_who_took_back()


def _sign_with(old: sa.String, new: sa.String) -> None:
    for table in ("decisions", "identities"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ("decided_by", "undone_by"):
                batch_op.alter_column(column, existing_type=old, type_=new, existing_nullable=False)


def _say_who_took_back() -> None:
    """Write a row for whatever was ended: until now only the ended row said so."""
    names = ("opportunity_id", "other_id", "about", "subject", "case_key")
    decisions = sa.table(
        "decisions",
        *(sa.column(name) for name in ("id", "act", "undoes", *names)),
        *(sa.column(name, base.Json()) for name in ("before", "value")),
        *(sa.column(name) for name in ("basis", "quote", "why", "decided_by", "decided_at")),
        *(sa.column(name) for name in ("undone_by", "undone_at")),
    )
    here = decisions.c
    nothing = sa.literal([], base.Json())
    empty = sa.literal("")
    ended = sa.select(
        *(sa.literal(UNDO), here.id, *(here[name] for name in names), nothing, nothing),
        *(empty, empty, empty, here.undone_by, here.undone_at, empty),
    ).where(here.undone_at.is_not(None))
    columns = ("act", "undoes", *names, "before", "value")
    more = ("basis", "quote", "why", "decided_by", "decided_at", "undone_by")
    op.execute(decisions.insert().from_select([*columns, *more], ended.order_by(here.id)))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM decisions WHERE act = 'undo'"))
    _sign_with(sa.String(length=320), sa.String(length=120))
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.drop_index("ix_review_items_answered_id")
        batch_op.drop_column("answered_id")
        batch_op.drop_column("moved_id")
        batch_op.drop_column("proposed")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_constraint("fk_decisions_undoes_decisions", type_="foreignkey")
        batch_op.drop_constraint("fk_decisions_revision_id_revisions", type_="foreignkey")
        batch_op.drop_constraint("fk_decisions_item_id_review_items", type_="foreignkey")
        batch_op.drop_constraint("uq_decisions_undoes", type_="unique")
        batch_op.drop_index("ix_decisions_decided_by")
        batch_op.drop_index("ix_decisions_item_id")
        batch_op.drop_index("ix_decisions_other_id")
        batch_op.drop_column("before")
        batch_op.drop_column("undoes")
        batch_op.drop_column("revision_id")
        batch_op.drop_column("item_id")
