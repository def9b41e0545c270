"""who decides, suggestions, what is parked and asked, and where items come from

Revision: 0007, after 0006

Expand only: an older version that runs meanwhile does not know these columns and tables and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = ("suggestion", "parked", "question", "question_answer")


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
    op.create_table(
        "parked",
        *_of_an_item("parked"),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(), nullable=False),
        sa.Column("parked_by_id", sa.Integer(), nullable=False),
        sa.Column("let_go_because", sa.String(), nullable=False),
        sa.Column("let_go_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_parked_owner_id")),
        sa.ForeignKeyConstraint(["parked_by_id"], ["person.id"], name=op.f("fk_parked_parked_by_id")),
    )
    op.create_index("ix_parked_item_id", "parked", ["item_id"])
    op.create_index("ix_parked_meeting_id", "parked", ["meeting_id"])
    op.create_index("ix_parked_space_id_let_go_at", "parked", ["space_id", "let_go_at"])
    op.create_table(
        "question",
        *_of_an_item("question"),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_question_asked_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_question_owner_id")),
    )
    op.create_index("ix_question_item_id", "question", ["item_id"])
    op.create_index("ix_question_meeting_id", "question", ["meeting_id"])
    op.create_index("ix_question_space_id_state", "question", ["space_id", "state"])
    _create_answers()


def _create_answers() -> None:
    op.create_table(
        "question_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_question_answer_by_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_answer_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_question_answer_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
    )
    op.create_index("ix_question_answer_question_id", "question_answer", ["question_id"])


def _of_an_item(table: str) -> list[sa.schema.SchemaItem]:
    """Return the columns and constraints of what comes of an item of a meeting."""
    parents = {"space_id": "space.id", "meeting_id": "meeting.id", "item_id": "agenda_item.id"}
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in parents),
        *(
            sa.ForeignKeyConstraint([name], [parent], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE")
            for name, parent in parents.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


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
