"""charters: versions with sections and clauses, who agreed with them, and texts on their way in

Revision: 0032, after 0031

Expand only: an older version that runs meanwhile does not show charters.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

TABLES = ("charter_answer", "charter_reading", "charter_part", "charter_version", "charter")


def upgrade() -> None:
    op.create_table(
        "charter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("numbers_given", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_charter"),
    )
    op.create_index("ix_charter_space_id", "charter", ["space_id"])
    op.create_table(
        "charter_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("asked_until", sa.Date(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("agreed_how", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_version_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name="fk_charter_version_charter_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_charter_version_meeting_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_charter_version"),
        sa.UniqueConstraint("charter_id", "number", name="uq_charter_version_charter_id_number"),
    )
    op.create_index("ix_charter_version_space_id", "charter_version", ["space_id"])
    op.create_index("ix_charter_version_meeting_id", "charter_version", ["meeting_id"])
    op.create_table(
        "charter_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("how_known", sa.String(), nullable=False),
        sa.Column("legal", sa.String(), nullable=False),
        sa.Column("legal_on", sa.Date(), nullable=True),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_part_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name="fk_charter_part_version_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_charter_part_body_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_part"),
        sa.UniqueConstraint("version_id", "number", name="uq_charter_part_version_id_number"),
    )
    op.create_index("ix_charter_part_space_id", "charter_part", ["space_id"])
    op.create_index("ix_charter_part_body_id", "charter_part", ["body_id"])
    op.create_table(
        "charter_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_reading_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_reading"),
    )
    op.create_index("ix_charter_reading_space_id", "charter_reading", ["space_id"])
    op.create_table(
        "charter_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_answer_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name="fk_charter_answer_version_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_charter_answer_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_answer"),
        sa.UniqueConstraint("version_id", "by_id", name="uq_charter_answer_version_id_by_id"),
    )
    op.create_index("ix_charter_answer_space_id", "charter_answer", ["space_id"])
    op.create_index("ix_charter_answer_by_id", "charter_answer", ["by_id"])


def downgrade() -> None:
    """Refused once somebody wrote a charter: going back would lose it."""
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT (SELECT count(*) FROM charter) + (SELECT count(*) FROM charter_reading)")):
        raise RuntimeError("Somebody wrote a charter: going back would lose it.")
    for table in TABLES:
        op.drop_table(table)
