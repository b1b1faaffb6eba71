"""The desk's queue: who works on what, what sleeps, and what makes an entry urgent."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "taken_entries",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(length=320), nullable=False),
        sa.Column("until_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_taken_entries_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_taken_entries")),
    )
    with op.batch_alter_table("taken_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_entries_taken_by"), ["taken_by"], unique=False)
    op.create_table(
        "weighed_entries",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("weighed_for", sa.String(length=64), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_sure", sa.Boolean(), nullable=False),
        sa.Column("concerned", sa.Integer(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("authorities", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_weighed_entries_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_weighed_entries")),
    )
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asleep_until_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("awaits_answer", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("review_items", schema=None) as batch_op:
        batch_op.drop_column("awaits_answer")
        batch_op.drop_column("asleep_until_on")
    op.drop_table("weighed_entries")
    op.drop_table("taken_entries")
