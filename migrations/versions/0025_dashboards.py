"""keys for dashboards outside a group

Revision: 0025, after 0024

Expand only: an older version that runs meanwhile does not know this table, and leaves it as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "dashboard_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_dashboard_key_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_dashboard_key"),
        sa.UniqueConstraint("space_id", name="uq_dashboard_key_space_id"),
        sa.UniqueConstraint("key_hash", name="uq_dashboard_key_key_hash"),
    )


def downgrade() -> None:
    """Drop the keys: they can be made again, and dashboards are told that theirs is none."""
    op.drop_table("dashboard_key")
