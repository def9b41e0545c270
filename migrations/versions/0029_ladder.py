"""the way of a concern

Revision: 0029, after 0028

Expand only: an older version that runs meanwhile does not show the steps.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "ladder_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("web", sa.String(length=500), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("if_not", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_ladder_step_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_ladder_step_body_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_ladder_step"),
    )
    op.create_index("ix_ladder_step_space_id", "ladder_step", ["space_id"])
    op.create_index("ix_ladder_step_body_id", "ladder_step", ["body_id"])


def downgrade() -> None:
    """Refused once somebody wrote a step: going back would lose it."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM ladder_step")):
        raise RuntimeError("Organisers wrote the way of a concern: going back would lose it.")
    op.drop_table("ladder_step")
