"""what people say about a meeting without a name, proof of what was sent, and editions of notes

Revision: 0015, after 0014

Expand only: an older version that runs meanwhile does not know these tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _create_feedback()
    _create_deliveries()
    op.create_index("ix_message_person_id", "message", ["person_id"])
    _create_editions()


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


def _create_editions() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("notes_edition", sa.Integer(), nullable=False, server_default="1"))
        meeting.add_column(sa.Column("notes_corrected_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("note_version") as version:
        version.add_column(sa.Column("stood", sa.Boolean(), nullable=False, server_default=sa.true()))
    texts = ("asked_for", "words", "reason", "not_possible", "who_can_change", "different_views")
    op.create_table(
        "decision_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_decision_version_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name="fk_decision_version_decision_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["person.id"], name="fk_decision_version_saved_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision_version"),
        sa.UniqueConstraint("decision_id", "version", name="uq_decision_version_decision_id_version"),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("says", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_edition_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_edition_meeting_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name="fk_edition_made_by_id"),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name="fk_edition_correction_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name="fk_edition_item_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_edition_decision_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("meeting_id", "number", name="uq_edition_meeting_id_number"),
    )
    for name in ("correction_id", "decision_id", "item_id"):
        op.create_index(f"ix_edition_{name}", "edition", [name])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM edition")):
        raise RuntimeError("Published notes were corrected: going back would lose what they said before.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM decision_version")):
        raise RuntimeError("What decisions said before they were changed is kept: going back would lose it.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM hand_delivery WHERE done_at IS NOT NULL")):
        raise RuntimeError("It was written down who was told by hand: going back would lose it.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM feedback")):
        raise RuntimeError("People said how a meeting was: going back would lose it.")
    op.drop_table("edition")
    op.drop_table("decision_version")
    with op.batch_alter_table("note_version") as version:
        version.drop_column("stood")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("notes_corrected_at")
        meeting.drop_column("notes_edition")
    op.drop_index("ix_message_person_id", "message")
    op.drop_table("hand_delivery")
    op.drop_table("feedback_mark")
    op.drop_table("feedback")
