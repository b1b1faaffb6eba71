"""What subscribers decide for themselves, and the states of a mail by their own names."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for table in ("deliveries", "letters"):
        op.execute(f"UPDATE {table} SET state = 'sending' WHERE state = 'claimed'")
    op.create_table(
        "erased_addresses",
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("since_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address_key", name=op.f("pk_erased_addresses")),
    )
    op.create_table(
        "subscription_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("pending", sa.String(length=340), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("orders", base.Json(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("requested_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("good_until_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_requests")),
        sa.UniqueConstraint("digest", name=op.f("uq_subscription_requests_digest")),
        sa.UniqueConstraint("pending", name=op.f("uq_subscription_requests_pending")),
    )
    with op.batch_alter_table("subscription_requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscription_requests_address"), ["address"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_subscription_requests_good_until_at"), ["good_until_at"], unique=False
        )

    op.create_table(
        "subscriber_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_subscriber_links_subscriber_id_subscribers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_subscriber_links_digest")),
    )
    with op.batch_alter_table("subscriber_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscriber_links_subscriber_id"), ["subscriber_id"], unique=False
        )

    op.create_table(
        "subscriber_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("opened_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_subscriber_sessions_subscriber_id_subscribers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_subscriber_sessions_digest")),
    )
    with op.batch_alter_table("subscriber_sessions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscriber_sessions_subscriber_id"), ["subscriber_id"], unique=False
        )

    op.create_table(
        "dismissals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("dismissed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_dismissals_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_dismissals_subscriber_id_subscribers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissals")),
        sa.UniqueConstraint(
            "subscriber_id",
            "opportunity_id",
            name=op.f("uq_dismissals_subscriber_id_opportunity_id"),
        ),
    )
    with op.batch_alter_table("dismissals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dismissals_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "remembered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("remembered_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_remembered_opportunity_id_opportunities"),
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscribers.id"],
            name=op.f("fk_remembered_subscriber_id_subscribers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered")),
        sa.UniqueConstraint(
            "subscriber_id",
            "opportunity_id",
            name=op.f("uq_remembered_subscriber_id_opportunity_id"),
        ),
    )
    with op.batch_alter_table("remembered", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remembered_opportunity_id"), ["opportunity_id"], unique=False
        )

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("requested_at", base.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("request_wording", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("withdrawn_at", base.UtcDateTime(timezone=True), nullable=True)
        )

    with op.batch_alter_table("digest_issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slot", sa.Integer(), server_default="0", nullable=False))
        batch_op.drop_constraint(batch_op.f("uq_digest_issues_cadence_issued_on"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_digest_issues_cadence_issued_on_slot"), ["cadence", "issued_on", "slot"]
        )

    with op.batch_alter_table("subscribers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_until_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("sign_of_life", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("weekday", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("lead_days", sa.Integer(), server_default="14", nullable=False)
        )
        batch_op.add_column(sa.Column("required", base.Json(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("excluded", base.Json(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("feed_key", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_subscriptions_feed_key"), ["feed_key"])


def downgrade() -> None:
    for table in ("deliveries", "letters"):
        op.execute(f"UPDATE {table} SET state = 'claimed' WHERE state = 'sending'")
        op.execute(f"UPDATE {table} SET state = 'planned' WHERE state IN ('deferred', 'unclear')")
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_subscriptions_feed_key"), type_="unique")
        batch_op.drop_column("feed_key")
        batch_op.drop_column("excluded")
        batch_op.drop_column("required")
        batch_op.drop_column("lead_days")
        batch_op.drop_column("weekday")
        batch_op.drop_column("name")

    with op.batch_alter_table("subscribers", schema=None) as batch_op:
        batch_op.drop_column("sign_of_life")
        batch_op.drop_column("paused_until_on")

    with op.batch_alter_table("digest_issues", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_digest_issues_cadence_issued_on_slot"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_digest_issues_cadence_issued_on"), ["cadence", "issued_on"]
        )
        batch_op.drop_column("slot")

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("request_wording")
        batch_op.drop_column("requested_at")

    with op.batch_alter_table("remembered", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remembered_opportunity_id"))

    op.drop_table("remembered")
    with op.batch_alter_table("dismissals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dismissals_opportunity_id"))

    op.drop_table("dismissals")
    with op.batch_alter_table("subscriber_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriber_sessions_subscriber_id"))

    op.drop_table("subscriber_sessions")
    with op.batch_alter_table("subscriber_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriber_links_subscriber_id"))

    op.drop_table("subscriber_links")
    with op.batch_alter_table("subscription_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscription_requests_good_until_at"))
        batch_op.drop_index(batch_op.f("ix_subscription_requests_address"))

    op.drop_table("subscription_requests")
    op.drop_table("erased_addresses")
