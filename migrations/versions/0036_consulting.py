"""consulting on a draft of a charter: questions, comments, answers, and comments that are hidden

Revision: 0036, after 0035

Expand only: an older version that runs meanwhile asks nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

TABLES = ("hidden_comment", "charter_comment", "consultation_question", "consultation")


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("can_change", sa.String(), nullable=False),
        sa.Column("cannot_change", sa.String(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("as_it_was", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("missed_who", sa.String(), nullable=False),
        sa.Column("who_said", sa.String(), nullable=False),
        sa.Column("missed_what", sa.String(), nullable=False),
        sa.Column("what_said", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_consultation_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["charter_version.id"], name="fk_consultation_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consultation"),
        sa.UniqueConstraint("version_id", "phase", name="uq_consultation_version_id_phase"),
    )
    op.create_index("ix_consultation_space_id", "consultation", ["space_id"])
    op.create_table(
        "consultation_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name="fk_consultation_question_consultation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name="fk_consultation_question_space_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_question"),
    )
    op.create_index("ix_consultation_question_consultation_id", "consultation_question", ["consultation_id"])
    op.create_index("ix_consultation_question_space_id", "consultation_question", ["space_id"])
    op.create_table(
        "charter_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("part_id", sa.Integer(), nullable=True),
        sa.Column("clause_kind", sa.String(length=40), nullable=True),
        sa.Column("clause_number", sa.SmallInteger(), nullable=True),
        sa.Column("said_of", sa.String(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("came", sa.String(length=40), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("fate", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("changed_number", sa.SmallInteger(), nullable=True),
        sa.Column("old_words", sa.String(), nullable=False),
        sa.Column("new_words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_charter_comment_by_id"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_charter_comment_consultation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["charter_part.id"], name="fk_charter_comment_part_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["consultation_question.id"], name="fk_charter_comment_question_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_comment_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["typed_by_id"], ["person.id"], name="fk_charter_comment_typed_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_comment"),
    )
    op.create_index("ix_charter_comment_by_id", "charter_comment", ["by_id"])
    op.create_index("ix_charter_comment_clause", "charter_comment", ["consultation_id", "clause_number"])
    op.create_index("ix_charter_comment_fate", "charter_comment", ["consultation_id", "fate"])
    op.create_index("ix_charter_comment_part_id", "charter_comment", ["part_id"])
    op.create_index("ix_charter_comment_question_id", "charter_comment", ["question_id"])
    op.create_index("ix_charter_comment_space_id", "charter_comment", ["space_id"])
    op.create_table(
        "hidden_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("hidden_by_id", sa.Integer(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(), nullable=False),
        sa.Column("appeal_to_id", sa.Integer(), nullable=False),
        sa.Column("appeal", sa.String(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(), nullable=True),
        sa.Column("is_back", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["appeal_to_id"], ["person.id"], name="fk_hidden_comment_appeal_to_id"),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["charter_comment.id"], name="fk_hidden_comment_comment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["person.id"], name="fk_hidden_comment_hidden_by_id"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_hidden_comment_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_hidden_comment"),
        sa.UniqueConstraint("comment_id", name="uq_hidden_comment_comment_id"),
    )
    op.create_index("ix_hidden_comment_appeal_to_id", "hidden_comment", ["appeal_to_id"])
    op.create_index("ix_hidden_comment_space_id", "hidden_comment", ["space_id"])


def downgrade() -> None:
    """Refused once people were asked: going back would lose what they said."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM consultation")):
        raise RuntimeError("People were asked about a draft: going back would lose what they said.")
    for table in TABLES:
        op.drop_table(table)
