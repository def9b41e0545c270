"""time stamps of signatures

Revision: 0042, after 0041

Expand only: an older version that runs meanwhile asks for none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.create_table(
        "charter_time_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_charter_time_stamp_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["signing_id"], ["charter_signing.id"], name="fk_charter_time_stamp_signing_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_charter_time_stamp"),
        sa.UniqueConstraint("signing_id", name="uq_charter_time_stamp_signing_id"),
    )
    op.create_index("ix_charter_time_stamp_space_id", "charter_time_stamp", ["space_id"])


def downgrade() -> None:
    """Refused once there is a time stamp: a later one would say less."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter_time_stamp")):
        raise RuntimeError("Signatures have time stamps: going back would lose when they were there.")
    op.drop_table("charter_time_stamp")
