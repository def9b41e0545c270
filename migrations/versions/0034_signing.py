"""signatures under charters: who is asked, what is sealed, the keys that seal; names under a charter

Revision: 0034, after 0033

Expand only: an older version that runs meanwhile shows no signature. It takes the new columns of charters from their
defaults in the database, and writes no message without a person.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

TABLES = ("charter_supporter", "charter_signing", "charter_sealed_text", "sealing_key")
WORDS = ("missing", "interests", "authority", "evidence", "why")


def upgrade() -> None:
    for name in ("is_public", "takes_names"):
        op.add_column("charter", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("user_session", sa.Column("proved_by", sa.String(length=40), nullable=True))
    with op.batch_alter_table("message", table_kwargs={"sqlite_autoincrement": True}) as message:
        message.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "sealing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("private", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealing_key"),
        sa.UniqueConstraint("name", name="uq_sealing_key_name"),
    )
    op.create_table(
        "charter_sealed_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _to("charter_sealed_text", "space_id", "space", ondelete="CASCADE"),
        _to("charter_sealed_text", "version_id", "charter_version", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_sealed_text"),
        sa.UniqueConstraint("version_id", name="uq_charter_sealed_text_version_id"),
    )
    op.create_index("ix_charter_sealed_text_space_id", "charter_sealed_text", ["space_id"])
    _signing()
    _supporter()


def _signing() -> None:
    op.create_table(
        "charter_signing",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("space_id", "charter_id", "version_id", "person_id", "body_id", "asked_by_id")
        ),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("not_yet", sa.JSON(), nullable=False),
        sa.Column("reservations", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in WORDS),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("statement", sa.String(length=2000), nullable=False),
        sa.Column("assisted_by", sa.String(length=400), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        *(
            sa.Column(name, sa.DateTime(), nullable=True)
            for name in ("ready_at", "written_at", "signed_at", "ended_at")
        ),
        sa.Column("code", sa.String(length=14), nullable=True),
        sa.Column("identity", sa.String(length=40), nullable=True),
        sa.Column("record_number", sa.Integer(), nullable=True),
        sa.Column("record_seal", sa.String(length=64), nullable=False),
        sa.Column("key_name", sa.String(length=16), nullable=False),
        sa.Column("seal", sa.String(length=128), nullable=False),
        _to("charter_signing", "space_id", "space", ondelete="CASCADE"),
        _to("charter_signing", "charter_id", "charter", ondelete="CASCADE"),
        _to("charter_signing", "version_id", "charter_version", ondelete="CASCADE"),
        _to("charter_signing", "person_id", "person"),
        _to("charter_signing", "asked_by_id", "person"),
        _to("charter_signing", "body_id", "body"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_signing"),
        sa.UniqueConstraint("code", name="uq_charter_signing_code"),
    )
    for name in ("space_id", "charter_id", "version_id", "person_id", "body_id"):
        op.create_index(f"ix_charter_signing_{name}", "charter_signing", [name])


def _supporter() -> None:
    op.create_table(
        "charter_supporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("address_mark", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("came_by", sa.String(length=40), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        _to("charter_supporter", "space_id", "space", ondelete="CASCADE"),
        _to("charter_supporter", "charter_id", "charter", ondelete="CASCADE"),
        _to("charter_supporter", "typed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_charter_supporter"),
    )
    op.create_index("ix_charter_supporter_space_id", "charter_supporter", ["space_id"])
    op.create_index("ix_charter_supporter_charter_id", "charter_supporter", ["charter_id", "confirmed_at"])


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def downgrade() -> None:
    """Refused once somebody was asked to sign or put their name under a charter: going back would lose it."""
    connection = op.get_bind()
    if connection.scalar(
        sa.text("SELECT (SELECT count(*) FROM charter_signing) + (SELECT count(*) FROM charter_supporter)")
    ):
        raise RuntimeError("Somebody signed a charter, or was asked to: going back would lose it.")
    connection.execute(sa.text("DELETE FROM message WHERE person_id IS NULL"))
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("message", table_kwargs={"sqlite_autoincrement": True}) as message:
        message.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
    op.drop_column("user_session", "proved_by")
    for name in ("takes_names", "is_public"):
        op.drop_column("charter", name)
