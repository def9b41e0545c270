"""what somebody typed for a meeting before their invitation was taken back

Revision: 0026, after 0025

Expand only: an older version that runs meanwhile does not know this table, and leaves it as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def _points(name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_taken_back_{name}", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "taken_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        _points("space_id", "space"),
        _points("meeting_id", "meeting"),
        _points("person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_taken_back"),
        sa.UniqueConstraint("meeting_id", "person_id", name="uq_taken_back_meeting_id_person_id"),
    )
    op.create_index("ix_taken_back_person_id", "taken_back", ["person_id"])


def downgrade() -> None:
    """Drop what waits for people who may be invited again. Refused while something does."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM taken_back")):
        raise RuntimeError("What people answered waits for a new invitation: going back would lose it.")
    op.drop_table("taken_back")
