"""Work that is queued in a transaction and done after it."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests import factories
from tests.test_db import Stop, in_threads
from workspace import db, jobs
from workspace.jobs import Job, JobState
from workspace.people.models import Person


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the jobs of kind `count` that were done."""
    seen: list[int] = []
    monkeypatch.setitem(jobs.handlers, "count", lambda number: seen.append(number))
    return seen


def _work(app: Flask) -> None:
    while jobs.work_once(app):
        pass


def _jobs(app: Flask) -> list[Job]:
    with app.app_context():
        return list(db.session.scalars(select(Job).order_by(Job.id)))


def test_a_job_is_done_once_after_the_commit(app: Flask, data, done: list[int]) -> None:
    with data():
        jobs.enqueue("count", number=3)
        assert not done
    _work(app)
    _work(app)
    assert done == [3]
    assert _jobs(app)[0].state is JobState.DONE


def test_a_change_that_is_rolled_back_leaves_no_job(app: Flask, data, done: list[int]) -> None:
    try:
        with data():
            jobs.enqueue("count", number=3)
            db.session.flush()
            raise Stop
    except Stop:
        pass
    _work(app)
    assert not done
    assert not _jobs(app)


def test_a_key_makes_a_job_happen_once(app: Flask, data, done: list[int]) -> None:
    with data():
        jobs.enqueue("count", key="the-same", number=1)
        jobs.enqueue("count", key="the-same", number=2)
    _work(app)
    with data():
        jobs.enqueue("count", key="the-same", number=3)
    _work(app)
    assert done == [1]


def test_a_kind_without_a_handler_is_refused_when_it_is_queued(app: Flask, data) -> None:
    with pytest.raises(LookupError, match="no handler for jobs of kind nothing"), data():
        jobs.enqueue("nothing")


def test_a_job_waits_for_its_time(app: Flask, data, done: list[int]) -> None:
    with data():
        jobs.enqueue("count", run_at=db.now() + timedelta(hours=1), number=1)
    _work(app)
    assert not done
    with data():
        _only_job().run_at = db.now() - timedelta(seconds=1)
    _work(app)
    assert done == [1]


def _only_job() -> Job:
    return db.session.scalars(select(Job)).one()


def test_what_a_handler_writes_and_its_end_stand_or_fall_together(app: Flask, data, monkeypatch) -> None:
    def half() -> None:
        factories.person("Half Done")
        raise Stop

    monkeypatch.setitem(jobs.handlers, "half", half)
    with data():
        jobs.enqueue("half")
    assert jobs.work_once(app)
    with app.app_context():
        assert not db.session.scalars(select(Person)).all()
    job = _jobs(app)[0]
    assert (job.state, job.error, job.tries) == (JobState.WAITING, "Stop", 1)


def test_a_job_that_fails_is_tried_again_later_each_time_later_and_at_last_given_up(app, data, monkeypatch) -> None:
    def fail() -> None:
        raise ConnectionError("a secret address")

    monkeypatch.setitem(jobs.handlers, "fail", fail)
    with data():
        jobs.enqueue("fail")
    waits = []
    for _ in range(jobs.MOST_TRIES):
        before = db.now()
        assert jobs.work_once(app)
        assert not jobs.work_once(app), "it is not tried again at once"
        waits.append(_jobs(app)[0].run_at - before)
        with data():
            _only_job().run_at = db.now()
    job = _jobs(app)[0]
    assert job.state is JobState.FAILED
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=1)
    assert job.error == "ConnectionError", "the error's own words may hold an address"
    assert not jobs.work_once(app)


def test_a_job_whose_worker_died_goes_to_the_next_worker(app: Flask, data, done: list[int]) -> None:
    with data():
        jobs.enqueue("count", number=1)
    with app.app_context():
        assert jobs.take() is not None  # and the worker dies here
        assert jobs.take() is None, "it may still be at work"
    with data():
        _only_job().taken_at = db.now() - jobs.LEASE - timedelta(seconds=1)
    _work(app)
    assert done == [1]
    assert _jobs(app)[0].tries == 2


def test_a_job_that_ends_each_of_its_workers_is_given_up_and_named(app: Flask, data, done: list[int]) -> None:
    with data():
        jobs.enqueue("count", number=1)
    for _ in range(jobs.MOST_TRIES):
        with app.app_context():
            assert jobs.take() is not None  # and the worker dies here
        with data():
            _only_job().taken_at = db.now() - jobs.LEASE - timedelta(seconds=1)
    _work(app)
    assert not done
    assert (_jobs(app)[0].state, _jobs(app)[0].error) == (JobState.FAILED, "the worker died")


@pytest.mark.own_app  # its database waits for others
def test_servers_that_queue_the_same_work_at_the_same_moment_queue_it_once(app: Flask, data, done: list[int]) -> None:
    both_looked = threading.Barrier(4)

    def queue(number: int) -> None:
        with db.transaction():
            jobs.enqueue("count", key="the-same", number=number)

    def look_together(statement: str) -> None:
        if statement.startswith("INSERT INTO job") and db.engine().dialect.name == "postgresql":
            both_looked.wait(10)

    with app.app_context():
        event.listen(db.engine(), "before_cursor_execute", lambda _c, _u, words, *_: look_together(words))
    assert not in_threads(app, 4, queue)
    _work(app)
    assert len(done) == 1


@pytest.mark.slow
def test_four_workers_do_each_of_two_hundred_jobs_once(app: Flask, data, done: list[int]) -> None:
    with data():
        for number in range(200):
            jobs.enqueue("count", number=number)
    assert not in_threads(app, 4, lambda _: _work(app))
    assert sorted(done) == list(range(200))
    assert {job.tries for job in _jobs(app)} == {1}


def test_the_worker_beside_the_server_wakes_when_a_job_is_queued(app: Flask, data, monkeypatch) -> None:
    came = threading.Event()
    monkeypatch.setitem(jobs.handlers, "ring", came.set)
    monkeypatch.setattr(jobs, "POLL", 30.0)
    stop = jobs.start_thread(app)
    try:
        with data():
            jobs.enqueue("ring")
        assert came.wait(5)
    finally:
        stop.set()
        jobs._wake.set()
        next(thread for thread in threading.enumerate() if thread.name == "worker").join(10)
