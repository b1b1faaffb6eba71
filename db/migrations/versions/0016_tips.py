"""Tips: what strangers told the service desk."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "tips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("told", base.Json(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("answerable", sa.Boolean(), nullable=False),
        sa.Column("first_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tips")),
        sa.UniqueConstraint("place", name=op.f("uq_tips_place")),
    )
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tips_settled_at"), ["settled_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tips", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tips_settled_at"))

    op.drop_table("tips")
