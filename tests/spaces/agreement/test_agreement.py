"""The group agreement: changed by the group, every version kept, accepted at a meeting."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.following.room import place_of, room
from tests.meetings.running.forum import meeting_of
from tests.support.queries import counted
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.roles import Role
from workspace.spaces.models import Space

PAGE = "/spaces/forum/agreement"


@pytest.fixture
def made(data):
    with data():
        return room()


def write(visitor, text, because="", **fields):
    return visitor.submit(visitor.get(f"{PAGE}/edit"), "Save this version", text=text, because=because, **fields)


@pytest.mark.promise("S1-V6")
def test_the_group_writes_its_agreement_and_every_version_is_kept(app, made, visit):
    zoe, ann = visit(made.forum.zoe), visit(made.forum.ann)
    assert "The group has not written its agreement yet" in zoe.get(PAGE).text
    page = write(zoe, "- We let each other finish")
    assert "This is version 1" in page.text
    page = write(ann, "- We let each other finish\n- We take breaks", "Two hours were too long")
    assert "Version 2, by Ann Owner" in page.text
    assert "Why: Two hours were too long" in page.text
    assert "Version 1, by Zoe Quiet" in page.text
    assert "Nothing was changed" in write(ann, "- We let each other finish\n- We take breaks").text


def test_whoever_is_second_sees_both_texts_and_can_save_theirs(app, made, visit):
    zoe, ann = visit(made.forum.zoe), visit(made.forum.ann)
    write(zoe, "- Be on time")
    first, second = zoe.get(f"{PAGE}/edit"), ann.get(f"{PAGE}/edit")
    zoe.submit(first, "Save this version", text="- Be early")
    page = ann.submit(second, "Save this version", text="- Be kind", status=422)
    assert "Zoe Quiet changed the agreement meanwhile" in page.error_of("text")
    assert "Be early" in page.text
    assert "Be kind" in page.html
    assert "This is version 3" in ann.submit(page, "Save this version").text


def test_an_empty_agreement_is_refused(app, made, visit):
    zoe = visit(made.forum.zoe)
    page = zoe.submit(zoe.get(f"{PAGE}/edit"), "Save this version", text=" ", status=422)
    assert page.error_of("text") == "Write what the group agrees"


def test_guests_read_it_at_the_meeting_and_strangers_not_at_all(app, made, visit, data):
    write(visit(made.forum.zoe), "- We let each other finish")
    with data():
        guest = factories.person("Gus Guest")
        factories.invitation(meeting_of(made.forum), guest, as_guest=True)
        guest = guest.id
    assert "We let each other finish" in visit(guest).get(made.follow).text
    visit(guest).get(PAGE, status=403)
    visit().get(PAGE, status=303)


@pytest.mark.promise("S1-V6")
def test_each_person_accepts_it_at_the_start_and_the_chair_for_the_room(app, made, visit, data):
    zoe, ann = visit(made.forum.zoe), visit(made.forum.ann)
    write(zoe, "- We let each other finish")
    page = zoe.submit(zoe.get(made.follow), "I accept it")
    assert "You accepted it for this meeting." in page.text
    assert "1 person accepted it for this meeting." in page.text
    page = ann.submit(ann.get(made.follow), "Everybody in the room accepts it")
    assert "3 people accepted the agreement" in page.text
    assert "Everybody in the room" not in zoe.get(made.follow).text
    with data():
        rows = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.AGREEMENT_ACCEPTED)).all()
        assert rows[0].subject_id == made.forum.zoe
        assert len(rows) == 4


@pytest.mark.promise("S1-V6")
def test_whoever_runs_the_meeting_is_led_to_the_agreement_and_needs_no_place_there(app, made, visit, data):
    write(visit(made.forum.zoe), "- We let each other finish")
    with data():
        space = db.session.get_one(Space, meeting_of(made.forum).space_id)
        other = factories.member(space, "Otto Organiser", role=Role.ORGANISER).id
    otto, desk = visit(other), "The page that everybody follows, with our group agreement"
    page = otto.get(otto.get(made.turns).links()[desk])
    assert "I accept it" not in page.text
    page = otto.submit(page, "Everybody in the room accepts it")
    assert "4 people accepted the agreement" in page.text
    assert page.links()["Run the meeting"] == made.forum.run


def test_a_version_that_changed_meanwhile_is_not_accepted_unread(app, made, visit, data):
    zoe, ann = visit(made.forum.zoe), visit(made.forum.ann)
    write(zoe, "- Be on time")
    page = zoe.get(made.follow)
    write(ann, "- Be early")
    assert "The group agreement has changed meanwhile" in zoe.submit(page, "I accept it").text
    with data():
        assert place_of(made.forum.meeting, made.forum.zoe).agreement_id is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_many_questions_for_many_versions_as_for_one(app, made, visit, many):
    zoe = visit(made.forum.zoe)
    for number in range(many):
        write(zoe, f"- Rule {number}")
    with counted() as statements:
        zoe.get(PAGE)
    assert len(statements) == 3, statements
