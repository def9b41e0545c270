"""whom a charter covers

Revision: 0038, after 0037

Expand only: an older version that runs meanwhile asks nobody whether a charter covers them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("charter", sa.Column("scope", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    """Refused once questions are written: going back would lose them."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM charter WHERE CAST(scope AS VARCHAR(9)) <> '[]'")):
        raise RuntimeError("A charter says whom it covers: going back would lose the questions.")
    op.drop_column("charter", "scope")
