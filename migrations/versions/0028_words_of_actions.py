"""a word index of actions

Revision: 0028, after 0027

Expand only. An older version that runs meanwhile changes an action without its words: they are found by what they said
before, until the next change. Going back loses nothing that anybody wrote: the words are a copy.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

AT_ONCE = 1000  # actions whose words are written at once
WORD = re.compile(r"[^\W_]+")
REFERENCE = re.compile(r"\{person:\d{1,9}\}")

# The word index of SQLite is a table of its own, which these triggers keep in step.
ADD = "INSERT INTO search_words_of_actions(rowid, words) VALUES (new.id, new.words);"
TAKE_OUT = (
    "INSERT INTO search_words_of_actions(search_words_of_actions, rowid, words) VALUES ('delete', old.id, old.words);"
)
ON_SQLITE = (
    "CREATE VIRTUAL TABLE search_words_of_actions USING fts5(words, content='')",
    "INSERT INTO search_words_of_actions(rowid, words) SELECT id, words FROM task",
    f"CREATE TRIGGER search_task_added AFTER INSERT ON task BEGIN {ADD} END",
    f"CREATE TRIGGER search_task_removed AFTER DELETE ON task BEGIN {TAKE_OUT} END",
    f"CREATE TRIGGER search_task_changed AFTER UPDATE OF words ON task BEGIN {TAKE_OUT} {ADD} END",
)
ON_POSTGRESQL = "CREATE INDEX search_words_of_actions ON task USING gin (to_tsvector('simple', words))"


def upgrade() -> None:
    op.add_column("task", sa.Column("words", sa.String(), nullable=False, server_default=""))
    _write_words(op.get_bind())
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else (ON_POSTGRESQL,):
        op.execute(statement)


def _write_words(connection: sa.Connection) -> None:
    columns = ("id", "space_id", "what", "why", "state_words", "owner_id", "body_id", "words")
    task = sa.table("task", *map(sa.column, columns))
    change = sa.update(task).where(task.c.id == sa.bindparam("number")).values(words=sa.bindparam("plain"))
    last = 0
    while rows := connection.execute(sa.select(task).where(task.c.id > last).order_by(task.c.id).limit(AT_ONCE)).all():
        connection.execute(change, [{"number": row.id, "plain": _words(row)} for row in rows])
        last = rows[-1].id


def _words(row: sa.Row) -> str:
    """Return the words of an action as the product keeps them at the time of this migration."""
    marks = [f"qzspace{row.space_id}x"]
    marks += [f"qzperson{row.owner_id}x"] if row.owner_id else []
    marks += [f"qzbody{row.body_id}x"] if row.body_id else []
    text = REFERENCE.sub(" ", f"{row.what}\n{row.why}\n{row.state_words}")
    return " ".join([*marks, *(part for word in WORD.findall(text) for part in WORD.findall(_plain(word)))])


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER search_task_{name}")
        op.execute("DROP TABLE search_words_of_actions")
    else:
        op.execute("DROP INDEX search_words_of_actions")
    op.drop_column("task", "words")
