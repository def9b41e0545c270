"""date polls, days to keep in mind, and the nation of a space

Revision: 0005, after 0004

Expand only: an older version that runs meanwhile does not know these tables, and leaves the nation as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# In the order in which they can be removed: whatever points to another comes first.
TABLES = ("poll_answer", "poll_place", "poll_option", "date_poll", "busy_time", "kept_day", "bank_holidays")


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("nation", sa.String(length=40), nullable=False, server_default="england"))
    _make_days()
    _make_polls()
    _make_answers()


def _make_days() -> None:
    op.create_table(
        "bank_holidays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bank_holidays"),
        sa.UniqueConstraint("nation", name="uq_bank_holidays_nation"),
    )
    op.create_table(
        "kept_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.CheckConstraint("last >= first", name="ck_kept_day_last_not_before_first"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_kept_day_space_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_day"),
        sa.UniqueConstraint(
            "space_id", "kind", "name", "first", "last", name="uq_kept_day_space_id_kind_name_first_last"
        ),
    )
    op.create_index("ix_kept_day_space_id_first", "kept_day", ["space_id", "first"])
    op.create_table(
        "busy_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_busy_time_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_busy_time"),
        sa.UniqueConstraint("person_id", "weekday", "part", name="uq_busy_time_person_id_weekday_part"),
    )


def _make_polls() -> None:
    op.create_table(
        "date_poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_date_poll_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_date_poll_meeting_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk_date_poll_created_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_date_poll"),
    )
    op.create_index("ix_date_poll_space_id_state", "date_poll", ["space_id", "state"])
    op.create_index("ix_date_poll_meeting_id", "date_poll", ["meeting_id"])
    op.create_table(
        "poll_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ck_poll_option_ends_after_start"),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_poll_option_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name="fk_poll_option_poll_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_option"),
        sa.UniqueConstraint("poll_id", "starts_at", "ends_at", name="uq_poll_option_poll_id_starts_at_ends_at"),
    )


def _make_answers() -> None:
    op.create_table(
        "poll_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("private_line", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_poll_place_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["poll_id"], ["date_poll.id"], name="fk_poll_place_poll_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_poll_place_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name="fk_poll_place_answered_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_place"),
        sa.UniqueConstraint("poll_id", "person_id", name="uq_poll_place_poll_id_person_id"),
    )
    op.create_index("ix_poll_place_person_id", "poll_place", ["person_id"])
    op.create_table(
        "poll_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("fit", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name="fk_poll_answer_space_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["place_id"], ["poll_place.id"], name="fk_poll_answer_place_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["option_id"], ["poll_option.id"], name="fk_poll_answer_option_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_answer"),
        sa.UniqueConstraint("place_id", "option_id", name="uq_poll_answer_place_id_option_id"),
    )
    op.create_index("ix_poll_answer_option_id", "poll_answer", ["option_id"])


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM space WHERE nation <> 'england'")):
        raise RuntimeError("Groups say in which nation they are: going back would lose it.")
    for name in TABLES:
        op.drop_table(name)
    with op.batch_alter_table("space") as space:
        space.drop_column("nation")
