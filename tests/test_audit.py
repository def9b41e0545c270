"""The audit chain."""

from sqlalchemy import text

from tests import factories
from workspace import audit, db
from workspace.audit import Event


def _three(data):
    with data():
        ann = factories.person("Ann")
        for event in (Event.PERSON_ADDED, Event.PERSON_RENAMED, Event.PROFILE_CHANGED):
            audit.record(ann, event, ann, {"fields": ["pronouns"]})


def test_an_untouched_chain_is_whole(app, data):
    _three(data)
    with data():
        assert audit.first_broken() is None
        assert audit.head()[0] == 3


def test_a_changed_row_is_named(app, data):
    _three(data)
    with data():
        db.session.execute(text("UPDATE audit_event SET thing_id = 99 WHERE number = 2"))
    with data():
        assert audit.first_broken() == 2


def test_a_removed_row_is_named(app, data):
    _three(data)
    with data():
        db.session.execute(text("DELETE FROM audit_event WHERE number = 2"))
    with data():
        assert audit.first_broken() == 2
