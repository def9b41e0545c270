"""what a member wishes of keeping in touch

Revision: 0031, after 0030

Expand only: an older version that runs meanwhile does not know this table, and leaves it as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def _points(name: str, to: str, **more: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_contact_{name}", **more)


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("pause_until", sa.Date(), nullable=True),
        sa.Column("talked_at", sa.DateTime(), nullable=True),
        _points("space_id", "space", ondelete="CASCADE"),
        _points("person_id", "person", ondelete="CASCADE"),
        _points("asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("space_id", "person_id", name="uq_contact_space_id_person_id"),
    )
    op.create_index("ix_contact_person_id", "contact", ["person_id"])


def downgrade() -> None:
    """Refused while somebody asked or answered: going back would lose who asked not to be asked."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM contact")):
        raise RuntimeError("People said how they would like to keep in touch: going back would lose it.")
    op.drop_table("contact")
