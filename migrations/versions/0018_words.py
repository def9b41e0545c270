"""words that are explained, places to turn to, difficult conversations, readings of papers, private words

Revision: 0018, after 0017

Expand only: an older version that runs meanwhile does not know these tables and columns, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("glossary_mark", sa.String(length=16), nullable=False, server_default=""))
        space.add_column(sa.Column("nearby_check_by", sa.Date(), nullable=True))
    _words()
    _nearby()
    with op.batch_alter_table("agenda_item") as item:
        item.add_column(sa.Column("is_difficult", sa.Boolean(), nullable=False, server_default=sa.false()))
    _difficult()
    _readings()
    _private_words()


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _points(table: str, name: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=ondelete)


def _words() -> None:
    op.create_table(
        "term",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("in_full", sa.String(length=200), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("explained_by_id", sa.Integer(), nullable=True),
        sa.Column("explained_at", sa.DateTime(), nullable=True),
        _points("term", "space_id", "space", ondelete="CASCADE"),
        _points("term", "asked_by_id", "person"),
        _points("term", "explained_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("space_id", "key", name="uq_term_space_id_key"),
    )


def _nearby() -> None:
    op.create_table(
        "help_place",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("what_for", sa.String(), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("web", sa.String(length=500), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _points("help_place", "space_id", "space", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_help_place"),
    )
    op.create_index("ix_help_place_space_id", "help_place", ["space_id"])


def _difficult() -> None:
    op.create_table(
        "difficult_item",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("second_said", sa.Boolean(), nullable=True),
        sa.Column("check_days", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(), nullable=False),
        sa.Column("followed_up_at", sa.DateTime(), nullable=True),
        _points("difficult_item", "space_id", "space", ondelete="CASCADE"),
        _points("difficult_item", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("difficult_item", "item_id", "agenda_item", ondelete="CASCADE"),
        _points("difficult_item", "second_id", "person"),
        _points("difficult_item", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_difficult_item"),
        sa.UniqueConstraint("item_id", name="uq_difficult_item_item_id"),
    )
    op.create_index("ix_difficult_item_meeting_id", "difficult_item", ["meeting_id"])
    op.create_table(
        "aftercare",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("difficult_item_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("ring_by_id", sa.Integer(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(), nullable=False),
        sa.Column("rung_at", sa.DateTime(), nullable=True),
        _points("aftercare", "space_id", "space", ondelete="CASCADE"),
        _points("aftercare", "difficult_item_id", "difficult_item", ondelete="CASCADE"),
        _points("aftercare", "person_id", "person", ondelete="CASCADE"),
        _points("aftercare", "ring_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare"),
        sa.UniqueConstraint("difficult_item_id", "person_id", name="uq_aftercare_difficult_item_id_person_id"),
    )
    op.create_index("ix_aftercare_person_id", "aftercare", ["person_id"])


def _readings() -> None:
    op.create_table(
        "paper_reading",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("how_many", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=500), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        _points("paper_reading", "space_id", "space", ondelete="CASCADE"),
        _points("paper_reading", "paper_id", "paper", ondelete="CASCADE"),
        _points("paper_reading", "added_by_id", "person"),
        sa.CheckConstraint("how_many > 0", name="ck_paper_reading_some_readers"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_reading"),
    )
    op.create_index("ix_paper_reading_paper_id", "paper_reading", ["paper_id"])


def _private_words() -> None:
    op.create_table(
        "private_word",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        _points("private_word", "space_id", "space", ondelete="CASCADE"),
        _points("private_word", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("private_word", "by_id", "person", ondelete="CASCADE"),
        _points("private_word", "to_id", "person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_private_word"),
    )
    for name in ("meeting_id", "by_id", "to_id"):
        op.create_index(f"ix_private_word_{name}", "private_word", [name])


def downgrade() -> None:
    written = sa.text(
        "SELECT (SELECT count(*) FROM term) + (SELECT count(*) FROM help_place) + (SELECT count(*) FROM difficult_item)"
        " + (SELECT count(*) FROM paper_reading) + (SELECT count(*) FROM private_word)"
    )
    if op.get_bind().scalar(written):
        raise RuntimeError("People wrote into tables of this step: going back would lose their words.")
    op.drop_table("private_word")
    op.drop_table("paper_reading")
    op.drop_table("aftercare")
    op.drop_table("difficult_item")
    with op.batch_alter_table("agenda_item") as item:
        item.drop_column("is_difficult")
    op.drop_table("help_place")
    op.drop_table("term")
    with op.batch_alter_table("space") as space:
        space.drop_column("nearby_check_by")
        space.drop_column("glossary_mark")
