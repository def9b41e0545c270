"""Hosts are told once a week where the record ends."""

from sqlalchemy import select

from tests import factories
from workspace import audit, db, jobs, mail, upkeep
from workspace.audit import Event
from workspace.mail import Message


def test_a_host_is_told_once_a_week_where_the_record_ends_and_nobody_else_is(app, data):
    with data():
        host = factories.person("Holly Host", is_host=True)
        factories.person("Ann Member")
        audit.record(host, Event.PERSON_ADDED, host)
        upkeep.plan()
    while jobs.work_once(app):
        pass
    with data():
        upkeep.upkeep()  # the next day, in the same week
        number, seal = audit.head()
        message = db.session.scalars(select(Message)).one()
        letter = mail.letter_of(message)
    assert letter.to_name == "Holly Host"
    assert f"Row {number}" in letter.text
    assert seal in letter.text
