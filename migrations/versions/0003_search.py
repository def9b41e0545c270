"""searching published notes and decisions

Revision: 0003, after 0002

Expand only. An entry is a copy of published words, made by the day's work wherever it is missing: going back loses
nothing that anybody wrote.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PARENTS = {
    "space_id": "space", "meeting_id": "meeting", "item_id": "agenda_item", "note_id": "note",
    "decision_id": "decision",
}  # fmt: skip
# The word index of SQLite is a table of its own, which these triggers keep in step.
ADD = "INSERT INTO search_words(rowid, words) VALUES (new.id, new.words);"
TAKE_OUT = "INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);"
ON_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', content_rowid='id')",
    f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN {ADD} END",
    f"CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry BEGIN {TAKE_OUT} {ADD} END",
)
ON_POSTGRESQL = "CREATE INDEX search_words ON search_entry USING gin (to_tsvector('simple', words))"


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint("(note_id IS NULL) <> (decision_id IS NULL)", name=op.f("ck_search_entry_note_or_decision")),
        *(
            sa.ForeignKeyConstraint([one], [f"{of}.id"], name=op.f(f"fk_search_entry_{one}_{of}"), ondelete="CASCADE")
            for one, of in PARENTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_index("ix_search_entry_space_id_held_at", "search_entry", ["space_id", "held_at"])
    for one in PARENTS.keys() - {"space_id"}:
        op.create_index(op.f(f"ix_search_entry_{one}"), "search_entry", [one])
    op.create_index("ix_meeting_space_id_notes_published_at", "meeting", ["space_id", "notes_published_at"])
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else (ON_POSTGRESQL,):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_index("ix_meeting_space_id_notes_published_at", "meeting")
    op.drop_table("search_entry")
