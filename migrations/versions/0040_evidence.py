"""what a charter is built on

Revision: 0040, after 0039

Expand only: an older version that runs meanwhile knows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
PEOPLE = ("written_by_id", "changed_by_id", "lived_by_id", "professional_by_id")


def upgrade() -> None:
    op.create_table(
        "charter_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("teller", sa.String(length=200), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("lived_by_id", sa.Integer(), nullable=True),
        sa.Column("lived_at", sa.DateTime(), nullable=True),
        sa.Column("professional_by_id", sa.Integer(), nullable=True),
        sa.Column("professional_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charter.id"], name="fk_charter_evidence_charter_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_evidence_space_id", ondelete="CASCADE"),
        *(sa.ForeignKeyConstraint([one], ["person.id"], name=f"fk_charter_evidence_{one}") for one in PEOPLE),
        sa.PrimaryKeyConstraint("id", name="pk_charter_evidence"),
    )
    for column in ("space_id", "charter_id", *PEOPLE):
        op.create_index(f"ix_charter_evidence_{column}", "charter_evidence", [column])


def downgrade() -> None:
    """Refused once something is written down: going back would lose it."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter_evidence")):
        raise RuntimeError("It is written down what a charter is built on: going back would lose it.")
    op.drop_table("charter_evidence")
