"""who decides what a meeting is about

Revision: 0007, after 0006

Expand only: an older version that runs meanwhile does not know the column and leaves it as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("who_decides", sa.String(length=40), nullable=True))


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM meeting WHERE who_decides IS NOT NULL")):
        raise RuntimeError("Meetings say who decides: going back would lose it.")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("who_decides")
