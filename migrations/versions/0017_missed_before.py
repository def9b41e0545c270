"""who and what was missed at meetings that are over gets rows of its own

Revision: 0017, after 0016

Backfill only: the two columns stay as they are for an older version that runs meanwhile, and can go when none does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    answers = " UNION ALL ".join(
        f"SELECT space_id, id, '{kind}', missed_{kind}, lower(missed_{kind}) IN ('{nothing}', '{nothing}.'), false,"  # noqa: S608
        f" COALESCE(closed_at, created_at) FROM meeting WHERE missed_{kind} <> ''"
        " AND id NOT IN (SELECT meeting_id FROM missed)"
        for kind, nothing in (("who", "nobody"), ("what", "nothing"))
    )
    columns = "space_id, meeting_id, kind, words, is_none, by_group, said_at"
    op.execute(sa.text(f"INSERT INTO missed ({columns}) {answers}"))


def downgrade() -> None:
    """Leave the rows: what they say of old meetings is on the meetings as well, and the rest is refused by 0012."""
