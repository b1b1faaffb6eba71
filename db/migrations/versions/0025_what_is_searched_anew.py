"""What is searched, made anew

No table changes. Names of ministries stand elsewhere in what is searched, and whoever brings a
database up to date makes all facts anew afterwards (`landbote.application`).
"""

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
