"""A charter is looked at again: on a day, by named people, who are reminded once and say what came of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db, jobs, mail, upkeep
from workspace.charters.models import Charter, CharterVersion, VersionState
from workspace.charters.reviewing import queries, service
from workspace.mail import Message
from workspace.people.models import Hears, Person
from workspace.roles import Role
from workspace.spaces.models import Membership

LIST = "/spaces/forum/charters"


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        version = db.session.get_one(CharterVersion, factories.charter_part(space, "We listen.").version_id)
        version.state, version.agreed_at = VersionState.AGREED, db.now()
        return {
            "space": space.id, "charter": version.charter_id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id, "ann": factories.member(space, "Ann Member").id,
        }  # fmt: skip


@pytest.fixture
def at(forum) -> str:
    return f"{LIST}/{forum['charter']}"


def planned(visitor, at, on, *who, **kwargs):
    return visitor.submit(visitor.get(f"{at}/review/plan"), "Keep this", on=on, who=[str(one) for one in who], **kwargs)


@pytest.mark.promise("S3-B3")
def test_a_charter_is_looked_at_on_its_day_and_the_next_version_begins(forum, visit, at, data):
    olga, mo, ann = (visit(forum[name]) for name in ("olga", "mo", "ann"))
    assert "Nobody has chosen yet when it is looked at again." in olga.get(at).text
    assert "Choose at least one person" in planned(olga, at, "in ten days", status=422).error_of("who")
    assert "This day is over." in planned(olga, at, "3 June 2020", forum["mo"], status=422).error_of("on")
    assert "Mo Member" in planned(olga, at, "in ten days", forum["mo"]).text
    for page in (ann.get(at), ann.get(LIST)):
        assert "in 10 days." in page.text
    page = ann.get(f"{at}/review")
    assert "Version 1 is the first." in page.text
    assert "Say what came of it" not in page.text, "Ann was not chosen"
    with data():
        db.session.get_one(Charter, forum["charter"]).review_on = today() - timedelta(days=3)
    assert "Its review is due since" in ann.get(at).text
    assert "Its review is due since" in ann.get(LIST).text
    assert "Choose what came of it" in said(mo, at, None, status=422).error_of("result")
    page = said(mo, at, "stays", "Ann Member and I read it aloud.", next_on="in two weeks")
    assert "Thank you. It is kept that you looked at it" in page.text
    assert "Ann Member and I read it aloud." in page.text
    assert "in 14 days." in page.text
    page = said(mo, at, "next_version", "The law has changed.")
    assert "Version 2 is begun as a draft" in page.text
    part = olga.get(olga.get(f"{at}/write").links()["Change: Commitment 1"])
    olga.submit(part, "Keep this part", words="We listen well.")
    page = ann.get(f"{at}/review")
    for words in (
        "What changed since version 1", "1 part is different.", "Removed: listen.", "Added: listen well.",
        "The next version begins", "The law has changed.", "Mo Member looked at version 1.", "It was due on",
    ):  # fmt: skip
        assert words in page.text, words


def said(visitor, at, result, words="", **kwargs):
    typed = {"words": words} | ({"result": result} if result else {})
    return visitor.submit(visitor.get(f"{at}/review"), "Keep what came of it", **typed, **kwargs)


DAY = datetime(2027, 6, 30, 7, tzinfo=UTC)  # 8am in London


def morning(app, days: int) -> None:
    """Let the server do its part of the day's work, so many days before the day, and what waits for nine."""
    with time_machine.travel(DAY - timedelta(days=days)), app.app_context(), db.transaction():
        upkeep.upkeep()
        upkeep.upkeep()
    with time_machine.travel(DAY - timedelta(days=days) + timedelta(hours=1, seconds=1)):
        while jobs.work_once(app):
            pass


def told(app) -> list[mail.Letter]:
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == "charter_review").order_by(Message.id))
        return [mail.letter_of(row) for row in rows]


def test_reviewers_are_reminded_once_a_month_and_once_a_week_before(app, data, forum):
    with data():
        version = queries.newest_of(db.session.get_one(Charter, forum["charter"]))
        everybody = [forum[name] for name in ("olga", "mo", "ann")]
        olga = db.session.get_one(Person, forum["olga"])
        service.plan(version, actor=olga, on=DAY.date(), people=everybody)
        db.session.get_one(Person, forum["ann"]).hears = Hears.PAGES
        left = select(Membership).where(Membership.person_id == olga.id)
        db.session.scalars(left).one().left_at = db.now()
    morning(app, 40)
    assert told(app) == []
    for days in (30, 29, 28, 20):
        morning(app, days)
    assert [one.to_name for one in told(app)] == ["Mo Member"], "Olga has left, and Ann reads the pages alone"
    assert "30 June 2027" in told(app)[0].text
    for days in (6, 5, -1):
        morning(app, days)
    assert [one.subject for one in told(app)] == ["Is “Our promises” still right?"] * 2


def test_more_reviews_and_reviewers_take_no_more_queries(forum, visit, at):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    planned(olga, at, "in ten days", forum["mo"])
    said(mo, at, "stays", "Once.")
    pages = (LIST, at, f"{at}/review", f"{at}/review/plan")
    before = [_count(olga, one) for one in pages]
    planned(olga, at, "in ten days", forum["mo"], forum["ann"], forum["olga"])
    for visitor in (mo, visit(forum["ann"])):
        said(visitor, at, "stays", "Again.")
    assert [_count(olga, one) for one in pages] == before


def _count(visitor, address) -> int:
    with counted() as statements:
        visitor.get(address)
    return len(statements)
