"""What staff ask of the service, and how pages looked"""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "frozen_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_pages")),
        sa.UniqueConstraint(
            "source", "step", "good", name=op.f("uq_frozen_pages_source_step_good")
        ),
    )
    op.create_table(
        "planned_days",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("planned_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "on_day", name=op.f("pk_planned_days")),
    )
    op.create_table(
        "source_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("facts", base.Json(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("open_as", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.String(length=320), nullable=False),
        sa.Column("asked_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("begun_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("result", base.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_orders")),
        sa.UniqueConstraint("open_as", name=op.f("uq_source_orders_open_as")),
    )
    with op.batch_alter_table("source_orders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_orders_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_orders_state"), ["state"], unique=False)

    with op.batch_alter_table("crawl_runs", schema=None) as batch_op:
        batch_op.create_index("ix_crawl_runs_source_started_at", ["source", "started_at"])
        batch_op.create_index("ix_crawl_runs_source_outcome", ["source", "outcome", "id"])

    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("findings_by_mail", sa.Boolean(), server_default=sa.true(), nullable=False)
        )

    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("told", base.Json(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("acknowledged_gist", sa.String(length=64), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("acknowledged_by", sa.String(length=320), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("acknowledged_at", base.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_column("findings_by_mail")

    with op.batch_alter_table("crawl_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_crawl_runs_source_outcome")
        batch_op.drop_index("ix_crawl_runs_source_started_at")

    with op.batch_alter_table("findings", schema=None) as batch_op:
        batch_op.drop_column("acknowledged_at")
        batch_op.drop_column("acknowledged_by")
        batch_op.drop_column("acknowledged_gist")
        batch_op.drop_column("told")

    with op.batch_alter_table("source_orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_orders_state"))
        batch_op.drop_index(batch_op.f("ix_source_orders_about"))

    op.drop_table("source_orders")
    op.drop_table("planned_days")
    op.drop_table("frozen_pages")
