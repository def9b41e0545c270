"""Supporters and interpreters: invited as such, given what everybody gets, shown, and not counted as a voice."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db, jobs, mail
from workspace.meetings.invitations.models import Answer, Duty, Introduction, Invitation, Part
from workspace.meetings.models import MeetingState
from workspace.people.models import Person

SEND = "Send the invitation"


@pytest.fixture
def page(visit, forum, seat):
    """The page on which Olga invites somebody who helps; Ann and Cy are invited."""
    seat(forum.ann, answer=Answer.IN_PERSON)
    seat(forum.cy, answer=Answer.ONLINE)
    olga = visit(forum.olga)
    return olga, olga.get(olga.get(forum.invite).links()["Invite a supporter or an interpreter"])


def places(app) -> dict[str, Invitation]:
    with app.app_context():
        rows = db.session.scalars(select(Invitation).options(joinedload(Invitation.person)))
        return {place.person.preferred_name: place for place in rows}


def letters(app) -> list[mail.Letter]:
    while jobs.work_once(app):
        pass
    with app.app_context():
        return [mail.letter_of(one) for one in db.session.scalars(select(mail.Message).order_by(mail.Message.id))]


@pytest.mark.promise("S1-V3")
def test_a_supporter_gets_the_same_is_shown_as_such_and_is_not_counted_as_a_voice(app, visit, forum, page):
    olga, form = page
    shown = olga.submit(
        form, SEND, part="supporter", helps=str(forum.ann), guest_name="Sam Ash", guest_email="sam@example.org"
    )
    assert "1 person is invited. The invitations are on their way by e-mail." in shown.text
    assert "2 people and 1 supporter are invited." in shown.text
    place = places(app)["Sam Ash"]
    assert (place.part, place.helps_id, place.as_guest) == (Part.SUPPORTER, forum.ann, True)
    (letter,) = letters(app)
    assert "You come as: Supporter of Ann Lee. You get what everybody gets." in letter.text
    assert letter.attachments
    sam = visit(place.person_id)
    sam.submit(sam.get(forum.reply), "Send my answer", answer="in_person")
    meeting = visit(forum.cy).get(forum.show)
    assert "2 people and 1 supporter so far: 2 in person and 1 online." in meeting.text
    assert "Supporter of Ann Lee" in meeting.text


@pytest.mark.promise("S1-V3")
def test_supporters_and_interpreters_stand_apart_while_the_meeting_runs_and_in_its_notes(
    visit, forum, page, seat, change
):
    olga, form = page
    olga.submit(form, SEND, part="interpreter", interprets="Urdu", member=str(forum.ben))
    seat(forum.olga, answer=Answer.IN_PERSON, part=Part.SUPPORTER, helps_id=forum.cy)
    change(state=MeetingState.HAPPENING)
    olga.submit(olga.get(f"{forum.reply}/{forum.ben}"), "Keep this answer", answer="in_person")
    run = olga.get(f"{forum.show}/run")
    assert "2 people, 1 supporter and 1 interpreter said they are coming" in run.text
    assert "Interpreter: Urdu" in run.text
    notes = olga.get(f"{forum.show}/notes")
    assert "Ann Lee and Cy Officer" in notes.text
    helped = notes.text.partition("To help others take part: ")[2]
    assert "Ben Post (Interpreter: Urdu)" in helped
    assert "Olga Organiser (Supporter of Cy Officer)" in helped


def test_notes_name_nobody_who_asked_not_to_be_named_on_either_side(visit, forum, seat, change):
    seat(forum.ann, answer=Answer.IN_PERSON, name_in_notes=False)
    seat(forum.cy, part=Part.SUPPORTER, helps_id=forum.ann, introduction=Introduction.DONE)
    seat(forum.ben, part=Part.SUPPORTER, helps_id=forum.ann, answer=Answer.ONLINE, name_in_notes=False)
    change(state=MeetingState.CLOSED)
    text = visit(forum.olga).get(f"{forum.show}/notes").text
    assert "To help others take part: Cy Officer (Supporter) and Supporter" in text
    assert "Ben Post" not in text.partition("Who was there")[2].partition("Apologies")[0]


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(app, forum, page):
    olga, form = page
    refused = olga.submit(form, SEND, status=422, guest_email="sam@example.org")
    assert refused.error_of("part") == "Choose how they help"
    assert refused.error_of("guest_name") == "Choose somebody of the group, or write the name of a guest"
    assert "sam@example.org" in refused.html
    refused = olga.submit(form, SEND, status=422, part="supporter", guest_name="Sam")
    assert refused.error_of("helps") == "Choose whom they support"
    refused = olga.submit(form, SEND, status=422, part="interpreter", guest_name="Sam")
    assert refused.error_of("interprets") == "Write which language they interpret"
    assert set(places(app)) == {"Ann Lee", "Cy Officer"}


def test_a_supporter_of_somebody_whose_invitation_was_taken_back_meanwhile_is_refused(app, forum, page):
    olga, form = page
    olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    refused = olga.submit(form, SEND, status=422, part="supporter", helps=str(forum.ann), guest_name="Sam")
    assert refused.error_of("helps")
    assert set(places(app)) == {"Cy Officer"}


def test_who_helps_has_no_other_duty_at_the_meeting(visit, forum, seat):
    seat(forum.ann)
    seat(forum.cy, part=Part.INTERPRETER, interprets="Urdu")
    page = visit(forum.olga).get(forum.duties)
    assert "Ann Lee" in page.html
    assert "Cy Officer" not in page.html
    assert Duty.CHAIR.value in page.html


def test_the_name_of_whom_somebody_supports_follows_them(visit, forum, seat, data):
    seat(forum.ann)
    seat(forum.cy, part=Part.SUPPORTER, helps_id=forum.ann, answer=Answer.ONLINE)
    with data():
        db.session.get_one(Person, forum.ann).preferred_name = "Anna New"
    assert "Supporter of Anna New" in visit(forum.cy).get(forum.show).text


def test_only_organisers_invite_who_helps_and_only_before_it_is_over(visit, forum, seat, change):
    seat(forum.ann)
    address = f"{forum.invite}/helper"
    visit(forum.ann).get(address, status=403)
    assert visit().get(address, status=303).location.startswith("/sign-in")
    visit(forum.olga).get(address.replace("/forum/", "/other/"), status=404)
    olga = visit(forum.olga)
    form = olga.get(address)
    change(state=MeetingState.CLOSED)
    assert "This meeting is over" in olga.get(address).text
    refused = olga.submit(form, SEND, status=422, part="interpreter", interprets="Urdu", guest_name="Sam")
    assert "This meeting is over. What you wrote is still below" in refused.text
