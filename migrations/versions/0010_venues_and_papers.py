"""venues, papers, and the files that people bring

Revision: 0010, after 0009

Expand only: an older version that runs meanwhile knows neither the tables nor the new columns of a meeting.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
TEXTS = (
    "address", "find_it", "step_free", "doors_and_lift", "toilets", "accessible_toilet", "changing_places", "parking",
    "transport", "hearing_loop", "quiet_room", "light_and_noise", "checked_by",
)  # fmt: skip


def upgrade() -> None:
    _files()
    _venues()
    _papers()
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("venue_id", sa.Integer(), nullable=True))
        meeting.add_column(sa.Column("to_join", sa.String(), nullable=False, server_default=""))
        meeting.create_foreign_key("fk_meeting_venue_id", "venue", ["venue_id"], ["id"])
        meeting.create_index("ix_meeting_venue_id", ["venue_id"])


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _points(table: str, name: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=ondelete)


def _files() -> None:
    op.create_table(
        "upload",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("media", sa.String(length=100), nullable=False),
        sa.Column("suffix", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        _points("upload", "space_id", "space", ondelete="CASCADE"),
        _points("upload", "added_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_space_id", "upload", ["space_id"])
    op.create_table(
        "upload_part",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _points("upload_part", "space_id", "space", ondelete="CASCADE"),
        _points("upload_part", "upload_id", "upload", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_upload_part"),
        sa.UniqueConstraint("upload_id", "number", name="uq_upload_part_upload_id_number"),
    )


def _venues() -> None:
    op.create_table(
        "venue",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        _points("venue", "space_id", "space", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_venue"),
    )
    op.create_index("ix_venue_space_id", "venue", ["space_id"])
    op.create_table(
        "venue_photo",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=500), nullable=False),
        _points("venue_photo", "space_id", "space", ondelete="CASCADE"),
        _points("venue_photo", "venue_id", "venue", ondelete="CASCADE"),
        _points("venue_photo", "upload_id", "upload", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_venue_photo"),
        sa.UniqueConstraint("upload_id", name="uq_venue_photo_upload_id"),
    )
    op.create_index("ix_venue_photo_venue_id", "venue_photo", ["venue_id"])


def _papers() -> None:
    op.create_table(
        "paper",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        _points("paper", "space_id", "space", ondelete="CASCADE"),
        _points("paper", "meeting_id", "meeting", ondelete="CASCADE"),
        _points("paper", "item_id", "agenda_item", ondelete="CASCADE"),
        _points("paper", "added_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
    )
    op.create_index("ix_paper_meeting_id", "paper", ["meeting_id"])
    op.create_index("ix_paper_item_id", "paper", ["item_id"])
    op.create_table(
        "paper_version",
        _number(),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(upload_id IS NULL) <> (link = '')", name="ck_paper_version_file_or_link"),
        _points("paper_version", "space_id", "space", ondelete="CASCADE"),
        _points("paper_version", "paper_id", "paper", ondelete="CASCADE"),
        _points("paper_version", "upload_id", "upload", ondelete="CASCADE"),
        _points("paper_version", "added_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_version"),
        sa.UniqueConstraint("paper_id", "form", "language", name="uq_paper_version_paper_id_form_language"),
        sa.UniqueConstraint("upload_id", name="uq_paper_version_upload_id"),
    )


def downgrade() -> None:
    said = sa.text("SELECT count(*) FROM meeting WHERE venue_id IS NOT NULL OR to_join <> ''")
    if op.get_bind().scalar(said):
        raise RuntimeError("Meetings say at which venue they are, or what people need: going back would lose it.")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_index("ix_meeting_venue_id")
        meeting.drop_constraint("fk_meeting_venue_id", type_="foreignkey")
        meeting.drop_column("to_join")
        meeting.drop_column("venue_id")
    for table in ("paper_version", "paper", "venue_photo", "venue", "upload_part", "upload"):
        op.drop_table(table)
