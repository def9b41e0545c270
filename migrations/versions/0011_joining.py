"""reminders, the promise of an agenda, and mail that people send back

Revision: 0011, after 0010

Expand only: an older version that runs meanwhile does not know these columns and this table, and leaves them as they
are. Meetings that were planned before made no promise about their agenda.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("reminder_days", sa.JSON(), nullable=False, server_default="[7, 1]"))
        space.add_column(sa.Column("reminder_words", sa.String(), nullable=False, server_default=""))
        space.add_column(sa.Column("agenda_days", sa.Integer(), nullable=False, server_default="7"))
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("agenda_days", sa.Integer(), nullable=True))
        meeting.add_column(sa.Column("agenda_changed_at", sa.DateTime(), nullable=True))
    op.create_table(
        "received_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=True),
        sa.Column("from_other", sa.String(length=254), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("read_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_received_mail_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_received_mail_meeting_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_received_mail_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["read_by_id"], ["person.id"], name="fk_received_mail_read_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_received_mail"),
        sa.UniqueConstraint("digest", name="uq_received_mail_digest"),
    )
    for name in ("meeting_id", "person_id"):
        op.create_index(f"ix_received_mail_{name}", "received_mail", [name])


def downgrade() -> None:
    written = sa.text(
        "SELECT (SELECT count(*) FROM received_mail)"
        " + (SELECT count(*) FROM space WHERE reminder_words <> '' OR agenda_days <> 7"
        " OR CAST(reminder_days AS VARCHAR(40)) <> '[7, 1]')"
        " + (SELECT count(*) FROM meeting WHERE agenda_days IS NOT NULL)"
    )
    if op.get_bind().scalar(written):
        raise RuntimeError("People wrote back, or a promise about agendas was made: going back would lose it.")
    op.drop_table("received_mail")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("agenda_changed_at")
        meeting.drop_column("agenda_days")
    with op.batch_alter_table("space") as space:
        space.drop_column("agenda_days")
        space.drop_column("reminder_words")
        space.drop_column("reminder_days")
