"""Runs migrations with the connection that `workspace.cli` or a test hands over; there is no alembic.ini."""

import sqlalchemy as sa
from alembic import context

from workspace import models  # noqa: F401  (every table is known after this)
from workspace.db import Base, Moment
from workspace.migrations import WORD_INDEX


def plain_types(kind, thing, autogen_context):  # type: ignore[no-untyped-def]
    """Write our column types as the plain types that they are: a migration imports nothing of ours."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime()"
    if kind == "type" and isinstance(thing, sa.Enum):
        return f"sa.String(length={thing.length})"
    return False


def is_ours(name, kind, parents):  # type: ignore[no-untyped-def]
    """Leave out the word index of searching, which each kind of database keeps in its own way."""
    return not (name or "").startswith(WORD_INDEX)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plain_types,
    include_name=is_ours,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
