"""People who sign in: accounts, one-time links, sessions in a browser."""

import sqlalchemy as sa
from alembic import op

from db import base


revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("created_at", base.UtcDateTime(), nullable=False),
        sa.Column("locked_at", base.UtcDateTime(), nullable=True),
        sa.Column("removed_at", base.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("address", name=op.f("uq_accounts_address")),
    )
    for name in ("sign_in_links", "browser_sessions"):
        of_its_own = (
            [
                sa.Column("made_at", base.UtcDateTime(), nullable=False),
                sa.Column("ends_at", base.UtcDateTime(), nullable=False),
                sa.Column("used_at", base.UtcDateTime(), nullable=True),
            ]
            if name == "sign_in_links"
            else [
                sa.Column("way", sa.String(length=20), nullable=False),
                sa.Column("opened_at", base.UtcDateTime(), nullable=False),
                sa.Column("seen_at", base.UtcDateTime(), nullable=False),
                sa.Column("ended_at", base.UtcDateTime(), nullable=True),
            ]
        )
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("account_id", sa.Integer(), nullable=False),
            sa.Column("digest", sa.String(length=64), nullable=False),
            *of_its_own,
            sa.ForeignKeyConstraint(
                ["account_id"], ["accounts.id"], name=op.f(f"fk_{name}_account_id_accounts")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("digest", name=op.f(f"uq_{name}_digest")),
        )
        op.create_index(op.f(f"ix_{name}_account_id"), name, ["account_id"])


def downgrade() -> None:
    for name in ("browser_sessions", "sign_in_links", "accounts"):
        op.drop_table(name)
