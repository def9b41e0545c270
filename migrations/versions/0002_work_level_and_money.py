"""work level, money and statutory consultation of a meeting

Revision: 0002, after 0001

Expand only: an older version that runs meanwhile does not know these columns and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("work_level", sa.String(length=40), nullable=True))
        meeting.add_column(sa.Column("money", sa.String(), nullable=False, server_default=""))
        meeting.add_column(sa.Column("is_statutory", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    said = sa.text("SELECT count(*) FROM meeting WHERE work_level IS NOT NULL OR money <> '' OR is_statutory")
    if op.get_bind().scalar(said):
        raise RuntimeError("Meetings say on which level they work, or what money there is: going back would lose it.")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("is_statutory")
        meeting.drop_column("money")
        meeting.drop_column("work_level")
