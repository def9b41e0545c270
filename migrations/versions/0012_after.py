"""what people say about a meeting without a name, and proof of what was sent

Revision: 0012, after 0011

Expand only: an older version that runs meanwhile does not know these tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _create_feedback()
    _create_deliveries()
    op.create_index("ix_message_person_id", "message", ["person_id"])


def _create_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_page", sa.Integer(), nullable=False),
        sa.Column("by_phone", sa.Integer(), nullable=False),
        sa.Column("by_paper", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_feedback_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_feedback_meeting_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("meeting_id", name="uq_feedback_meeting_id"),
    )
    op.create_table(
        "feedback_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_feedback_mark_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name="fk_feedback_mark_invitation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_mark"),
        sa.UniqueConstraint("invitation_id", name="uq_feedback_mark_invitation_id"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "hand_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_hand_delivery_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_hand_delivery_meeting_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_hand_delivery_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name="fk_hand_delivery_done_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_delivery"),
        sa.UniqueConstraint("key", name="uq_hand_delivery_key"),
    )
    for name in ("meeting_id", "person_id"):
        op.create_index(f"ix_hand_delivery_{name}", "hand_delivery", [name])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM hand_delivery WHERE done_at IS NOT NULL")):
        raise RuntimeError("It was written down who was told by hand: going back would lose it.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM feedback")):
        raise RuntimeError("People said how a meeting was: going back would lose it.")
    op.drop_index("ix_message_person_id", "message")
    op.drop_table("hand_delivery")
    op.drop_table("feedback_mark")
    op.drop_table("feedback")
