"""how people hear of changes of actions, and what waits for their message of the week

Revision: 0024, after 0023

Expand only: an older version that runs meanwhile tells everybody at once, as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("hears", sa.String(length=40), nullable=False, server_default="at_once"))
    op.create_table(
        "waiting_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_waiting_news_{name}", ondelete="CASCADE")
            for name, to in (("space_id", "space"), ("person_id", "person"), ("change_id", "task_change"))
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_news"),
        sa.UniqueConstraint("person_id", "change_id", name="uq_waiting_news_person_id_change_id"),
    )
    op.create_index("ix_waiting_news_change_id", "waiting_news", ["change_id"])


def downgrade() -> None:
    """Refuse while somebody chose otherwise than at once: they would hear of nothing that waits, or of too much."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM person WHERE hears <> 'at_once'")):
        raise RuntimeError("how people chose to hear of actions would be lost, and what waits for them")
    op.drop_table("waiting_news")
    with op.batch_alter_table("person") as person:
        person.drop_column("hears")
