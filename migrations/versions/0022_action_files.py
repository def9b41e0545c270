"""addresses for calendars, and action logs on their way in

Revision: 0022, after 0021

Expand only: an older version that runs meanwhile does not know these tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "due_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_due_calendar_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_due_calendar"),
        sa.UniqueConstraint("person_id", name="uq_due_calendar_person_id"),
        sa.UniqueConstraint("key_hash", name="uq_due_calendar_key_hash"),
    )
    _tables_on_their_way_in()


def _points(table: str, name: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete="CASCADE")


def _tables_on_their_way_in() -> None:
    op.create_table(
        "log_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("above", sa.Integer(), nullable=False),
        sa.Column("matched", sa.JSON(), nullable=False),
        sa.Column("said_yes", sa.JSON(), nullable=False),
        _points("log_import", "space_id", "space"),
        _points("log_import", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_log_import"),
    )
    for name in ("space_id", "by_id"):
        op.create_index(f"ix_log_import_{name}", "log_import", [name])
    op.create_table(
        "log_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        _points("log_row", "space_id", "space"),
        _points("log_row", "import_id", "log_import"),
        sa.PrimaryKeyConstraint("id", name="pk_log_row"),
    )
    op.create_index("ix_log_row_import_id", "log_row", ["import_id"])
    op.create_table(
        "imported_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _points("imported_mark", "space_id", "space"),
        sa.PrimaryKeyConstraint("id", name="pk_imported_mark"),
        sa.UniqueConstraint("space_id", "fingerprint", name="uq_imported_mark_space_id_fingerprint"),
    )


def downgrade() -> None:
    """Drop the addresses, which can be made again, and tables that wait for a week at most. Refused once a log was
    brought in: without its marks the same file would add every action a second time."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM imported_mark")):
        raise RuntimeError("Action logs were brought in: going back would let the same file add them again.")
    op.drop_table("imported_mark")
    op.drop_table("log_row")
    op.drop_table("log_import")
    op.drop_table("due_calendar")
