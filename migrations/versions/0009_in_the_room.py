"""following a meeting: turns, cards, attendance, interests, group agreement

Revision: 0009, after 0008

Expand only: an older version that runs meanwhile does not know these columns and tables, and leaves them as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NEW_IN_PLACES = ("read_by_id", "agreement_id", "attended", "attended_at", "came_at_id", "left_at_id")


def upgrade() -> None:
    _agreement()
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("room_number", sa.Integer(), nullable=False, server_default="0"))
        meeting.add_column(sa.Column("private_number", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("agenda_item") as item:
        item.add_column(sa.Column("notes_shown", sa.Boolean(), nullable=False, server_default=sa.false()))
        item.add_column(sa.Column("interests", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("invitation") as place:
        place.add_column(sa.Column("own_introduction", sa.String(), nullable=False, server_default=""))
        place.add_column(sa.Column("read_by_id", sa.Integer(), nullable=True))
        place.add_column(sa.Column("agreement_id", sa.Integer(), nullable=True))
        place.add_column(sa.Column("attended", sa.String(length=40), nullable=True))
        place.add_column(sa.Column("attended_at", sa.DateTime(), nullable=True))
        place.add_column(sa.Column("came_at_id", sa.Integer(), nullable=True))
        place.add_column(sa.Column("left_at_id", sa.Integer(), nullable=True))
        for name, other in (
            ("read_by_id", "person"),
            ("agreement_id", "agreement"),
            *_items("came_at_id", "left_at_id"),
        ):
            place.create_foreign_key(op.f(f"fk_invitation_{name}"), other, [name], ["id"])
    _turns()


def _items(*names: str) -> list[tuple[str, str]]:
    return [(name, "agenda_item") for name in names]


def _key(table: str, name: str, other: str, *, cascade: bool = True) -> sa.ForeignKeyConstraint:
    ondelete = "CASCADE" if cascade else None
    return sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"), ondelete=ondelete)


def _agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        _key("agreement", "space_id", "space"),
        _key("agreement", "made_by_id", "person", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("space_id", "number", name=op.f("uq_agreement_space_id_number")),
    )


def _of_meeting(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key(table, "space_id", "space"),
        _key(table, "meeting_id", "meeting"),
        _key(table, "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _turns() -> None:
    op.create_table(
        "turn",
        *_of_meeting("turn"),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("in_round", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_turn_meeting_id_state", "turn", ["meeting_id", "state"])
    op.create_index(op.f("ix_turn_person_id"), "turn", ["person_id"])
    op.create_table(
        "card",
        *_of_meeting("card"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        _key("card", "item_id", "agenda_item", cascade=False),
        sa.UniqueConstraint("meeting_id", "person_id", "kind", name=op.f("uq_card_meeting_id_person_id_kind")),
    )
    op.create_index(op.f("ix_card_person_id"), "card", ["person_id"])


def downgrade() -> None:
    _refuse_to_lose()
    for name in ("card", "turn"):
        op.drop_table(name)
    with op.batch_alter_table("invitation") as place:
        for name in ("read_by_id", "agreement_id", "came_at_id", "left_at_id"):
            place.drop_constraint(op.f(f"fk_invitation_{name}"), type_="foreignkey")
        for name in ("own_introduction", *NEW_IN_PLACES):
            place.drop_column(name)
    with op.batch_alter_table("agenda_item") as item:
        item.drop_column("interests")
        item.drop_column("notes_shown")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("private_number")
        meeting.drop_column("room_number")
    op.drop_table("agreement")


def _refuse_to_lose() -> None:
    kept = " OR ".join(f"{name} IS NOT NULL" for name in NEW_IN_PLACES)
    said = sa.text(f"SELECT count(*) FROM invitation WHERE own_introduction <> '' OR {kept}")  # noqa: S608
    declared = sa.text("SELECT count(*) FROM agenda_item WHERE interests <> ''")
    if op.get_bind().scalar(said) or op.get_bind().scalar(declared):
        raise RuntimeError(
            "Who was there, and what people accepted and chose, is written down: going back would lose it."
        )
