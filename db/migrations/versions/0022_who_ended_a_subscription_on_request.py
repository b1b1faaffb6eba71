"""Who ended a subscription on request"""

import sqlalchemy as sa
from alembic import op


revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("withdrawn_by", sa.String(length=320), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_by")
