"""who is asked to do an action, who raised it, who helps and follows, and when the group called it finished

Revision: 0019, after 0018

An action may now be without an owner: an older version that runs meanwhile cannot show such a one, and leaves the rest
as it is. What was done, or could not be done, before counts as called finished by the group.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

ENDED = "('done', 'could_not')"


def upgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.alter_column("owner_id", existing_type=sa.Integer(), nullable=True)
        task.add_column(sa.Column("why", sa.String(), nullable=False, server_default=""))
        for name in ("asked_id", "raised_by_id"):
            task.add_column(sa.Column(name, sa.Integer(), nullable=True))
            task.create_foreign_key(f"fk_task_{name}", "person", [name], ["id"])
            task.create_index(f"ix_task_{name}", [name])
        task.add_column(sa.Column("raised_privately", sa.Boolean(), nullable=False, server_default=sa.false()))
        task.add_column(sa.Column("settled_at", sa.DateTime(), nullable=True))
    here = sa.text("settled_at IS NULL")
    op.create_index("ix_task_unsettled", "task", ["space_id", "due_on"], sqlite_where=here, postgresql_where=here)
    op.execute(sa.text(f"UPDATE task SET settled_at = changed_at WHERE state IN {ENDED}"))  # noqa: S608
    with op.batch_alter_table("task_change") as change:
        change.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="state"))
        change.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        change.add_column(sa.Column("what_before", sa.String(), nullable=False, server_default=""))
        change.add_column(sa.Column("due_before", sa.Date(), nullable=True))
        change.create_foreign_key("fk_task_change_about_id", "person", ["about_id"], ["id"])
    _circle()


def _circle() -> None:
    op.create_table(
        "task_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_task_person_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_person_task_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_task_person_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_person"),
        sa.UniqueConstraint("task_id", "person_id", "part", name="uq_task_person_task_id_person_id_part"),
    )
    op.create_index("ix_task_person_person_id", "task_person", ["person_id"])


def downgrade() -> None:
    """Refuse while there is anything that an older version cannot hold."""
    connection = op.get_bind()
    new = "owner_id IS NULL OR why <> '' OR raised_by_id IS NOT NULL OR state = 'to_be_agreed'"
    if connection.scalar(sa.text(f"SELECT count(*) FROM task WHERE {new}")) or connection.scalar(  # noqa: S608
        sa.text("SELECT count(*) FROM task_person")
    ):
        raise RuntimeError("actions without an owner, their reasons and who raised or follows them would be lost")
    op.drop_table("task_person")
    with op.batch_alter_table("task_change") as change:
        change.drop_constraint("fk_task_change_about_id", type_="foreignkey")
        change.drop_column("due_before")
        change.drop_column("what_before")
        change.drop_column("about_id")
        change.drop_column("kind")
    op.drop_index("ix_task_unsettled", "task")
    with op.batch_alter_table("task") as task:
        task.drop_column("settled_at")
        task.drop_column("raised_privately")
        for name in ("raised_by_id", "asked_id"):
            task.drop_index(f"ix_task_{name}")
            task.drop_constraint(f"fk_task_{name}", type_="foreignkey")
            task.drop_column(name)
        task.drop_column("why")
        task.alter_column("owner_id", existing_type=sa.Integer(), nullable=False)
