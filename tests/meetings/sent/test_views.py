"""Proof of what was sent about a meeting, through the pages: to whom, how, when, and what still waits."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import Forum, forum, meeting_of
from tests.support.queries import counted
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.jobs import Job, JobState
from workspace.mail import Message, MessageState
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.service import publish_notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.sent.models import HandDelivery
from workspace.people.letters import tell
from workspace.people.models import Format, Person, ReachBy
from workspace.spaces.models import Space


@pytest.fixture
def made(data) -> Forum:
    """A closed meeting whose notes were just published. Ann wants letters in large print, Zoe sent apologies and has
    no e-mail, Nora's supporter gets copies."""
    with data():
        found = forum(MeetingState.CLOSED)
        meeting_of(found).closed_at = db.now()
        ann, zoe, nora = (db.session.get_one(Person, number) for number in (found.ann, found.zoe, found.nora))
        ann.reach_by, ann.formats, ann.language = ReachBy.POST, [Format.LARGE_PRINT.value], "cy"
        zoe.email, zoe.phone = None, "01632 960002"
        nora.supporter_copies, nora.supporter_name, nora.supporter_email = True, "Sam", "sam@example.org"
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == found.zoe)).one()
        place.answer = Answer.APOLOGIES
        meeting = load_meeting("forum", found.meeting)
        assert meeting
        publish_notes(meeting, actor=nora)
    with data():
        for message in db.session.scalars(select(Message)):
            message.state, message.sent_at = MessageState.SENT, db.now()
        return found


def told_of(page, person) -> str:
    section = next(one for one in page.root.iter("section") if one.get("aria-labelledby") == f"person-{person}")
    return " ".join("".join(section.itertext()).split())


@pytest.mark.promise("S0-3")
def test_organisers_see_how_each_person_was_told_also_who_sent_apologies(app, made, visit):
    olly = visit(made.olly)
    page = olly.get(olly.get(made.address).links()["Who was told what"])
    assert "2 things are still to be told by post or phone." in page.text
    assert page.text.index("What still waits") < page.text.index("By post, in Cymraeg"), "what waits comes first"
    ann, zoe, nora = (told_of(page, person) for person in (made.ann, made.zoe, made.nora))
    assert "By post, in Cymraeg, Large print" in ann
    assert "Notes of a meetingBy e-mail, sent on" in ann
    assert "Not told yet" in ann
    assert "No e-mail, in English" in zoe
    assert "Not told yet" in zoe
    assert "By e-mail" not in zoe
    assert "copy to Sam, who supports them" in nora
    page = olly.submit(page, "The letter is posted: Notes of a meeting, Ann Owner")
    assert "By letter on" in told_of(page, made.ann)
    assert "by Olly Organiser" in told_of(page, made.ann)
    page = olly.submit(page, "Told by phone: Notes of a meeting, Zoe Quiet")
    assert "By phone on" in told_of(page, made.zoe)
    assert "Nobody waits to be told by post or phone." in page.text
    page = olly.submit(page, "Not told after all: Notes of a meeting, Zoe Quiet")
    assert "Not told yet" in told_of(page, made.zoe)


@pytest.mark.promise("S0-3")
def test_each_person_sees_what_was_sent_to_them_and_why_like_that(app, made, visit, data):
    with data():
        db.session.get_one(Person, made.ann).language = ""
    ann = visit(made.ann)
    page = ann.get(ann.get("/me").links()["What we sent you"])
    assert "because you chose it: By post, in English, Large print." in page.text
    assert "Notes of a meeting: School buses" in page.text
    assert "Not sent yet: it comes by post or by phone" in page.text
    assert "Change how we reach you" in page.links()
    olly = visit(made.olly)
    olly.submit(olly.get(f"{made.address}/sent"), "The letter is posted: Notes of a meeting, Ann Owner")
    assert "By letter on" in ann.get("/me/sent").text
    assert "Sam" not in ann.get("/me/sent").text
    assert "School buses" not in visit(_stranger(data)).get("/me/sent").text


def _of(page):
    return {one.get("name"): one.get("value") for one in page.root.iter("input") if one.get("name") == "csrf_token"}


def _stranger(data):
    with data():
        return factories.member(factories.space()).id


def test_messages_that_wait_or_failed_say_so(app, made, visit, data):
    with data():
        messages = {one.person_id: one for one in db.session.scalars(select(Message)) if not one.to_supporter}
        messages[made.olly].state, messages[made.olly].sent_at = MessageState.WAITING, None
        failed = messages[made.nora]
        failed.state, failed.sent_at = MessageState.WAITING, None
        job = db.session.scalars(select(Job).where(Job.key == f"message:{failed.id}")).one()
        job.state = JobState.FAILED
    page = visit(made.olly).get(f"{made.address}/sent")
    assert "By e-mail: not sent yet. Since" in told_of(page, made.olly)
    assert "By e-mail: could not be sent. Since" in told_of(page, made.nora)
    assert "Tell them in another way" in told_of(page, made.nora)


def test_the_same_thing_is_to_be_told_once_and_its_state_changes_once(app, made, visit, data):
    with data():
        zoe = db.session.get_one(Person, made.zoe)
        assert not tell(zoe, "notes", key=f"notes:{made.meeting}", meeting_id=made.meeting)
        assert len(db.session.scalars(select(HandDelivery).where(HandDelivery.person_id == made.zoe)).all()) == 1
    olly = visit(made.olly)
    page = olly.get(f"{made.address}/sent")
    olly.submit(page, "Told by phone: Notes of a meeting, Zoe Quiet")
    olly.submit(page, "The letter is posted: Notes of a meeting, Zoe Quiet")
    with data():
        row = db.session.scalars(select(HandDelivery).where(HandDelivery.person_id == made.zoe)).one()
        assert row.way == "phone"
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.TOLD)).all()
        assert [(event.changes, event.subject_id) for event in events] == [
            ({"what": "notes", "way": "phone"}, made.zoe)
        ]


def test_only_organisers_of_the_space_see_and_mark(app, made, visit, data):
    with data():
        other = factories.space()
        stranger = factories.member(other, role="organiser").id
        number = db.session.scalars(select(HandDelivery.id)).first()
    for who in (made.nora, made.ann, stranger):
        visit(who).get(f"{made.address}/sent", status=403)
    visit(made.olly).get(f"/spaces/forum/meetings/{made.meeting + 1}/sent", status=404)
    ann = visit(made.ann)
    token = _of(ann.get("/me"))
    ann.post(f"{made.address}/sent/{number}", {**token, "once": "x", "way": "phone"}, status=403)


def test_the_list_reads_a_constant_number_of_times(app, made, visit, data):
    olly = visit(made.olly)
    with counted() as few:
        olly.get(f"{made.address}/sent")
    with data():
        space, meeting = db.session.get_one(Space, meeting_of(made).space_id), meeting_of(made)
        for _number in range(3):
            person = factories.member(space)
            person.reach_by = ReachBy.PHONE
            factories.invitation(meeting, person)
            tell(person, "notes", key="again", meeting_id=meeting.id)
    with counted() as more:
        olly.get(f"{made.address}/sent")
    assert len(more) == len(few)
    ann = visit(made.ann)
    with counted() as mine:
        ann.get("/me/sent")
    assert len(mine) <= 5
