"""how far notes may be shared

Revision: 0003, after 0002

Expand only: an older version that runs meanwhile does not know these columns and leaves them as they are. Until now
every member read all published notes, so what exists is shared with all members; new groups begin with less.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("space", "meeting", "agenda_item"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("sharing", sa.String(length=40), nullable=False, server_default="members"))
    for name in ("note", "decision"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("sharing", sa.String(length=40), nullable=True))
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("without_names", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    said = "SELECT count(*) FROM {} WHERE sharing <> 'members'"
    kept = sum(
        op.get_bind().scalar(sa.text(said.format(name))) for name in ("meeting", "agenda_item", "note", "decision")
    )
    if kept:
        raise RuntimeError("Some notes are kept to a smaller circle: going back would show them to all members.")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("without_names")
    for name in ("space", "meeting", "agenda_item", "note", "decision"):
        with op.batch_alter_table(name) as table:
            table.drop_column("sharing")
