"""words that are explained, and places to turn to

Revision: 0012, after 0011

Expand only: an older version that runs meanwhile does not know these tables and columns, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("glossary_mark", sa.String(length=16), nullable=False, server_default=""))
        space.add_column(sa.Column("nearby_check_by", sa.Date(), nullable=True))
    _words()
    _nearby()


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


def downgrade() -> None:
    written = sa.text("SELECT (SELECT count(*) FROM term) + (SELECT count(*) FROM help_place)")
    if op.get_bind().scalar(written):
        raise RuntimeError("Words were explained, or places to turn to named: going back would lose them.")
    op.drop_table("help_place")
    op.drop_table("term")
    with op.batch_alter_table("space") as space:
        space.drop_column("nearby_check_by")
        space.drop_column("glossary_mark")
