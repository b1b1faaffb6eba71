"""By which way a source was read, and whether what a run brought first is nobody's news."""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("crawl_runs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("way", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("silent", sa.Boolean(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("crawl_runs", schema=None) as batch_op:
        batch_op.drop_column("silent")
        batch_op.drop_column("way")
