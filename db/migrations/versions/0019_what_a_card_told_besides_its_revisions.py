"""What a card told besides the revisions it showed."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", base.Json(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("delivery_items", schema=None) as batch_op:
        batch_op.drop_column("told")
