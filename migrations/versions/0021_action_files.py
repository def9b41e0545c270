"""addresses for calendars

Revision: 0021, after 0018

Expand only: an older version that runs meanwhile does not know this table, and leaves it as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "due_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_due_calendar_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_due_calendar"),
        sa.UniqueConstraint("person_id", name="uq_due_calendar_person_id"),
        sa.UniqueConstraint("key_hash", name="uq_due_calendar_key_hash"),
    )


def downgrade() -> None:
    """Drop the addresses: each can be made again on its person's page."""
    op.drop_table("due_calendar")
