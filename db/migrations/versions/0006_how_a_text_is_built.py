"""How the texts of an entry are built: headings, lists and tables, beside its words."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("raw_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shape", base.Json(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("raw_entries", schema=None) as batch_op:
        batch_op.drop_column("shape")
