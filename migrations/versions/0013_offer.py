"""the offer of a meeting; who needs to be involved; the mix of people hoped for; what members can offer

Revision: 0013, after 0012

Expand and backfill: what was one text in `meeting.offer` becomes the first version of an offer. An older version that
runs meanwhile goes on with that column, which stays; what it writes there from now on is not read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("space") as space:
        space.add_column(sa.Column("pay_advice", sa.String(), nullable=False, server_default=""))
        space.add_column(sa.Column("mix", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("meeting") as meeting:
        meeting.add_column(sa.Column("mix", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("membership") as membership:
        membership.add_column(sa.Column("skills", sa.String(), nullable=False, server_default=""))
    _offer()
    _answers()
    _questions()
    _wanted()
    op.execute(
        "INSERT INTO offer (space_id, meeting_id, number, reading_minutes, travel_minutes, payment, expenses, care,"
        " made_at, made_by_id)"
        " SELECT space_id, id, 1, 0, 0, offer, '', '', created_at, created_by_id FROM meeting WHERE offer <> ''"
    )


def _number(name: str = "id", *, needed: bool = True) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=not needed)


def _points(table: str, name: str, to: str, *, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}", ondelete=ondelete)


def _offer() -> None:
    op.create_table(
        "offer",
        _number(),
        _number("space_id"),
        _number("meeting_id"),
        _number("number"),
        _number("reading_minutes"),
        _number("travel_minutes"),
        sa.Column("until_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("payment", "expenses", "care")),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _number("made_by_id"),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        _points("offer", "space_id", "space"),
        _points("offer", "meeting_id", "meeting"),
        _points("offer", "made_by_id", "person", ondelete=None),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
        sa.UniqueConstraint("meeting_id", "number", name="uq_offer_meeting_id_number"),
    )


def _answers() -> None:
    op.create_table(
        "offer_answer",
        _number(),
        _number("space_id"),
        _number("offer_id"),
        _number("invitation_id"),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        _number("said_by_id"),
        _points("offer_answer", "space_id", "space"),
        _points("offer_answer", "offer_id", "offer"),
        _points("offer_answer", "invitation_id", "invitation"),
        _points("offer_answer", "said_by_id", "person", ondelete=None),
        sa.PrimaryKeyConstraint("id", name="pk_offer_answer"),
        sa.UniqueConstraint("invitation_id", "offer_id", name="uq_offer_answer_invitation_id_offer_id"),
    )
    op.create_index("ix_offer_answer_offer_id", "offer_answer", ["offer_id"])


def _questions() -> None:
    op.create_table(
        "offer_question",
        _number(),
        _number("space_id"),
        _number("meeting_id"),
        _number("asked_by_id"),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        _number("answered_by_id", needed=False),
        sa.Column("shared_as", sa.String(), nullable=False),
        _points("offer_question", "space_id", "space"),
        _points("offer_question", "meeting_id", "meeting"),
        _points("offer_question", "asked_by_id", "person", ondelete=None),
        _points("offer_question", "answered_by_id", "person", ondelete=None),
        sa.PrimaryKeyConstraint("id", name="pk_offer_question"),
    )
    for name in ("meeting_id", "asked_by_id"):
        op.create_index(f"ix_offer_question_{name}", "offer_question", [name])


def _wanted() -> None:
    op.create_table(
        "wanted",
        _number(),
        _number("space_id"),
        _number("meeting_id"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        _number("person_id", needed=False),
        sa.Column("involvement", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        _number("asked_by_id"),
        _points("wanted", "space_id", "space"),
        _points("wanted", "meeting_id", "meeting"),
        _points("wanted", "person_id", "person", ondelete=None),
        _points("wanted", "asked_by_id", "person", ondelete=None),
        sa.PrimaryKeyConstraint("id", name="pk_wanted"),
    )
    for name in ("meeting_id", "person_id"):
        op.create_index(f"ix_wanted_{name}", "wanted", [name])


def downgrade() -> None:
    written = sa.text(
        "SELECT (SELECT count(*) FROM offer_answer) + (SELECT count(*) FROM offer_question)"
        " + (SELECT count(*) FROM wanted) + (SELECT count(*) FROM space WHERE pay_advice <> '' OR mix <> '')"
        " + (SELECT count(*) FROM meeting WHERE mix <> '') + (SELECT count(*) FROM membership WHERE skills <> '')"
        " + (SELECT count(*) FROM offer JOIN meeting ON meeting.id = offer.meeting_id"
        " WHERE offer.number > 1 OR offer.payment <> meeting.offer OR offer.expenses <> '' OR offer.care <> ''"
        " OR offer.reading_minutes > 0 OR offer.travel_minutes > 0 OR offer.until_on IS NOT NULL)"
    )
    if op.get_bind().scalar(written):
        raise RuntimeError(
            "Offers, who needs to be involved, a mix of people or what members offer were written: "
            "going back would lose it."
        )
    for table in ("wanted", "offer_question", "offer_answer", "offer"):
        op.drop_table(table)
    with op.batch_alter_table("space") as space:
        space.drop_column("mix")
        space.drop_column("pay_advice")
    with op.batch_alter_table("meeting") as meeting:
        meeting.drop_column("mix")
    with op.batch_alter_table("membership") as membership:
        membership.drop_column("skills")
