"""What the desk had decided when an issue was begun: held back, put first, said on top."""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "issue_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_issue_marks_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["digest_issues.id"], name=op.f("fk_issue_marks_issue_id_digest_issues")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_issue_marks_opportunity_id_opportunities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_marks")),
        sa.UniqueConstraint(
            "issue_id",
            "decision_id",
            "opportunity_id",
            name=op.f("uq_issue_marks_issue_id_decision_id_opportunity_id"),
        ),
    )
    with op.batch_alter_table("issue_marks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_marks_decision_id"), ["decision_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("issue_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_marks_decision_id"))
    op.drop_table("issue_marks")
