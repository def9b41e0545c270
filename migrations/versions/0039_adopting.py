"""charters that a group adopts from another

Revision: 0039, after 0038

Expand only: an older version that runs meanwhile knows nothing of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.create_table(
        "charter_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("of_space", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("seen_number", sa.SmallInteger(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name="fk_charter_adoption_charter_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_adoption_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_adoption"),
        sa.UniqueConstraint("space_id", "charter_id", name="uq_charter_adoption_space_id_charter_id"),
    )
    op.create_index("ix_charter_adoption_charter_id", "charter_adoption", ["charter_id"])


def downgrade() -> None:
    """Refused once a group adopted a charter: going back would lose which, and who answers for it there."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter_adoption")):
        raise RuntimeError("Groups adopted charters: going back would lose which, and who answers for them.")
    op.drop_table("charter_adoption")
