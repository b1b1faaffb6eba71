"""What a card showed: which revisions its reader saw."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # Of earlier mails the revision that was news is what their readers saw.
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shown", base.Json(), server_default="[]", nullable=False))
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.alter_column("shown", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.drop_column("shown")
