"""an edition that takes something private out closes the ones before it

Revision: 0020, after 0019

Expand only: an older version that runs meanwhile leaves every edition readable.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("edition") as edition:
        edition.add_column(sa.Column("closes_older", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Refuse while an edition closes others: what it took out could be read again."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM edition WHERE closes_older")):
        raise RuntimeError("What editions took out would be readable again: closes_older is kept.")
    with op.batch_alter_table("edition") as edition:
        edition.drop_column("closes_older")
