"""what becomes of each need at a meeting, and places of supporters and interpreters

Revision: 0006, after 0005

Expand only: an older version that runs meanwhile does not know these columns and leaves them as they are. Where it
takes an answer it makes the lines of its needs anew, and the steps of the old lines go with them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("arrange_days", sa.Integer(), nullable=False, server_default="7"))
    with op.batch_alter_table("need") as need:
        need.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("invitation_need") as told:
        told.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("invitation") as place:
        place.add_column(sa.Column("part", sa.String(length=40), nullable=False, server_default="voice"))
        place.add_column(sa.Column("helps_id", sa.Integer(), nullable=True))
        place.add_column(sa.Column("interprets", sa.String(length=200), nullable=False, server_default=""))
        place.create_foreign_key(op.f("fk_invitation_helps_id"), "person", ["helps_id"], ["id"], ondelete="SET NULL")
    op.create_table(
        "arrangement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("invitation_need_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("arranger_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("instead", sa.String(), nullable=False),
        sa.Column("speak_to", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["arranger_id"], ["person.id"], name=op.f("fk_arrangement_step_arranger_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_arrangement_step_by_id")),
        sa.ForeignKeyConstraint(
            ["invitation_need_id"],
            ["invitation_need.id"],
            name=op.f("fk_arrangement_step_invitation_need_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_arrangement_step_space_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement_step")),
        sa.UniqueConstraint("invitation_need_id", "number", name=op.f("uq_arrangement_step_invitation_need_id_number")),
    )


def downgrade() -> None:
    said = sa.text(
        "SELECT (SELECT count(*) FROM arrangement_step) + (SELECT count(*) FROM invitation WHERE part <> 'voice')"
        " + (SELECT count(*) FROM space WHERE arrange_days <> 7)"
    )
    if op.get_bind().scalar(said):
        raise RuntimeError(
            "Needs are being arranged, people come as supporters or interpreters, or a group has set by when needs are"
            " to be arranged: going back would lose it."
        )
    op.drop_table("arrangement_step")
    with op.batch_alter_table("invitation") as place:
        place.drop_constraint(op.f("fk_invitation_helps_id"), type_="foreignkey")
        place.drop_column("interprets")
        place.drop_column("helps_id")
        place.drop_column("part")
    with op.batch_alter_table("invitation_need") as told:
        told.drop_column("changed_at")
    with op.batch_alter_table("need") as need:
        need.drop_column("changed_at")
    with op.batch_alter_table("space") as space:
        space.drop_column("arrange_days")
