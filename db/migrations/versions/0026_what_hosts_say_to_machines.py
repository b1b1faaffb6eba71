"""What hosts say to machines, and which runs were made from stored pages

Runs from before count as made on the live source, since nothing says otherwise.
"""

import sqlalchemy as sa
from alembic import op

from db import base

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "host_manners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("host", sa.String(length=260), nullable=False),
        sa.Column("says", base.Json(), nullable=False),
        sa.Column("since_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_manners")),
    )
    op.create_index(
        "ix_host_manners_newest", "host_manners", ["source", "host", "id"], unique=False
    )
    op.add_column(
        "crawl_runs", sa.Column("replayed", sa.Boolean(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    # In place, not in a batch: a batch puts a copy in place of a table that entries refer to.
    op.drop_column("crawl_runs", "replayed")
    op.drop_index("ix_host_manners_newest", table_name="host_manners")
    op.drop_table("host_manners")
