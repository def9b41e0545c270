"""what is told by hand between meetings, news of pairs for the message of the week, and whose name stands beside a pair

Revision: 0027, after 0026

Expand only: an older version that runs meanwhile writes only what belongs to a meeting, and shows
no name beside a pair.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    with op.batch_alter_table("hand_delivery") as delivery:
        delivery.alter_column("meeting_id", existing_type=sa.Integer(), nullable=True)
        delivery.add_column(sa.Column("about", sa.JSON(), nullable=False, server_default="{}"))
        delivery.create_index("ix_hand_delivery_space_id_done_at", ["space_id", "done_at"])
    for table, *more in (
        ("waiting_pair",),
        ("pair_name", sa.Column("version", sa.Integer(), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("space_id", sa.Integer(), nullable=False),
            sa.Column("pair_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=False),
            *more,
            *(
                sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=f"fk_{table}_{to}_id", ondelete="CASCADE")
                for to in ("space", "pair", "person")
            ),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.UniqueConstraint("pair_id", "person_id", name=f"uq_{table}_pair_id_person_id"),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])


def downgrade() -> None:
    """Refuse while something is told by hand outside a meeting, or somebody said yes to their name."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM hand_delivery WHERE meeting_id IS NULL")):
        raise RuntimeError("What is told by hand between meetings, and its proof, would be lost.")
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM pair_name")):
        raise RuntimeError("Whose name stands beside a pair, by their own yes, would be lost.")
    op.drop_table("pair_name")
    op.drop_table("waiting_pair")
    with op.batch_alter_table("hand_delivery") as delivery:
        delivery.drop_index("ix_hand_delivery_space_id_done_at")
        delivery.drop_column("about")
        delivery.alter_column("meeting_id", existing_type=sa.Integer(), nullable=False)
