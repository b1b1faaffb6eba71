"""Until when an event lasts

Whoever brings a database up to date makes all facts anew afterwards (`landbote.application`),
and with them what is searched.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event_until", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_facts_event_until"), ["event_until"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facts_event_until"))
        batch_op.drop_column("event_until")
