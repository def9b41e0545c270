"""who decides, suggestions, and where items come from

Revision: 0007, after 0006

Expand only: an older version that runs meanwhile does not know these columns and tables and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = ("suggestion",)


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("who_decides", sa.String(length=40), nullable=True))
    with op.batch_alter_table("agenda_item") as item:
        item.add_column(sa.Column("came_from", sa.String(length=40), nullable=True))
        item.add_column(sa.Column("came_from_id", sa.Integer(), nullable=True))
        item.add_column(sa.Column("suggested_by", sa.String(), nullable=False, server_default=""))
        item.add_column(sa.Column("began_with_members", sa.Boolean(), nullable=False, server_default=sa.false()))
        item.create_index("ix_agenda_item_came_from_id", ["came_from_id"])
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("where_instead", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_suggestion_answered_by_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_suggestion_by_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_suggestion_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_suggestion_space_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    op.create_index("ix_suggestion_by_id", "suggestion", ["by_id"])
    op.create_index("ix_suggestion_meeting_id", "suggestion", ["meeting_id"])
    op.create_index("ix_suggestion_space_id_state", "suggestion", ["space_id", "state"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM meeting WHERE who_decides IS NOT NULL")):
        raise RuntimeError("Meetings say who decides: going back would lose it.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM agenda_item WHERE came_from IS NOT NULL")):
        raise RuntimeError("Items say where they come from: going back would lose it.")
    for table in TABLES:
        if op.get_bind().scalar(sa.text(f"SELECT count(*) FROM {table}")):  # noqa: S608  (a name from this file)
            raise RuntimeError(f"Going back would lose rows of {table}: nothing was changed.")
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("agenda_item") as item:
        item.drop_index("ix_agenda_item_came_from_id")
        item.drop_column("began_with_members")
        item.drop_column("suggested_by")
        item.drop_column("came_from_id")
        item.drop_column("came_from")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("who_decides")
