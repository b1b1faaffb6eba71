"""Hints that sources give, and which of their finds were looked at"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "leads_looked_at",
        sa.Column("raw_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["raw_id"], ["raw_entries.id"], name=op.f("fk_leads_looked_at_raw_id_raw_entries")
        ),
        sa.PrimaryKeyConstraint("raw_id", name=op.f("pk_leads_looked_at")),
    )
    op.add_column("tips", sa.Column("found", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("tips", sa.Column("until_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM tips WHERE found")
    op.drop_column("tips", "until_on")
    op.drop_column("tips", "found")
    op.drop_table("leads_looked_at")
