"""What is done once a day."""

from datetime import timedelta

from sqlalchemy import func, select

from tests import factories
from workspace import db, drafts, jobs, upkeep


def test_drafts_are_removed_after_thirty_days_and_not_before(app, data):
    with data():
        ann = factories.person("Ann").id
    with data():
        drafts.keep("/old#form", [("text", "old")], person_id=ann)
        drafts.keep("/new#form", [("text", "new")], person_id=ann)
    with data():
        drafts.on_page(ann, "/old")["/old#form"].saved_at = db.now() - timedelta(days=31)
        upkeep.plan()
    assert jobs.work_once(app)
    with data():
        assert drafts.on_page(ann, "/old") == {}
        assert "/new#form" in drafts.on_page(ann, "/new")


def test_the_day_s_work_is_queued_once_however_many_servers_start(app, data):
    for _server in range(3):
        with data():
            upkeep.plan()
    with data():
        assert db.session.scalar(select(func.count(jobs.Job.id))) == 1


def test_a_day_s_work_queues_the_next_day_s(app, data):
    with data():
        upkeep.plan()
    jobs.work_once(app)
    with data():
        later = (jobs.Job.run_at > db.now() + timedelta(hours=23), jobs.Job.kind == "upkeep")
        waiting = db.session.scalars(select(jobs.Job).where(jobs.Job.state == jobs.JobState.WAITING, *later)).all()
        assert len(waiting) == 1
