"""Work queued inside the transaction and done after it: a rolled-back change leaves no job, a committed one is done.

A job is taken by one worker at a time. A worker that dies leaves its job to the next after LEASE. A handler runs in a
transaction that also marks the job done, so that what it writes and its end stand or fall together. What it does
outside the database comes first, without a lock (db.release), and must bear being done again.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Index, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than a mail server may take: it has half a minute for each of its answers
MOST_TRIES = 8
POLL = 2.0  # seconds between looks when nobody wakes the worker

Handler = Callable[..., None]
handlers: dict[str, Handler] = {}
_wake = threading.Event()


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(db.Base):
    """One piece of work. `key`, when given, makes it unique: queued twice, done once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_run_at", "state", "run_at"),)

    kind: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    args: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(db.one_of(JobState), default=JobState.WAITING)
    run_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind. It takes the job's arguments by name."""

    def register(function: Handler) -> Handler:
        handlers[kind] = function
        return function

    return register


def enqueue(kind: str, *, key: str | None = None, run_at: datetime | None = None, **args: Any) -> None:
    """Queue work in the transaction in use. With a `key` that was queued before, nothing happens."""
    if kind not in handlers:
        raise LookupError(f"no handler for jobs of kind {kind}")
    if key and db.session.scalar(select(Job.id).where(Job.key == key)):
        return
    try:
        with db.session.begin_nested():
            db.session.add(Job(kind=kind, key=key, args=args, run_at=run_at or db.now()))
    except IntegrityError:
        return  # another server queued it since we looked
    db.after_commit(_wake.set)


def take() -> Job | None:
    """Take the next job that is due, or one whose worker died; None when there is none."""
    moment = db.now()
    due = or_(
        (Job.state == JobState.WAITING) & (Job.run_at <= moment),
        (Job.state == JobState.RUNNING) & (Job.taken_at < moment - LEASE),
    )
    with db.transaction():
        job = db.session.scalar(
            select(Job).where(due).order_by(Job.run_at, Job.id).limit(1).with_for_update(skip_locked=True)
        )
        if job is None:
            return None
        if job.tries >= MOST_TRIES:  # each try ended its worker
            job.state, job.error = JobState.FAILED, "the worker died"
            return None
        job.state, job.taken_at, job.tries = JobState.RUNNING, moment, job.tries + 1
    return job


def do(job_id: int) -> None:
    """Do one job that was taken. A failure puts it back for later, twice as late each time, and at last gives up."""
    try:
        with db.transaction():
            job = db.session.get_one(Job, job_id)
            handlers[job.kind](**job.args)
            job.state, job.done_at, job.error = JobState.DONE, db.now(), ""
    except Exception as error:
        log.exception("job %s failed", job_id)
        with db.transaction():
            job = db.session.get_one(Job, job_id)
            job.error = type(error).__name__
            job.state = JobState.FAILED if job.tries >= MOST_TRIES else JobState.WAITING
            job.run_at = db.now() + timedelta(seconds=15 * 2**job.tries)


def work_once(app: Flask) -> bool:
    """Take and do one job. Say whether there was one."""
    with app.app_context():
        job = take()
        if job is None:
            return False
        job_id = job.id
    with app.app_context():
        do(job_id)
    return True


def work(app: Flask, stop: threading.Event) -> None:
    """Do jobs until told to stop: at once when one is queued in this process, else within two seconds."""
    while not stop.is_set():
        try:
            if work_once(app):
                continue
        except Exception:
            log.exception("the worker could not reach its jobs")
        _wake.wait(POLL)
        _wake.clear()


def start_thread(app: Flask) -> threading.Event:
    """Run the worker beside the server, in a thread that ends with the process. Set the event to stop it."""
    stop = threading.Event()
    threading.Thread(target=work, args=(app, stop), daemon=True, name="worker").start()
    return stop
