"""Moving the database to the newest tables, and saying whether it is there."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Engine, column, create_engine, event, func, inspect, select, table

from workspace.config import ROOT

VERSION = table("alembic_version", column("version_num"))

# How the names of what each kind of database keeps for searching begin. It is made of other rows, and made anew.
WORD_INDEX = "search_words"


def _alembic(command: str, connection: Connection, *words: str, **options: Any) -> None:
    """Carry out a command of Alembic, which is loaded now: it is a tenth of a server's memory, and seldom needed."""
    # Said, because Alembic would keep the output there was when it was loaded, which may be closed by now.
    config = import_module("alembic.config").Config(stdout=sys.stdout)
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    getattr(import_module("alembic.command"), command)(config, *words, **options)


def newest() -> str:
    """Return the number of the newest migration."""
    return max((file.name[:4] for file in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")), default="")


def current(engine: Engine) -> str:
    """Return the number of the migration that the database is at, empty for an empty database."""
    with engine.connect() as connection:
        known = inspect(connection).has_table(VERSION.name)
        return (connection.scalar(select(VERSION.c.version_num)) or "") if known else ""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Take the database to the newest migration, or to the one named."""
    if to != "head" or current(engine) != newest():
        _run(engine, lambda connection: _alembic("upgrade", connection, to))


def downgrade(engine: Engine, to: str) -> None:
    """Take the database back. A step that would lose rows is refused with RuntimeError, and changes nothing."""

    def step(connection: Connection) -> None:
        before = _rows(connection)
        _alembic("downgrade", connection, to)
        after = _rows(connection)
        lost = sorted(table for table, count in before.items() if after.get(table, 0) < count)
        if lost:
            raise RuntimeError(f"going back to {to} would lose rows of {', '.join(lost)}: nothing was changed")

    _run(engine, step)


def _rows(connection: Connection) -> dict[str, int]:
    tables = inspect(connection).get_table_names()
    names = [name for name in tables if name != VERSION.name and not name.startswith(WORD_INDEX)]
    counts = {name: connection.scalar(select(func.count()).select_from(table(name))) for name in names}
    return {name: count or 0 for name, count in counts.items()}


def check(engine: Engine) -> None:
    """Fail when the models and the newest migration differ."""
    with engine.connect() as connection:
        _alembic("check", connection)


def write(engine: Engine, message: str, number: str) -> None:
    """Write a new migration from what the models have and the database has not."""
    with engine.connect() as connection:
        _alembic("revision", connection, message, autogenerate=True, rev_id=number)


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
