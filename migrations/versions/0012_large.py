"""papers in the search, and a word index that gives the newest first

Revision: 0012, after 0011

Expand only, but for one thing: on SQLite the numbers in the word index are turned round, so an older version that runs
meanwhile finds nothing by its words. An entry is a copy: going back takes out those of papers, and loses nothing that
anybody wrote.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ONE_SOURCE = " + ".join(
    f"(CASE WHEN {one} IS NULL THEN 0 ELSE 1 END)" for one in ("note_id", "decision_id", "paper_id")
)
EVENTS = {"added": "INSERT", "removed": "DELETE", "changed": "UPDATE OF words"}


def _stop_index() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in EVENTS:
            op.execute(f"DROP TRIGGER search_entry_{name}")
        op.execute("DROP TABLE search_words")


def _build_index(sign: str, content: str) -> None:
    """Make the word index of SQLite from the entries, with its triggers. `sign` stands before an entry's number: the
    index gives the smallest number first, many times faster than the largest."""
    if op.get_bind().dialect.name != "sqlite":
        return
    add = f"INSERT INTO search_words(rowid, words) VALUES ({sign}new.id, new.words);"  # noqa: S608
    take_out = f"INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', {sign}old.id, old.words);"  # noqa: S608
    does = {"added": add, "removed": take_out, "changed": take_out + add}
    op.execute(f"CREATE VIRTUAL TABLE search_words USING fts5(words, {content})")
    op.execute(f"INSERT INTO search_words(rowid, words) SELECT {sign}id, words FROM search_entry")  # noqa: S608
    for name, event in EVENTS.items():
        op.execute(f"CREATE TRIGGER search_entry_{name} AFTER {event} ON search_entry BEGIN {does[name]} END")


def upgrade() -> None:
    _stop_index()
    with op.batch_alter_table("search_entry") as entry:
        entry.add_column(sa.Column("paper_id", sa.Integer(), nullable=True))
        entry.drop_constraint(op.f("ck_search_entry_note_or_decision"), type_="check")
        entry.create_check_constraint(op.f("ck_search_entry_one_source"), f"{ONE_SOURCE} = 1")
        entry.create_foreign_key(
            op.f("fk_search_entry_paper_id_paper"), "paper", ["paper_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_search_entry_paper_id"), "search_entry", ["paper_id"])
    _build_index("-", "content=''")


def downgrade() -> None:
    _stop_index()
    op.execute("DELETE FROM search_entry WHERE paper_id IS NOT NULL")
    op.drop_index(op.f("ix_search_entry_paper_id"), "search_entry")
    with op.batch_alter_table("search_entry") as entry:
        entry.drop_constraint(op.f("fk_search_entry_paper_id_paper"), type_="foreignkey")
        entry.drop_constraint(op.f("ck_search_entry_one_source"), type_="check")
        entry.drop_column("paper_id")
        entry.create_check_constraint(
            op.f("ck_search_entry_note_or_decision"), "(note_id IS NULL) <> (decision_id IS NULL)"
        )
    _build_index("", "content='search_entry', content_rowid='id'")
