"""bodies and roles for which people say yes to actions

Revision: 0023, after 0022

Expand only: an older version that runs meanwhile shows the owner of an action alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_body_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_body"),
        sa.UniqueConstraint("space_id", "name", name="uq_body_space_id_name"),
    )
    for name in ("task", "task_change"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("body_id", sa.Integer(), nullable=True))
            table.create_foreign_key(f"fk_{name}_body_id", "body", ["body_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_task_body_id", "task", ["body_id"])


def downgrade() -> None:
    """Refused once somebody said yes for a body: going back would make it their own promise."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM body")):
        raise RuntimeError("Actions belong to bodies: going back would make them promises of persons.")
    op.drop_index("ix_task_body_id", "task")
    for name in ("task_change", "task"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"fk_{name}_body_id", type_="foreignkey")
            table.drop_column("body_id")
    op.drop_table("body")
