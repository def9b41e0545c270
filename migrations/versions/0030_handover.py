"""changes of people, and what is handed over

Revision: 0030, after 0029

Expand only: an older version that runs meanwhile notices no change.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("successor", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("in_hand", sa.String(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_handover_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name="fk_handover_written_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )
    op.create_index("ix_handover_space_id_from_day", "handover", ["space_id", "from_day"])
    op.create_index("ix_handover_written_by_id", "handover", ["written_by_id"])


def downgrade() -> None:
    """Refused once a change was noticed or written of: going back would lose it."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM handover")):
        raise RuntimeError("Changes of people were noticed: going back would lose them.")
    op.drop_table("handover")
