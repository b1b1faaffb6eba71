"""Which hint a find led to"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    with op.batch_alter_table("leads_looked_at", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tip_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_leads_looked_at_tip_id"), ["tip_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_leads_looked_at_tip_id_tips"),
            "tips",
            ["tip_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("leads_looked_at", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_leads_looked_at_tip_id_tips"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_leads_looked_at_tip_id"))
        batch_op.drop_column("tip_id")
