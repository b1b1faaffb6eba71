"""Statements that hold for somebody, decisions that last."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from db import base

revision = "0002"
down_revision = "0001"

BATCH = 500
DATED = {"fixed": "deadline", "annual": "annual_deadline", "month": "deadline_month"}
NUMBERS = [
    "award_min",
    "award_max",
    "cost_min",
    "cost_max",
    "budget",
    "rate_min",
    "rate_max",
    "own_share",
    "population_min",
    "population_max",
    "partners_min",
]
LISTS = {
    "areas": "area",
    "topics": "topic",
    "funders": "funder",
    "instruments": "instrument",
    "applicants": "applicant",
    "excluded": "excluded_applicant",
}
NAMED = {
    "kind": "kind",
    "stated_status": "status",
    "opens_on": "opens",
    "event_starts_on": "event_start",
    "event_ends_on": "event_end",
    "event_place": "event_place",
}


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("value", base.Json(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("decided_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=120), nullable=False),
        sa.Column("undone_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_decisions_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["opportunities.id"], name=op.f("fk_decisions_other_id_opportunities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.create_index(
            "ix_decisions_opportunity_id_act", ["opportunity_id", "act"], unique=False
        )
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.add_column(sa.Column("read", base.Json(), nullable=True))
    connection = op.get_bind()
    _carry_revisions_over(connection)
    _carry_identities_over(connection)
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.alter_column("read", existing_type=base.Json(), nullable=False)
        batch_op.drop_column("claims")
    _remember_how_entries_are_compared()


def _remember_how_entries_are_compared() -> None:
    op.create_table(
        "block_keys",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_block_keys_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "key", name=op.f("pk_block_keys")),
    )
    with op.batch_alter_table("block_keys", schema=None) as batch_op:
        batch_op.create_index("ix_block_keys_key", ["key", "opportunity_id"], unique=False)

    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sure_id", sa.Integer(), nullable=True))
    # Until now only those stood together that are surely the same.
    op.execute("UPDATE group_members SET sure_id = leader_id")
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.alter_column("sure_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_group_members_sure_id_opportunities"),
            "opportunities",
            ["sure_id"],
            ["id"],
        )

    with op.batch_alter_table("related", schema=None) as batch_op:
        batch_op.add_column(sa.Column("words", sa.Text(), nullable=False, server_default=""))


def _forget_how_entries_are_compared() -> None:
    with op.batch_alter_table("related", schema=None) as batch_op:
        batch_op.drop_column("words")

    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_group_members_sure_id_opportunities"), type_="foreignkey"
        )
        batch_op.drop_column("sure_id")

    with op.batch_alter_table("block_keys", schema=None) as batch_op:
        batch_op.drop_index("ix_block_keys_key")

    op.drop_table("block_keys")


def downgrade() -> None:
    _forget_how_entries_are_compared()
    with op.batch_alter_table("revisions") as batch_op:
        batch_op.add_column(
            sa.Column("claims", base.Json(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.drop_column("read")
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.drop_index("ix_decisions_opportunity_id_act")
    op.drop_table("decisions")


def _carry_revisions_over(connection: sa.Connection) -> None:
    """Say in statements what each revision said in values; no word of it is lost."""
    revisions = sa.table(
        "revisions",
        sa.column("id", sa.Integer()),
        sa.column("content", base.Json()),
        sa.column("claims", base.Json()),
        sa.column("read", base.Json()),
    )
    last = 0
    while True:
        rows = connection.execute(
            sa.select(revisions.c.id, revisions.c.content, revisions.c.claims)
            .where(revisions.c.id > last)
            .order_by(revisions.c.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        for id, content, claims in rows:
            said = [*_stated(content), *_asked(claims)]
            connection.execute(
                revisions.update()
                .where(revisions.c.id == id)
                .values(content={**content, "statements": said}, read=said)
            )
        last = rows[-1].id


def _stated(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    quotes = content.get("quotes") or {}
    for deadline in content.get("deadlines") or ():
        kind = deadline["kind"]
        yield {
            "field": DATED.get(kind, "deadline_rule"),
            "value": deadline.get("value") or kind,
            "deadline_stage": deadline.get("stage", ""),
            "at": deadline.get("at", ""),
            "newcomers": deadline.get("newcomers", True),
            "origin": deadline.get("origin", "read"),
            "evidence": {"quote": deadline.get("quote", "")},
        }
    for name in NUMBERS:
        if content.get(name) is not None:
            quote = {"quote": quotes.get(name, "")}
            yield {"field": name, "value": content[name], "evidence": quote}
    for name, field in LISTS.items():
        yield from ({"field": field, "value": value} for value in content.get(name) or ())
    for name, field in NAMED.items():
        if content.get(name):
            quote = {"quote": quotes.get(field, "")}
            yield {"field": field, "value": content[name], "evidence": quote}


def _asked(claims: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for claim in claims or ():
        if claim.get("doubt"):
            yield {
                "field": claim["field"],
                "value": claim["value"],
                "standing": "asked",
                "question": claim["doubt"],
                "rule": claim.get("rule", ""),
                "evidence": {"part": claim.get("part", ""), "quote": claim.get("quote", "")},
            }


def _carry_identities_over(connection: sa.Connection) -> None:
    """Put what people said of pairs of entries into the log."""
    connection.execute(
        sa.text(
            "INSERT INTO decisions (act, opportunity_id, other_id, about, subject, case_key, value,"
            " basis, quote, why, decided_by, decided_at, undone_by, undone_at)"
            " SELECT relation, first_id, second_id, '', '', '', '[]', '', '', reason, decided_by,"
            " decided_at, undone_by, undone_at FROM identities"
            " WHERE decided_by <> 'rules' AND relation IN ('same', 'different')"
        )
    )
