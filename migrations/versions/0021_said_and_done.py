"""pairs of what people said and what was done

Revision: 0021, after 0020

Expand only: an older version that runs meanwhile does not know these tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("said", "did", "because", "instead", "asked_else")),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("names_approver", sa.Boolean(), nullable=False),
        sa.Column("public_at", sa.DateTime(), nullable=True),
        sa.Column("took_days", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        _points("pair", "space_id", "space", ondelete="CASCADE"),
        _points("pair", "drafted_by_id", "person"),
        _points("pair", "changed_by_id", "person"),
        _points("pair", "approved_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_pair"),
    )
    op.create_index("ix_pair_space_id_state_public_at", "pair", ["space_id", "state", "public_at"])
    op.create_table(
        "pair_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        _points("pair_source", "space_id", "space", ondelete="CASCADE"),
        _points("pair_source", "pair_id", "pair", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pair_source"),
        sa.UniqueConstraint("pair_id", "kind", "of_id", name="uq_pair_source_pair_id_kind_of_id"),
    )


def _points(table: str, name: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=ondelete)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM pair")):
        raise RuntimeError("People wrote down what was said and done: going back would lose their words.")
    op.drop_table("pair_source")
    op.drop_table("pair")
