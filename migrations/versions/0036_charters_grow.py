"""what else is said of a clause: levels of involvement, and how far a way of working goes

Revision: 0036, after 0033

Expand only: an older version that runs meanwhile does not show it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0033"

TEXTS = ("involvement", "limits", "best_practice")


def upgrade() -> None:
    with op.batch_alter_table("charter_part") as part:
        for name in TEXTS:
            part.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        part.add_column(sa.Column("rung", sa.String(length=40), nullable=True))


def downgrade() -> None:
    written = " OR ".join([*(f"{name} <> ''" for name in TEXTS), "rung IS NOT NULL"])
    if op.get_bind().scalar(sa.text(f"SELECT count(*) FROM charter_part WHERE {written}")):  # noqa: S608  (ours)
        raise RuntimeError("Clauses say how people are involved: going back would lose it.")
    with op.batch_alter_table("charter_part") as part:
        part.drop_column("rung")
        for name in reversed(TEXTS):
            part.drop_column(name)
