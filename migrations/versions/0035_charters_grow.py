"""what else is said of a charter and its clauses: levels, ways of working, and where they were copied from

Revision: 0035, after 0034

Expand only: an older version that runs meanwhile does not show it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

TEXTS = ("easy", "involvement", "limits", "best_practice")


def upgrade() -> None:
    with op.batch_alter_table("charter_part") as part:
        for name in TEXTS:
            part.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        part.add_column(sa.Column("rung", sa.String(length=40), nullable=True))
        part.add_column(sa.Column("copied_number", sa.SmallInteger(), nullable=True))
    with op.batch_alter_table("charter_version") as version:
        version.add_column(sa.Column("published_on", sa.Date(), nullable=True))
        version.add_column(sa.Column("contact", sa.String(), nullable=False, server_default=""))
        version.add_column(sa.Column("language", sa.String(length=10), nullable=False, server_default=""))
        version.add_column(sa.Column("also_in", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("charter") as charter:
        charter.add_column(sa.Column("review_on", sa.Date(), nullable=True))
    _copies()
    _reviews()


def _copies() -> None:
    op.create_table(
        "charter_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("of_space", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_copy_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["charter_id"], ["charter.id"], name="fk_charter_copy_charter_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["from_id"], ["charter_version.id"], name="fk_charter_copy_from_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_charter_copy"),
        sa.UniqueConstraint("charter_id", name="uq_charter_copy_charter_id"),
    )
    op.create_index("ix_charter_copy_space_id", "charter_copy", ["space_id"])
    op.create_index("ix_charter_copy_from_id", "charter_copy", ["from_id"])


def _reviews() -> None:
    op.create_table(
        "charter_reviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_reviewer_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name="fk_charter_reviewer_charter_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_charter_reviewer_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_reviewer"),
        sa.UniqueConstraint("charter_id", "person_id", name="uq_charter_reviewer_charter_id_person_id"),
    )
    op.create_index("ix_charter_reviewer_space_id", "charter_reviewer", ["space_id"])
    op.create_index("ix_charter_reviewer_person_id", "charter_reviewer", ["person_id"])
    op.create_table(
        "charter_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("was_due_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_review_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name="fk_charter_review_charter_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_charter_review_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_review"),
    )
    op.create_index("ix_charter_review_space_id", "charter_review", ["space_id"])
    op.create_index("ix_charter_review_charter_id", "charter_review", ["charter_id"])
    op.create_index("ix_charter_review_by_id", "charter_review", ["by_id"])


def downgrade() -> None:
    written = " OR ".join([*(f"{name} <> ''" for name in TEXTS), "rung IS NOT NULL"])
    if op.get_bind().scalar(sa.text(f"SELECT count(*) FROM charter_part WHERE {written}")):  # noqa: S608  (ours)
        raise RuntimeError("Clauses hold words that an older version does not know: going back would lose them.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter WHERE review_on IS NOT NULL")):
        raise RuntimeError("Charters say when they are looked at again: going back would lose it.")
    said = "published_on IS NOT NULL OR contact <> '' OR also_in <> ''"
    if op.get_bind().scalar(sa.text(f"SELECT count(*) FROM charter_version WHERE {said}")):  # noqa: S608  (ours)
        raise RuntimeError("Charters say how they are published: going back would lose it.")
    for table in ("charter_review", "charter_reviewer", "charter_copy"):
        op.drop_table(table)
    with op.batch_alter_table("charter") as charter:
        charter.drop_column("review_on")
    with op.batch_alter_table("charter_version") as version:
        for name in ("also_in", "language", "contact", "published_on"):
            version.drop_column(name)
    with op.batch_alter_table("charter_part") as part:
        part.drop_column("copied_number")
        part.drop_column("rung")
        for name in reversed(TEXTS):
            part.drop_column(name)
