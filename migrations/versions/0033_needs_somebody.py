"""an index of the actions that nobody does

Revision: 0033, after 0032

Expand only: an older version that runs meanwhile does not use it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    here = sa.text("owner_id IS NULL AND asked_id IS NULL")
    op.create_index("ix_task_needs_somebody", "task", ["space_id", "state"], sqlite_where=here, postgresql_where=here)


def downgrade() -> None:
    """Nothing that anybody wrote is lost."""
    op.drop_index("ix_task_needs_somebody", "task")
