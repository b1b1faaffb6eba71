"""Samples: the random ones of published values that people judge every week."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("stratum_size", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("statement", base.Json(), nullable=False),
        sa.Column("drawn_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_items.id"], name=op.f("fk_samples_item_id_review_items")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_samples_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
        sa.UniqueConstraint("item_id", name=op.f("uq_samples_item_id")),
        sa.UniqueConstraint(
            "week",
            "field",
            "source_kind",
            "place",
            name=op.f("uq_samples_week_field_source_kind_place"),
        ),
    )
    with op.batch_alter_table("samples", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_samples_opportunity_id"), ["opportunity_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_samples_drawn_at"), ["drawn_at"], unique=False)


def downgrade() -> None:
    op.drop_table("samples")
