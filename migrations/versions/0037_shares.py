"""shares in a promise of several bodies

Revision: 0037, after 0036

Expand only: an older version that runs meanwhile shows the body that answers for the promise alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "charter_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_charter_share_body_id"),
        sa.ForeignKeyConstraint(["part_id"], ["charter_part.id"], name="fk_charter_share_part_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_share_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_share"),
        sa.UniqueConstraint("part_id", "body_id", name="uq_charter_share_part_id_body_id"),
    )
    op.create_index("ix_charter_share_body_id", "charter_share", ["body_id"])
    op.create_index("ix_charter_share_space_id", "charter_share", ["space_id"])


def downgrade() -> None:
    """Refused once a promise is shared: going back would lose who does what."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter_share")):
        raise RuntimeError("Promises are shared between bodies: going back would lose who does what.")
    op.drop_table("charter_share")
