"""Taking an installation to levels: what people were promised before stays true."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories
from workspace import db, migrations
from workspace.config import ROOT
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.spaces.models import Sharing, Space

LEVELLED = (Space, Meeting, AgendaItem)


@pytest.fixture
def before() -> str:
    """The migration before the one that brings levels."""
    file: Path = next((ROOT / "migrations" / "versions").glob("*_life_of_the_notes.py"))
    found = re.search(r'down_revision = "(\d+)"', file.read_text("utf-8"))
    assert found
    return found[1]


@pytest.fixture
def emptied_before(app: Flask):
    """Levels are taken away from a database of one test alone; it is brought back whatever happens."""
    yield
    with app.app_context():
        migrations.upgrade(db.engine())


@pytest.mark.only_database("sqlite")
def test_members_go_on_reading_what_they_could_read(app: Flask, data, before: str, emptied_before) -> None:
    with data():
        space = factories.space(sharing=Sharing.MEMBERS)
        meeting = factories.meeting(space, factories.member(space), sharing=Sharing.MEMBERS)
        factories.item(meeting, sharing=Sharing.MEMBERS)
    with app.app_context():
        migrations.downgrade(db.engine(), before)
        migrations.upgrade(db.engine())
    with data():
        for model in LEVELLED:
            assert set(db.session.scalars(select(model.sharing))) == {Sharing.MEMBERS}


@pytest.mark.only_database("sqlite")
def test_going_back_is_refused_where_it_would_show_what_is_kept_closer(
    app: Flask, data, before: str, emptied_before
) -> None:
    with data():
        space = factories.space()
        factories.item(factories.meeting(space, factories.member(space)), sharing=Sharing.GROUP)
    with app.app_context(), pytest.raises(RuntimeError, match="would show them to all members"):
        migrations.downgrade(db.engine(), before)
