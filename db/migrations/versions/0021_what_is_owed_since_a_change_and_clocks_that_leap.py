"""What is owed since a change, what a mail said of the sources, and clocks that leap"""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "clock_sights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seen_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("leapt_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_sights")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources_note", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("digest_issues", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("untimely", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", base.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_column("changed_at")

    with op.batch_alter_table("digest_issues", schema=None) as batch_op:
        batch_op.drop_column("untimely")

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_column("sources_note")

    op.drop_table("clock_sights")
