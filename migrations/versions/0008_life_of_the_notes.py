"""how far notes may be shared, and how they are checked and agreed

Revision: 0008, after 0007

Expand only: an older version that runs meanwhile does not know these columns and leaves them as they are. Until now
every member read all published notes, so what exists is shared with all members; new groups begin with less.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    for name in ("space", "meeting", "agenda_item"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("sharing", sa.String(length=40), nullable=False, server_default="members"))
    for name in ("note", "decision"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("sharing", sa.String(length=40), nullable=True))
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("without_names", sa.Boolean(), nullable=False, server_default=sa.false()))
        meeting.add_column(sa.Column("notes_sent_at", sa.DateTime(), nullable=True))
        meeting.add_column(sa.Column("notes_check_by", sa.Date(), nullable=True))
        meeting.add_column(sa.Column("notes_agreed_at", sa.DateTime(), nullable=True))
        meeting.add_column(sa.Column("notes_agreed_meeting_id", sa.Integer(), nullable=True))
        meeting.create_foreign_key(
            "fk_meeting_notes_agreed_meeting_id_meeting", "meeting", ["notes_agreed_meeting_id"], ["id"]
        )
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("notes_rule", sa.String(length=40), nullable=False, server_default="direct"))
        space.add_column(sa.Column("check_days", sa.Integer(), nullable=False, server_default="7"))
    _create_corrections()


def _create_corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("space_id", sa.Integer(), sa.ForeignKey("space.id", ondelete="CASCADE"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("agenda_item.id", ondelete="SET NULL"), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
    )
    op.create_index("ix_correction_meeting_id", "correction", ["meeting_id"])


def downgrade() -> None:
    said = "SELECT count(*) FROM {} WHERE sharing <> 'members'"
    kept = sum(
        op.get_bind().scalar(sa.text(said.format(name))) for name in ("meeting", "agenda_item", "note", "decision")
    )
    if kept:
        raise RuntimeError("Some notes are kept to a smaller circle: going back would show them to all members.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM meeting WHERE notes_sent_at IS NOT NULL")):
        raise RuntimeError("Notes were sent for checking: going back would lose when, and by whom they were agreed.")
    op.drop_table("correction")
    with op.batch_alter_table("space") as space:
        space.drop_column("check_days")
        space.drop_column("notes_rule")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_constraint("fk_meeting_notes_agreed_meeting_id_meeting", type_="foreignkey")
        for name in ("notes_agreed_meeting_id", "notes_agreed_at", "notes_check_by", "notes_sent_at", "without_names"):
            meeting.drop_column(name)
    for name in ("space", "meeting", "agenda_item", "note", "decision"):
        with op.batch_alter_table(name) as table:
            table.drop_column("sharing")
