"""Facts for filters: derived rows, made anew at the first start afterwards."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "fact_applicants",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("applicant", sa.String(length=40), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_applicants_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "applicant", name=op.f("pk_fact_applicants")),
    )
    with op.batch_alter_table("fact_applicants", schema=None) as batch_op:
        batch_op.create_index(
            "ix_fact_applicants_applicant", ["applicant", "opportunity_id"], unique=False
        )

    op.create_table(
        "fact_areas",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_areas_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "area", name=op.f("pk_fact_areas")),
    )
    with op.batch_alter_table("fact_areas", schema=None) as batch_op:
        batch_op.create_index("ix_fact_areas_area", ["area", "opportunity_id"], unique=False)

    op.create_table(
        "fact_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_deadlines_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_deadlines")),
    )
    with op.batch_alter_table("fact_deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_fact_deadlines_on", ["ends_on", "opportunity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_fact_deadlines_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "fact_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("applicant", sa.String(length=40), nullable=False),
        sa.Column("population_min", sa.Integer(), nullable=True),
        sa.Column("population_max", sa.Integer(), nullable=True),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.Column("award_min", sa.Double(), nullable=True),
        sa.Column("award_max", sa.Double(), nullable=True),
        sa.Column("cost_min", sa.Double(), nullable=True),
        sa.Column("cost_max", sa.Double(), nullable=True),
        sa.Column("rate_min", sa.Double(), nullable=True),
        sa.Column("rate_max", sa.Double(), nullable=True),
        sa.Column("own_share", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_terms_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_terms")),
    )
    with op.batch_alter_table("fact_terms", schema=None) as batch_op:
        batch_op.create_index("ix_fact_terms_applicant", ["applicant", "award_max"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_fact_terms_opportunity_id"), ["opportunity_id"], unique=False
        )

    op.create_table(
        "fact_topics",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_fact_topics_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", "topic", name=op.f("pk_fact_topics")),
    )
    with op.batch_alter_table("fact_topics", schema=None) as batch_op:
        batch_op.create_index("ix_fact_topics_topic", ["topic", "opportunity_id"], unique=False)

    op.create_table(
        "facts",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sort_title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("stated_status", sa.String(length=20), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("has_deadline", sa.Boolean(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("event_on", sa.Date(), nullable=True),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("news_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_facts_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_facts")),
    )
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facts_closes_on"), ["closes_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_event_on"), ["event_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_level"), ["level"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_news_at"), ["news_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_sort_title"), ["sort_title"], unique=False)
        batch_op.create_index(batch_op.f("ix_facts_source"), ["source"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facts_source"))
        batch_op.drop_index(batch_op.f("ix_facts_sort_title"))
        batch_op.drop_index(batch_op.f("ix_facts_news_at"))
        batch_op.drop_index(batch_op.f("ix_facts_level"))
        batch_op.drop_index(batch_op.f("ix_facts_kind"))
        batch_op.drop_index(batch_op.f("ix_facts_event_on"))
        batch_op.drop_index(batch_op.f("ix_facts_closes_on"))

    op.drop_table("facts")
    with op.batch_alter_table("fact_topics", schema=None) as batch_op:
        batch_op.drop_index("ix_fact_topics_topic")

    op.drop_table("fact_topics")
    with op.batch_alter_table("fact_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_terms_opportunity_id"))
        batch_op.drop_index("ix_fact_terms_applicant")

    op.drop_table("fact_terms")
    with op.batch_alter_table("fact_deadlines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_deadlines_opportunity_id"))
        batch_op.drop_index("ix_fact_deadlines_on")

    op.drop_table("fact_deadlines")
    with op.batch_alter_table("fact_areas", schema=None) as batch_op:
        batch_op.drop_index("ix_fact_areas_area")

    op.drop_table("fact_areas")
    with op.batch_alter_table("fact_applicants", schema=None) as batch_op:
        batch_op.drop_index("ix_fact_applicants_applicant")

    op.drop_table("fact_applicants")
