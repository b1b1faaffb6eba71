"""Filters that are saved, and selections"""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "list_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("asked_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("good_until_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("left_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("left_way", sa.String(length=40), server_default="", nullable=False),
        sa.Column("proof", base.Json(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_list_members_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_list_members_subscriber_id_subscribers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_members")),
        sa.UniqueConstraint("area", "address", name=op.f("uq_list_members_area_address")),
        sa.UniqueConstraint("digest", name=op.f("uq_list_members_digest")),
    )
    with op.batch_alter_table("list_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_list_members_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_list_members_address"), ["address"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_list_members_subscriber_id"), ["subscriber_id"], unique=False
        )

    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("wanted", base.Json(), nullable=False),
        sa.Column("made_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_saved_filters_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_saved_filters_account_id_name")),
    )
    op.create_table(
        "selections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("made_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_selections_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["digest_issues.id"], name=op.f("fk_selections_issue_id_digest_issues")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selections")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_selections_issue_id")),
    )
    with op.batch_alter_table("selections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selections_account_id"), ["account_id"], unique=False)

    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("saved_filter_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=80), nullable=False),
        sa.Column("former_secret", sa.String(length=80), server_default="", nullable=False),
        sa.Column("former_until_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("after_number", sa.Integer(), nullable=False),
        sa.Column("fitting", base.Json(), nullable=False),
        sa.Column("made_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stopped_why", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_filter_id"],
            ["saved_filters.id"],
            name=op.f("fk_webhooks_saved_filter_id_saved_filters"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("saved_filter_id", name=op.f("uq_webhooks_saved_filter_id")),
    )
    op.create_table(
        "selection_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("selection_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_selection_items_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["selection_id"],
            ["selections.id"],
            name=op.f("fk_selection_items_selection_id_selections"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection_items")),
        sa.UniqueConstraint(
            "selection_id",
            "opportunity_id",
            name=op.f("uq_selection_items_selection_id_opportunity_id"),
        ),
    )
    with op.batch_alter_table("selection_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_selection_items_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "webhook_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("call_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("planned_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhooks.id"], name=op.f("fk_webhook_calls_webhook_id_webhooks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_calls")),
        sa.UniqueConstraint("call_id", name=op.f("uq_webhook_calls_call_id")),
        sa.UniqueConstraint(
            "webhook_id", "number", name=op.f("uq_webhook_calls_webhook_id_number")
        ),
    )
    op.create_index("ix_webhook_calls_due", "webhook_calls", ["state", "next_try_at"], unique=False)
    op.create_table(
        "change_log",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=20), server_default="", nullable=False),
        sa.Column("noted_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_change_log_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_change_log_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_log")),
    )
    op.create_index(op.f("ix_change_log_opportunity_id"), "change_log", ["opportunity_id"])
    op.create_index(op.f("ix_change_log_noted_at"), "change_log", ["noted_at"])
    op.create_table(
        "change_marks",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_change_marks_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_change_marks_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_change_marks")),
    )

    op.create_table(
        "fact_instruments",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_instruments_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "instrument", name=op.f("pk_fact_instruments")),
    )
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("digest", sa.BigInteger(), server_default="0", nullable=False)
        )
        batch_op.create_index("ix_facts_digest", ["digest", "opportunity_id"], unique=False)

    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("narrowed", base.Json(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_column("narrowed")

    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index("ix_facts_digest")
        batch_op.drop_column("digest")

    op.drop_table("fact_instruments")
    op.drop_table("change_marks")
    op.drop_table("change_log")
    op.drop_table("webhook_calls")
    with op.batch_alter_table("selection_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_selection_items_opportunity_id"))

    op.drop_table("selection_items")
    op.drop_table("webhooks")
    with op.batch_alter_table("selections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_selections_account_id"))

    op.drop_table("selections")
    op.drop_table("saved_filters")
    with op.batch_alter_table("list_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_list_members_subscriber_id"))
        batch_op.drop_index(batch_op.f("ix_list_members_address"))
        batch_op.drop_index(batch_op.f("ix_list_members_account_id"))

    op.drop_table("list_members")
