"""What is done once a day: what was kept for a while is removed when its time is over.

A feature registers what it removes with @every_day. The day's work is a job like any other, with the day as its key:
however many servers there are, it is done once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from workspace import db, drafts, jobs, once, throttle

MORNING = time(9)
JOBS_KEPT = timedelta(days=30)

_daily: list[Callable[[], None]] = [once.forget_old, drafts.forget_old, throttle.forget_old]


def every_day(function: Callable[[], None]) -> Callable[[], None]:
    """Register something to be done once a day, in the worker, in one transaction with the rest."""
    _daily.append(function)
    return function


def next_nine(zone: ZoneInfo) -> datetime:
    """Return the next nine in the morning there: what is not urgent does not come in the night."""
    local = db.now().astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= MORNING)
    return datetime.combine(day, MORNING, zone)


def each_morning(job: str, key: str, spaces: Callable[[], Iterable[Any]]) -> None:
    """Register a job that is done for each of these spaces at nine in its morning, once a day. It gets `space_id`."""

    @every_day
    def _plan() -> None:
        for space in spaces():
            nine = next_nine(ZoneInfo(space.time_zone))
            jobs.enqueue(job, key=f"{key}:{space.id}:{nine:%Y-%m-%d}", run_at=nine, space_id=space.id)


def plan() -> None:
    """Queue today's work, if nobody has, in the transaction in use. Called when a server or worker starts."""
    jobs.enqueue("upkeep", key=f"upkeep:{db.now():%Y-%m-%d}")


@jobs.handler("upkeep")
def upkeep() -> None:
    """Do the day's work, and queue tomorrow's."""
    for function in _daily:
        function()
    tomorrow = db.now() + timedelta(days=1)
    jobs.enqueue("upkeep", key=f"upkeep:{tomorrow:%Y-%m-%d}", run_at=tomorrow)


@every_day
def _forget_done_jobs() -> None:
    db.session.execute(
        delete(jobs.Job).where(jobs.Job.state == jobs.JobState.DONE, jobs.Job.done_at < db.now() - JOBS_KEPT)
    )
