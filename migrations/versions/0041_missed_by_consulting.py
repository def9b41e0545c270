"""the actions that came of who and what a consultation has missed

Revision: 0041, after 0040

Expand only: an older version that runs meanwhile makes no action of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
COLUMNS = ("who_task_id", "what_task_id")


def upgrade() -> None:
    with op.batch_alter_table("consultation") as consultation:
        for name in COLUMNS:
            consultation.add_column(sa.Column(name, sa.Integer(), nullable=True))
            consultation.create_foreign_key(f"fk_consultation_{name}", "task", [name], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    """Refused once an action came of a consultation: going back would lose of which."""
    found = "SELECT count(*) FROM consultation WHERE who_task_id IS NOT NULL OR what_task_id IS NOT NULL"
    if op.get_bind().scalar(sa.text(found)):
        raise RuntimeError("Actions came of what consultations have missed: going back would lose of which.")
    with op.batch_alter_table("consultation") as consultation:
        for name in COLUMNS:
            consultation.drop_constraint(f"fk_consultation_{name}", type_="foreignkey")
            consultation.drop_column(name)
