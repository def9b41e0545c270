"""How people introduce themselves at a meeting, and name cards."""

import pytest

from tests.meetings.following.room import place_of, room
from tests.meetings.running.forum import meeting_of
from workspace import db
from workspace.meetings.invitations.models import Answer
from workspace.meetings.models import MeetingState
from workspace.people.models import Person


@pytest.fixture
def made(data):
    with data():
        return room()


@pytest.mark.promise("S1-W2")
def test_i_choose_my_words_for_this_meeting_and_who_reads_them(app, made, visit, data):
    with data():
        db.session.get_one(Person, made.forum.nora).about = "The words of my profile"
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    assert "The words of my profile" in zoe.get(made.follow).text
    page = nora.get(f"{made.forum.address}/introduction")
    assert "The words of my profile" in page.text
    page = nora.submit(page, "Keep my introduction", own_introduction="I write it all down", read_by=made.forum.zoe)
    assert "Your introduction is kept for this meeting" in page.text
    for shown in (zoe.get(made.follow), nora.get(made.forum.run)):
        assert "I write it all down" in shown.text
        assert "Zoe Quiet reads it for them." in shown.text
        assert "The words of my profile" not in shown.text


def test_nobody_writes_the_introduction_of_somebody_else(app, made, visit, data):
    zoe = visit(made.forum.zoe)
    page = zoe.get(f"{made.forum.address}/introduction")
    zoe.submit(page, "Keep my introduction", status=422, read_by="999999")
    with data():
        assert place_of(made.forum.meeting, made.forum.nora).own_introduction == ""
        meeting_of(made.forum).state = MeetingState.CLOSED
    page = zoe.submit(page, "Keep my introduction", status=422, own_introduction="Too late")
    assert "This meeting is over" in page.text
    assert "Too late" in page.html


def test_name_cards_show_how_people_want_to_be_called(app, made, visit, data):
    with data():
        person = db.session.get_one(Person, made.forum.ann)
        person.say_name, person.pronouns = "AN", "she/her"
        place_of(made.forum.meeting, made.forum.olly).answer = Answer.APOLOGIES
    page = visit(made.forum.nora).get(f"{made.forum.address}/name-cards")
    assert "Ann Owner (she/her) Say it: AN" in page.text
    assert "Olly Organiser" not in page.text
    visit(made.forum.zoe).get(f"{made.forum.address}/name-cards", status=403)
