"""${message}

Revision: ${up_revision}, after ${down_revision}

Rules of a migration:
- expand, then backfill, then contract: a running older version must bear the first two;
- tables and data apart, each in a file of its own;
- no import of our models: a migration must mean the same in ten years;
- a downgrade that would lose what people wrote says so and stops.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
