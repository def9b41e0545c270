"""Nobody whom people turn to leaves in silence: the log of changes, and the note that every member is told."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, jobs, mail
from workspace.mail import Message
from workspace.people.models import Hears, Person
from workspace.roles import Role
from workspace.spaces.models import Space

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LOG = "/spaces/forum/changes-of-people"
NOTE = {"in_hand": "Mo Member looks after the bus letters now.", "reason": "A new job."}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum", contact_name="Rowan Reed")
        return {
            "space": space.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "rowan": factories.member(space, "Rowan Reed", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
        }


def steps_down(visitor, forum, role="member", who="rowan"):
    page = visitor.get(f"/spaces/forum/people/{forum[who]}/role")
    return visitor.submit(page, "Keep this part", role=role)


def letters(app, template="handover") -> dict[int, str]:
    while jobs.work_once(app):
        pass
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.template == template))
        return {one.person_id: mail.letter_of(one).text for one in found}


@pytest.mark.promise("S0-4", "S3-R8")
def test_an_organiser_who_steps_down_stands_in_the_log_and_every_member_is_told_who_comes_next(app, forum, visit):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    page = steps_down(olga, forum)
    assert "Tell members of 1 change of people" in page.links()
    page = mo.get(LOG)
    assert "Rowan Reed organises no more. Nobody comes next yet. Since Monday 23 November 2026" in page.text
    assert "No note yet" in page.text
    assert "1 change in the last 12 months. 0 have a handover note." in page.text
    page = olga.get(olga.get("/spaces/forum/people").links()["Changes of people"])
    page = olga.get(page.links()["Tell members who comes next: Rowan Reed"])
    page = olga.submit(page, "Tell every member", successor="Mo Member", **NOTE)
    assert "Every member is told" in page.text
    told = letters(app)
    assert set(told) == {forum["rowan"], forum["mo"]}
    assert "Rowan Reed organises no more. Now it is Mo Member." in told[forum["mo"]]
    assert "bus letters" in told[forum["mo"]]
    assert LOG in told[forum["mo"]]
    page = mo.get(LOG)
    assert "1 has a handover note." in page.text
    for words in (*NOTE.values(), "Written by Olga Organiser on Monday 23 November 2026."):
        assert words in page.text
    assert "Waiting for a handover note" not in page.text
    assert letters(app) == told


@pytest.mark.promise("S0-4")
def test_another_contact_is_noticed_and_whoever_has_no_mail_is_told_by_hand(app, forum, visit, data):
    with data():
        space = db.session.get_one(Space, forum["space"])
        factories.member(space, who=factories.person("Edna Elder", email=None))
        db.session.get_one(Person, forum["mo"]).hears = Hears.PAGES
    olga = visit(forum["olga"])
    page = olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", contact_name="Olga Organiser")
    assert "Now you can tell members whom to contact" in page.text
    assert "People turn to Rowan Reed no more. Now it is Olga Organiser." in page.text
    page = olga.get(page.links()["Tell members who comes next: Rowan Reed"])
    olga.submit(page, "Tell every member", **NOTE)
    assert set(letters(app)) == {forum["rowan"]}
    page = olga.get("/spaces/forum/people/to-tell")
    assert "Edna Elder" in page.text
    assert "Somebody whom people turn to has changed" in page.text


def test_who_leaves_is_noticed_once_and_who_comes_back_was_never_gone(forum, visit):
    olga = visit(forum["olga"])
    steps_down(olga, forum, "note_taker")
    card = f"/spaces/forum/people/{forum['rowan']}"
    olga.submit(olga.get(f"{card}/role"), "Rowan Reed has left")
    page = olga.get(LOG)
    assert "Rowan Reed organises no more" in page.text
    assert "Rowan Reed takes notes no more" in page.text
    olga.submit(olga.get(card), "Rowan Reed is back")
    page = olga.get(LOG)
    assert "Rowan Reed organises no more" in page.text
    assert "takes notes no more" not in page.text
    steps_down(olga, forum, "organiser")
    assert "Nobody has changed yet." in olga.get(LOG).text


def test_any_change_can_be_written_of_and_what_was_told_stays(forum, visit):
    olga = visit(forum["olga"])
    page = olga.get(olga.get(LOG).links()["Write of a change"])
    page = olga.submit(page, "Tell every member", status=422, post="other", who="Rowan Reed", from_day="soon")
    assert "Write what they did" in page.error_of("title")
    assert "Write what was in hand" in page.error_of("in_hand")
    assert page.error_of("from_day")
    facts = {"post": "other", "title": "Chair of the health group", "who": "Rowan Reed", "from_day": "3 November 2026"}
    page = olga.submit(page, "Tell every member", **facts, **NOTE)
    assert "Chair of the health group: Rowan Reed" in page.text
    assert "Rowan Reed does this no more. Nobody comes next yet. Since Tuesday 3 November" in page.text


def test_two_organisers_who_write_the_same_note_tell_members_once(app, forum, visit):
    olga, rowan = visit(forum["olga"]), visit(forum["rowan"])
    olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", contact_name="Olga Organiser")
    first, second = olga.get(f"{LOG}/1"), rowan.get(f"{LOG}/1")
    before = olga.get(LOG)
    olga.submit(first, "Tell every member", **NOTE)
    assert "Members were told of this change: it stays" in olga.submit(before, "Take this away: Rowan Reed").text
    page = rowan.submit(second, "Tell every member", status=422, in_hand="Something else")
    assert "Somebody else has written this note meanwhile" in page.text
    assert "Something else" in page.text
    assert all("bus letters" in text for text in letters(app).values())


def test_a_change_that_was_noticed_by_mistake_is_taken_away(forum, visit):
    olga = visit(forum["olga"])
    steps_down(olga, forum)
    page = olga.submit(olga.get(LOG), "Take this away: Rowan Reed")
    assert "It is taken away" in page.text
    assert "Nobody has changed yet." in page.text


def test_members_read_and_organisers_write(forum, visit, data):
    with data():
        factories.handover(db.session.get_one(Space, forum["space"]))
    mo = visit(forum["mo"])
    page = mo.get(LOG)
    assert "Write of a change" not in page.links()
    mo.get(f"{LOG}/new", status=403)
    mo.get(f"{LOG}/1", status=403)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_asks_the_database_the_same_however_long_it_is(app, forum, visit, data, rows):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for number in range(rows):
            who = f"{{person:{forum['rowan']}}}"
            factories.handover(space, who, written_at=db.now(), written_by_id=forum["olga"], title=f"Post {number}")
    mo = visit(forum["mo"])
    mo.get(LOG)
    with counted() as queries:
        mo.get(LOG)
    assert len(queries) == 4
