"""what was heard, what people said, and what became of it

Revision: 0014, after 0013

Expand only: an older version that runs meanwhile does not know these tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _heard()
    _said()
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("outcome_days", sa.Integer(), nullable=False, server_default="30"))


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _points(table: str, name: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=ondelete)


def _heard() -> None:
    op.create_table(
        "heard",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("own_words", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.Column("heard_by_id", sa.Integer(), nullable=False),
        _points("heard", "space_id", "space", ondelete="CASCADE"),
        _points("heard", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("heard", "item_id", "agenda_item", ondelete="CASCADE"),
        _points("heard", "speaker_id", "person"),
        _points("heard", "heard_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_heard"),
    )
    for name in ("meeting_id", "item_id", "speaker_id"):
        op.create_index(f"ix_heard_{name}", "heard", [name])
    op.create_table(
        "heard_reading",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("heard_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("own_words", sa.String(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _points("heard_reading", "space_id", "space", ondelete="CASCADE"),
        _points("heard_reading", "heard_id", "heard", ondelete="CASCADE"),
        _points("heard_reading", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_heard_reading"),
    )
    op.create_index("ix_heard_reading_heard_id", "heard_reading", ["heard_id"])


def _said() -> None:
    op.create_table(
        "contribution",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("shown", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("took_days", sa.Integer(), nullable=True),
        sa.Column("news_at", sa.DateTime(), nullable=True),
        _points("contribution", "space_id", "space", ondelete="CASCADE"),
        _points("contribution", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("contribution", "item_id", "agenda_item", ondelete="CASCADE"),
        _points("contribution", "person_id", "person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_contribution"),
        sa.UniqueConstraint("person_id", "kind", "of_id", name="uq_contribution_person_id_kind_of_id"),
        sa.UniqueConstraint("space_id", "number", name="uq_contribution_space_id_number"),
    )
    for name in ("meeting_id", "item_id"):
        op.create_index(f"ix_contribution_{name}", "contribution", [name])
    op.create_index("ix_contribution_space_id_kind_of_id", "contribution", ["space_id", "kind", "of_id"])
    op.create_table(
        "said_outcome",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        _points("said_outcome", "space_id", "space", ondelete="CASCADE"),
        _points("said_outcome", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("said_outcome", "decision_id", "decision", ondelete="CASCADE"),
        _points("said_outcome", "task_id", "task", ondelete="CASCADE"),
        _points("said_outcome", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_said_outcome"),
    )
    for name in ("meeting_id", "decision_id", "task_id"):
        op.create_index(f"ix_said_outcome_{name}", "said_outcome", [name])
    op.create_index("ix_said_outcome_space_id_kind_of_id", "said_outcome", ["space_id", "kind", "of_id"])


def downgrade() -> None:
    written = sa.text(
        "SELECT (SELECT count(*) FROM heard) + (SELECT count(*) FROM contribution)"
        " + (SELECT count(*) FROM said_outcome) + (SELECT count(*) FROM space WHERE outcome_days <> 30)"
    )
    if op.get_bind().scalar(written):
        raise RuntimeError("What people said, and what came of it, was written down: going back would lose it.")
    with op.batch_alter_table("space") as space:
        space.drop_column("outcome_days")
    for table in ("said_outcome", "contribution", "heard_reading", "heard"):
        op.drop_table(table)
