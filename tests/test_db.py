"""The one rule of when to commit, many writers at once, and work that stands by itself."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from tests import factories
from tests.support.database import settings
from tests.support.records import tries
from workspace import audit, create_app, db, throttle
from workspace.audit import Event
from workspace.people.models import Person
from workspace.throttle import Counter

HOUR = timedelta(hours=1)


class Stop(Exception):  # noqa: N818
    """Something goes wrong in the middle."""


def in_threads(app: Flask, count: int, work: Callable[[int], None]) -> list[BaseException]:
    """Do `work` in so many threads at once, each in an application context of its own; return what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            with app.app_context():
                start.wait(10)
                work(number)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


@pytest.mark.slow
def test_eight_writers_at_once_lose_no_write_and_meet_no_lock(app: Flask) -> None:
    def write(number: int) -> None:
        for _ in range(25):
            with db.transaction():
                db.session.scalar(select(func.count()).select_from(Person))  # reads before it writes, as a view does
                ann = factories.person(email=None)
                audit.record(ann, Event.PERSON_ADDED, ann)

    assert not in_threads(app, 8, write)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 200
        assert audit.head()[0] == 200
        assert audit.first_broken() is None


def test_a_transaction_that_fails_leaves_nothing(app: Flask) -> None:
    with app.app_context():
        with suppress(Stop), db.transaction():
            factories.person("Ann")
            raise Stop
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_what_waits_for_a_commit_runs_after_it_and_never_after_a_rollback(app: Flask) -> None:
    seen: list[int] = []

    def count() -> None:
        with db.separate_transaction() as own:
            seen.append(own.scalar(select(func.count()).select_from(Person)) or 0)

    with app.app_context():
        with suppress(Stop), db.transaction():
            db.after_commit(count)
            raise Stop
        with db.transaction():
            factories.person("Ann")
            db.after_commit(count)
            assert not seen
        assert seen == [1]
        with db.transaction():
            factories.person("Bob")
    assert seen == [1], "it runs once"


def test_separate_work_stands_when_the_transaction_around_it_fails(app: Flask) -> None:
    with app.app_context():
        with suppress(Stop), db.transaction():
            db.session.scalar(select(Person))  # the transaction is open, with the only write lock on SQLite
            assert throttle.hit("door", 5, HOUR)
            factories.person("Ann")
            raise Stop
        assert tries("door") == 1
        assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_what_was_loaded_stays_loaded_through_separate_work(app: Flask, data) -> None:
    with data():
        space = factories.space()
        ann = factories.member(space, "Ann").id
    with app.app_context(), db.transaction():
        person = db.session.scalars(
            select(Person).where(Person.id == ann).options(selectinload(Person.memberships))
        ).one()
        throttle.hit("door", 5, HOUR)
        assert [m.space_id for m in person.memberships] == [space.id]


@pytest.mark.parametrize("how", ["flushed", "pending", "changed", "bulk"])
def test_separate_work_after_a_change_is_refused_at_once(app: Flask, data, how: str) -> None:
    """It would wait for its own transaction: five seconds on SQLite, for ever on PostgreSQL."""
    with data():
        ann = factories.person("Ann").id
    with app.app_context(), db.transaction():
        person = db.session.get_one(Person, ann)
        if how == "flushed":
            factories.person("Bob")
        elif how == "pending":
            db.session.add(Counter(bucket="x", since=db.now(), hits=1))
        elif how == "changed":
            person.pronouns = "they"
        else:
            db.session.execute(update(Person).values(pronouns="they"))
        with pytest.raises(RuntimeError, match="changed something already"):
            throttle.hit("door", 5, HOUR)
        db.rollback()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 1
        assert db.session.get_one(Person, ann).pronouns == ""


def test_a_moment_needs_its_zone_and_comes_back_in_utc(app: Flask, data) -> None:
    with app.app_context():
        east = timezone(timedelta(hours=5))
        with db.transaction():
            db.session.add(Counter(bucket="x", since=datetime(2027, 1, 14, 10, tzinfo=east), hits=1))
        db.session.expire_all()
        found = db.session.scalar(select(Counter.since))
        assert found == datetime(2027, 1, 14, 5, tzinfo=UTC)
        with pytest.raises(Exception, match="time zone"), db.transaction():
            db.session.add(Counter(bucket="y", since=datetime(2027, 1, 14, 10), hits=1))  # noqa: DTZ001


def test_sqlite_is_prepared_for_many_readers_and_for_a_power_cut(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path))  # that of the other tests does not wait for its disk
    with app.app_context(), db.engine().connect() as connection:
        for pragma, value in (
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("synchronous", 2),
            ("busy_timeout", 10_000),
        ):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        db.engine().dispose()


def test_a_context_s_session_ends_with_it(app: Flask) -> None:
    with app.app_context():
        first = db.session()
        db.session.scalar(select(Person))
        assert first.in_transaction()
    assert not first.in_transaction()
