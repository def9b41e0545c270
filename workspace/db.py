"""The database: engine, Base, naming, ids and times, the session, and the one rule of when to commit.

Reading and writing differ on SQLite: a write transaction begins with BEGIN IMMEDIATE, because a plain BEGIN that
turns into a write later is refused with "database is locked" when another writer was faster, whatever the timeout.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g
from flask.globals import app_ctx
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, bindparam, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session, sessionmaker
from sqlalchemy.types import TypeDecorator

SAFE = {"GET", "HEAD", "OPTIONS"}  # methods of requests that only read
LOCK_TIMEOUT = 10  # seconds that a SQLite writer waits for another before it gives up
KEPT_OF_FILE = 200  # kB of the database that each connection to SQLite keeps
KEPT_OPEN = {"sqlite": 2, "postgresql": 5}  # connections; each to SQLite holds a copy of all that the tables are
SHAPES = 64  # of one statement that are kept at once
COMPILED = 120  # statements that are kept as SQL: each takes a tenth of a MiB, and the busiest pages have 30

Shape = ParamSpec("Shape")
Built = TypeVar("Built")
Bound = Any  # in a statement that is kept: where a value comes to stand

_WROTE = "wrote"  # in a connection's info: its transaction has changed something
_CHANGING = {"INSERT", "UPDATE", "DELETE"}

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_clock: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Return this moment in UTC."""
    return _clock.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Take `moment` for now: so the verbs that people use can give the sample forum a past."""
    token = _clock.set(moment)
    try:
        yield
    finally:
        _clock.reset(token)


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back with its zone. A time without a zone is refused with ValueError."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(kinds: type[StrEnum]) -> Enum:
    """Return a column type that holds one word of `kinds`, kept as that word."""
    return Enum(
        kinds,
        native_enum=False,
        length=40,
        name=kinds.__name__.lower(),
        create_constraint=False,
        values_callable=lambda found: [kind.value for kind in found],
    )


class Base(DeclarativeBase):
    """Every table: a whole-number id, constraint names that a migration can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012  (SQLAlchemy reads it as a plain class attribute)

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class InstallationSession(Session):
    """A session on the database of the application in use, so that tests can hold two applications."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine:
        return engine()


# One session for each application context: a request, a command, one job. What was loaded stays loaded after a commit,
# so that release() can end a transaction in the middle of a request without emptying what its page will show.
session = scoped_session(
    sessionmaker(class_=InstallationSession, expire_on_commit=False),
    scopefunc=lambda: id(app_ctx._get_current_object()),  # type: ignore[attr-defined]
)


def kept(build: Callable[Shape, Built]) -> Callable[Shape, tuple[Built, dict[str, Any]]]:
    """Build a statement at its first use and keep it, for the pages that are asked for most.

    What a statement is about is given by name and bound anew at each use; what is given by position shapes it, and
    each shape is built once. Returns the statement and its values, as a session takes them:
    `session.scalars(*_of_space(takes_notes, space=space.id))`. To build a statement of a few tables again costs more
    than to run it: a third of the time of My page, before.
    """

    @lru_cache(SHAPES)
    def built(shape: tuple[Any, ...], names: tuple[str, ...]) -> Built:
        return build(*shape, **{name: bindparam(name) for name in names})  # type: ignore[arg-type]

    @wraps(build)
    def ready(*shape: Shape.args, **values: Shape.kwargs) -> tuple[Built, dict[str, Any]]:
        return built(shape, tuple(values)), values

    return ready


def engine() -> Engine:
    """Return the engine of the application in use."""
    found: Engine = current_app.extensions["database"]
    return found


@contextmanager
def transaction() -> Iterator[Session]:
    """Write outside a request: commit at the end, roll back on any error. What was handed to after_commit runs last."""
    token = _writing.set(True)
    try:
        rollback()  # a transaction begun for reading cannot become one for writing
        yield session()
        commit()
    except BaseException:
        rollback()
        raise
    finally:
        _writing.reset(token)


@contextmanager
def separate_transaction() -> Iterator[Session]:
    """Write in a transaction of its own, which stands whatever becomes of the one in use.

    The one in use is ended first (see release): on SQLite it may hold the only write lock, on PostgreSQL the end of
    the audit chain or a row that is needed here, and a request must never wait for itself. So a view does this work
    before its first change; RuntimeError says so when it comes too late.
    """
    release()
    token = _writing.set(True)
    try:
        with Session(engine()) as own, own.begin():
            yield own
    finally:
        _writing.reset(token)


def release() -> None:
    """End the transaction in use, which has changed nothing yet, so that no lock is held while something else is done.

    What was loaded stays loaded, and the next query begins anew. Refused with RuntimeError after a change: ending the
    transaction there would save half of it.
    """
    used = session()
    if not used.in_transaction():
        return
    if used.new or used.deleted or any(map(used.is_modified, used.dirty)) or used.connection().info.get(_WROTE):
        raise RuntimeError("this transaction has changed something already: do the separate work before it")
    used.commit()


def begin_request(*, writing: bool) -> None:
    """Say, before the first query, whether this request may write."""
    _writing.set(writing)


def after_commit(call: Callable[[], None]) -> None:
    """Run `call` once the transaction in use has been committed; never when it is rolled back."""
    g.setdefault("after_commit", []).append(call)


def rollback() -> None:
    """Undo what was not committed, and forget what waited for the commit."""
    session.rollback()
    g.pop("after_commit", None)


def commit() -> None:
    """Commit, then run what waited for it. Views and verbs never call this: the request's end does."""
    session.commit()
    for call in g.pop("after_commit", []):
        call()


def init_app(app: Flask) -> None:
    """Connect the application to its database. Some connections are kept open, with room for two in every thread: a
    look at somebody's needs is recorded through one of its own.

    Keeping them matters on SQLite with a full disk: when the last connection closes, even reading fails after it.
    """
    settings = app.config["SETTINGS"]
    address = make_url(settings.database_address)
    kind = address.get_backend_name()
    made = create_engine(
        address,
        pool_size=KEPT_OPEN[kind],
        max_overflow=2 * settings.threads,
        pool_pre_ping=kind != "sqlite",
        query_cache_size=COMPILED,
    )
    event.listen(made, "begin", _begin)
    event.listen(made, "before_cursor_execute", _note_change)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
    app.extensions["database"] = made
    app.teardown_appcontext(_end)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for setting in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={LOCK_TIMEOUT * 1000}",
        # Each connection would keep 2 MiB of the file, and the machine keeps it for all of them anyway.
        f"cache_size=-{KEPT_OF_FILE}",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    connection.info[_WROTE] = False
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _note_change(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.lstrip()[:6].upper() in _CHANGING:
        connection.info[_WROTE] = True


def _end(error: BaseException | None) -> None:
    session.remove()
