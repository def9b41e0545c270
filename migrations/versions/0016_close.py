"""who and what a meeting missed, last words, how to get support

Revision: 0016, after 0015

Expand only: an older version that runs meanwhile does not know this table and these columns, and leaves them as they
are. It goes on writing what was missed on the meeting itself; 0013 brings that here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "missed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("is_none", sa.Boolean(), nullable=False),
        sa.Column("by_group", sa.Boolean(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("became", sa.String(length=40), nullable=True),
        sa.Column("became_at", sa.DateTime(), nullable=True),
        sa.Column("went_to_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_missed_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_missed_meeting_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name="fk_missed_said_by_id"),
        sa.ForeignKeyConstraint(["went_to_id"], ["meeting.id"], name="fk_missed_went_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_missed"),
    )
    op.create_index("ix_missed_meeting_id", "missed", ["meeting_id"])
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("missed_id", sa.Integer(), nullable=True))
        task.create_foreign_key(op.f("fk_task_missed_id"), "missed", ["missed_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("invitation") as place:
        place.add_column(sa.Column("check_out", sa.String(length=40), nullable=False, server_default="waiting"))
        place.add_column(sa.Column("check_out_words", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("support_words", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    written = sa.text(
        "SELECT (SELECT count(*) FROM missed WHERE by_group OR said_by_id IS NOT NULL OR became IS NOT NULL)"
        " + (SELECT count(*) FROM invitation WHERE check_out <> 'waiting')"
        " + (SELECT count(*) FROM space WHERE support_words <> '')"
    )
    if op.get_bind().scalar(written):
        raise RuntimeError("What meetings missed, last words or words on support are kept: going back would lose them.")
    with op.batch_alter_table("space") as space:
        space.drop_column("support_words")
    with op.batch_alter_table("invitation") as place:
        place.drop_column("check_out_words")
        place.drop_column("check_out")
    with op.batch_alter_table("task") as task:
        task.drop_constraint(op.f("fk_task_missed_id"), type_="foreignkey")
        task.drop_column("missed_id")
    op.drop_index("ix_missed_meeting_id", "missed")
    op.drop_table("missed")
