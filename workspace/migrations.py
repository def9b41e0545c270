"""Moving the database to the newest tables, and saying whether it is there."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select, table

from workspace.config import ROOT


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Return the number of the newest migration."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(engine: Engine) -> str:
    """Return the number of the migration that the database is at, empty for an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Take the database to the newest migration, or to the one named."""
    _run(engine, lambda connection: command.upgrade(_config(connection), to))


def downgrade(engine: Engine, to: str) -> None:
    """Take the database back. A step that would lose rows is refused with RuntimeError, and changes nothing."""

    def step(connection: Connection) -> None:
        before = _rows(connection)
        command.downgrade(_config(connection), to)
        after = _rows(connection)
        lost = sorted(table for table, count in before.items() if after.get(table, 0) < count)
        if lost:
            raise RuntimeError(f"going back to {to} would lose rows of {', '.join(lost)}: nothing was changed")

    _run(engine, step)


def _rows(connection: Connection) -> dict[str, int]:
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    counts = {name: connection.scalar(select(func.count()).select_from(table(name))) for name in names}
    return {name: count or 0 for name, count in counts.items()}


def check(engine: Engine) -> None:
    """Fail when the models and the newest migration differ."""
    with engine.connect() as connection:
        command.check(_config(connection))


def write(engine: Engine, message: str, number: str) -> None:
    """Write a new migration from what the models have and the database has not."""
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def _run(engine: Engine, step: Callable[[Connection], None]) -> None:
    own = _without_foreign_keys(engine) if engine.dialect.name == "sqlite" else engine
    with own.begin() as connection:
        step(connection)
    if own is not engine:
        with own.connect() as connection:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        own.dispose()
        if broken:
            raise RuntimeError(f"the migration left rows that point nowhere: {broken[:5]}")


def _without_foreign_keys(engine: Engine) -> Engine:
    """SQLite changes a table by building it anew: with foreign keys on, dropping the old one would delete its
    children."""
    own = create_engine(engine.url)
    event.listen(own, "connect", lambda connection, _record: setattr(connection, "isolation_level", None))
    event.listen(own, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return own
