"""Inviting people, telling those without e-mail, and who looks after what."""

from datetime import timedelta

import pytest
import vobject
from flask import Flask
from sqlalchemy import func, select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db, jobs, mail, upkeep
from workspace.meetings.invitations.models import Answer, Duty, Invitation, TakenBack
from workspace.meetings.models import MeetingState
from workspace.people.models import Person


def places(app: Flask) -> list[Invitation]:
    with app.app_context():
        return list(db.session.scalars(select(Invitation).order_by(Invitation.position)))


def letters(app: Flask) -> list[mail.Letter]:
    """Return every message as it reads now, after the worker has had its turn."""
    while jobs.work_once(app):
        pass
    with app.app_context():
        return [mail.letter_of(one) for one in db.session.scalars(select(mail.Message).order_by(mail.Message.id))]


def calendars(app: Flask) -> list[vobject.base.Component]:
    return [vobject.readOne(one.attachments[0].content.decode()) for one in letters(app)]


def test_members_that_were_ticked_are_invited_with_the_title_that_they_have_now(app, visit, forum):
    olga = visit(forum.olga)
    page = olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann), str(forum.cy)])
    assert "2 people are invited. The invitations are on their way by e-mail." in page.text
    found = {place.person_id: place for place in places(app)}
    assert set(found) == {forum.ann, forum.cy}
    assert found[forum.cy].title == "Council officer"
    assert not found[forum.cy].as_guest
    assert "No answer yet" in page.text


@pytest.mark.promise("S1-D4")
def test_staff_and_parents_get_the_same_invitation_and_the_same_questions(app, visit, forum):
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann), str(forum.cy)])
    ann, cy = letters(app)
    assert ann.text.replace("Ann Lee", "") == cy.text.replace("Cy Officer", "")
    asked = [
        sorted(e.get("name") for e in visit(who).get(forum.reply).form("form").iter("input"))
        for who in (forum.ann, forum.cy)
    ]
    assert asked[0] == asked[1]


def test_everyone_is_one_tick_and_those_without_mail_are_on_the_list_to_tell(app, visit, forum):
    olga = visit(forum.olga)
    page = olga.submit(olga.get(forum.invite), "Send the invitations", everyone="y")
    assert "4 people are invited. Some have no e-mail" in page.text
    assert "Ben Post: By post, no e-mail" in page.text
    assert "1 High Street" in olga.get(page.links()["Letters to print, with a slip for the answer"]).text
    assert {letter.to_name for letter in letters(app)} == {"Olga Organiser", "Ann Lee", "Cy Officer"}
    assert "Everybody in the group is invited already." in olga.get(forum.invite).text


def test_nobody_chosen_is_said_beside_the_name_of_a_guest(visit, forum):
    olga = visit(forum.olga)
    page = olga.submit(olga.get(forum.invite), "Send the invitations", status=422)
    assert page.error_of("guest_name") == "Choose whom to invite, or write the name of a guest"
    assert page.title.startswith("Error:")


@pytest.mark.promise("S1-W3")
def test_no_invitation_leaves_before_the_meeting_says_what_it_is_for_and_what_can_change(app, visit, forum, change):
    change(purpose="", cannot_change="")
    olga = visit(forum.olga)
    page = olga.get(forum.invite)
    edit = forum.show + "/edit"
    assert page.links()["What the meeting is for"] == f"{edit}#purpose"
    assert page.links()["What cannot change"] == f"{edit}#cannot_change"
    assert not any(form.get("id") == "form" for form in page.forms())
    refused = olga.post(forum.invite, {**_keys(olga, forum), "members": [str(forum.ann)]}, status=422)
    assert "Before anybody is invited, the meeting has to say: What the meeting is for and What cannot" in refused.text
    assert not places(app)
    assert not letters(app)
    change(purpose="Agree the letter.", cannot_change="The law.")
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    (letter,) = letters(app)
    for words in ("Agree the letter.", "We can change: What letters say.", "We cannot change: The law."):
        assert words in letter.text


def _keys(visitor, forum) -> dict[str, str]:
    """Return what any form of this visitor carries: the mark against other sites, and a fresh once-only key."""
    inputs = {e.get("name"): e.get("value", "") for e in visitor.get("/reading").form("form").iter("input")}
    return {name: inputs[name] for name in ("csrf_token", "once")}


@pytest.mark.parametrize(("state", "words"), [("cancelled", "is cancelled"), ("closed", "is over")])
def test_nobody_is_invited_to_a_meeting_that_is_cancelled_or_over(app, visit, forum, change, state, words):
    olga = visit(forum.olga)
    open_page = olga.get(forum.invite)
    change(state=MeetingState(state), cancelled_because="Snow.")
    assert words in olga.get(forum.invite).text
    page = olga.submit(
        open_page, "Send the invitations", status=422, members=[str(forum.ann)], guest_name="Gus", guest_title="Driver"
    )
    assert words in page.text
    assert page.find("guest_title").get("value") == "Driver"
    assert not places(app)


def test_the_letter_asks_first_and_has_the_calendar_file_the_way_to_answer_and_a_phone_number(
    app, visit, forum, change
):
    change(welcomer=f"{{person:{forum.cy}}} at the door")
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    (letter,) = letters(app)
    assert letter.subject.startswith("Forum: can you come on ")
    lines = letter.text.splitlines()
    assert lines[0].startswith("Ann Lee, can you come to “School buses” on ")
    assert f"<http://127.0.0.1:8000{forum.reply}>" in lines
    for words in (
        "In person: Library",
        "Online: https://meet.example.org/bus",
        "Who will meet you: Cy Officer at the door",
        "Olga Organiser invited you.",
        "Robin Contact on 01632 960001",
    ):
        assert words in letter.text
    (calendar,) = letter.attachments
    assert calendar.kind == "text/calendar"
    assert b"SUMMARY:School buses" in calendar.content


def test_the_letter_is_in_the_language_of_its_reader(app, visit, forum, data):
    with data():
        db.session.get_one(Person, forum.ann).language = "en_XA"
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    (letter,) = letters(app)
    assert letter.language == "en_XA"
    assert "Ŵĥåţ" in letter.text or "Ţéļļ" in letter.text or "ûš" in letter.text


@pytest.mark.promise("S1-V3")
def test_a_supporter_who_gets_copies_gets_this_one_too(app, visit, forum, data):
    with data():
        ann = db.session.get_one(Person, forum.ann)
        ann.supporter_name, ann.supporter_email, ann.supporter_copies = "Sue", "sue@example.org", True
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    assert {(one.to_name, one.to_address) for one in letters(app)} >= {("Sue", "sue@example.org")}
    copy = next(one for one in letters(app) if one.to_name == "Sue")
    assert copy.text.startswith("This is a copy for you, because you support Ann Lee.")
    assert "Sue" not in olga.get(forum.show).text, "a supporter is counted as a voice"


def test_a_form_that_is_sent_twice_invites_once_and_writes_once(app, visit, forum):
    olga = visit(forum.olga)
    page = olga.get(forum.invite)
    olga.submit(page, "Send the invitations", members=[str(forum.ann)], guest_name="Gus Guest")
    again = olga.submit(page, "Send the invitations", members=[str(forum.ann)], guest_name="Gus Guest")
    assert "We have this already" in again.text
    assert len(places(app)) == 2
    assert len(letters(app)) == 1


def test_a_member_who_is_invited_already_cannot_be_ticked_again(app, visit, forum, seat):
    olga = visit(forum.olga)
    before = olga.get(forum.invite)
    seat(forum.ann)
    page = olga.submit(before, "Send the invitations", status=422, members=[str(forum.ann)])
    assert page.status == 422
    assert len(places(app)) == 1


# --- guests --------------------------------------------------------------------------------------------------------


def test_a_guest_without_an_account_is_invited_and_sees_this_meeting_alone(app, visit, forum):
    olga = visit(forum.olga)
    page = olga.submit(
        olga.get(forum.invite),
        "Send the invitations",
        guest_name="Gus Guest",
        guest_email="Gus@Example.org",
        guest_title="Bus company",
    )
    assert "Guest, Bus company" in page.text
    (place,) = places(app)
    assert place.as_guest
    guest = visit(place.person_id)
    assert guest.get(forum.show).h1 == "School buses"
    assert guest.get(forum.reply).h1 == "Can you come to School buses?"
    guest.get("/spaces/forum/meetings", status=403)
    guest.get("/spaces/forum/people", status=403)
    assert letters(app)[0].to_address == "gus@example.org"


def test_a_guest_who_has_an_account_is_known_by_the_name_they_chose(app, visit, forum, data):
    with data():
        known = factories.person("Chosen Name", email="known@example.org").id
    olga = visit(forum.olga)
    page = olga.submit(
        olga.get(forum.invite), "Send the invitations", guest_name="Old Name", guest_email="known@example.org"
    )
    assert [place.person_id for place in places(app)] == [known]
    assert "Chosen Name" in page.text
    assert "Old Name" not in page.text


def test_a_guest_whose_address_belongs_to_a_member_is_invited_as_that_member(app, visit, forum, data):
    with data():
        email = db.session.get_one(Person, forum.cy).email
    olga = visit(forum.olga)
    both = {"members": [str(forum.cy)], "guest_name": "Cy", "guest_email": email}
    assert "1 person is invited." in olga.submit(olga.get(forum.invite), "Send the invitations", **both).text
    olga.submit(olga.get(forum.invite), "Take the invitation back: Cy Officer")
    olga.submit(olga.get(forum.invite), "Send the invitations", guest_name="Cy", guest_email=email)
    (place,) = places(app)
    assert (place.person_id, place.as_guest, place.title) == (forum.cy, False, "Council officer")
    page = olga.submit(olga.get(forum.invite), "Send the invitations", status=422, guest_name="Cy", guest_email=email)
    assert page.error_of("guest_email") == "Somebody with this e-mail address is invited already"


def test_a_guest_needs_a_name_and_an_address_that_is_one(visit, forum):
    olga = visit(forum.olga)
    page = olga.submit(olga.get(forum.invite), "Send the invitations", status=422, guest_email="nowhere")
    assert page.error_of("guest_name") == "Write the name of your guest"
    assert "e-mail address" in page.error_of("guest_email")
    assert page.find("guest_email").get("value") == "nowhere"


# --- taking back, order, duties ------------------------------------------------------------------------------------


def test_people_who_are_invited_later_introduce_themselves_after_the_others(app, visit, forum):
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.cy)])
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)], guest_name="Gus")
    assert [place.person_id for place in places(app)][:2] == [forum.cy, forum.ann]
    assert [place.position for place in places(app)] == [1, 2, 3]


def test_whoever_is_invited_again_finds_what_they_answered_and_the_calendar_is_cleared_meanwhile(app, visit, forum):
    olga, ann = visit(forum.olga), visit(forum.ann)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    before = calendars(app)[-1]
    told = {"answer": "online", "needs": ["captions"], "words": "A break at noon", "coming_with": "My sister"}
    ann.submit(ann.get(forum.reply), "Send my answer", **told)
    page = olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    assert "Ann Lee is not invited any more. What they answered is kept. They get an e-mail" in page.text
    assert not places(app)
    ann.get(forum.reply, status=404)
    gone = calendars(app)[-1]
    assert (gone.method.value, gone.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert gone.vevent.uid.value == before.vevent.uid.value
    assert int(gone.vevent.sequence.value) == int(before.vevent.sequence.value) + 1
    assert not hasattr(gone.vevent, "description")
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    again = ann.get(forum.reply)
    assert again.find("coming_with").get("value") == "My sister"
    assert "A break at noon" in again.html
    assert places(app)[0].answer is Answer.ONLINE
    assert int(calendars(app)[-1].vevent.sequence.value) > int(gone.vevent.sequence.value)


def test_what_was_typed_is_forgotten_once_the_meeting_is_over(app, visit, forum, seat, change, data):
    seat(forum.ben, answer=Answer.IN_PERSON, coming_with="My sister")
    olga = visit(forum.olga)
    page = olga.submit(olga.get(forum.invite), "Take the invitation back: Ben Post")
    assert "Tell them yourself." in page.text
    with app.app_context():
        assert db.session.scalars(select(TakenBack.said)).one()["coming_with"] == "My sister"
    change(starts_at=db.now() - timedelta(days=2), ends_at=db.now() - timedelta(days=1))
    with data():
        upkeep.upkeep()
    with app.app_context():
        assert not db.session.scalars(select(TakenBack)).all()


def test_an_invitation_stays_once_the_meeting_has_begun(app, visit, forum, seat, change):
    seat(forum.ann)
    olga = visit(forum.olga)
    page = olga.get(forum.invite)
    change(state=MeetingState.HAPPENING)
    assert "The meeting has begun" in olga.submit(page, "Take the invitation back: Ann Lee").text
    assert len(places(app)) == 1


def test_duties_are_given_to_people_who_are_invited(app, visit, forum, seat):
    seat(forum.ann)
    seat(forum.cy)
    olga = visit(forum.olga)
    page = olga.submit(
        olga.get(forum.duties), "Save who looks after what", chair=str(forum.ann), note_taker=str(forum.cy)
    )
    assert "Who looks after what is saved" in page.text
    assert {p.person_id: p.duty for p in places(app)} == {forum.ann: Duty.CHAIR, forum.cy: Duty.NOTE_TAKER}
    page = olga.get(forum.duties)
    olga.submit(page, "Save who looks after what", chair="", co_chair=str(forum.ann))
    assert {p.duty for p in places(app)} == {Duty.CO_CHAIR, Duty.NOTE_TAKER}


def test_one_person_cannot_have_two_duties(app, visit, forum, seat):
    seat(forum.ann)
    olga = visit(forum.olga)
    page = olga.submit(
        olga.get(forum.duties), "Save who looks after what", status=422, chair=str(forum.ann), welcomer=str(forum.ann)
    )
    assert page.error_of("welcomer") == "This person has a duty already: Chair. Choose somebody else"
    page = olga.submit(olga.get(forum.duties), "Save who looks after what", status=422, chair=str(forum.cy))
    assert page.has("chair-error")


def test_what_was_done_is_recorded_without_names(app, visit, forum):
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    with app.app_context():
        rows = db.session.scalars(
            select(audit.AuditEvent).where(audit.AuditEvent.subject_id == forum.ann).order_by(audit.AuditEvent.number)
        ).all()
        done = [row.event for row in rows if row.actor_id == forum.olga]
        assert done == [audit.Event.INVITED, audit.Event.UNINVITED]
        assert "Ann" not in str([row.changes for row in rows])


@pytest.mark.parametrize("which", ["invite", "duties"])
def test_only_organisers_open_the_page(visit, forum, seat, data, which):
    seat(forum.ann)
    with data():
        other = factories.member(factories.space(slug="other"), "Stranger", role=factories.Role.ORGANISER).id
    address = getattr(forum, which)
    visit(forum.olga).get(address)
    visit(forum.ann).get(address, status=403)
    visit(other).get(address, status=403)
    visit(other).get(address.replace("/forum/", "/other/"), status=404)
    assert visit().get(address, status=303).location.startswith("/sign-in")


def test_the_page_asks_the_database_as_often_for_three_people_as_for_one(app, visit, forum, seat):
    olga = visit(forum.olga)
    olga.get(forum.invite)
    seat(forum.ann)
    with counted() as one:
        olga.get(forum.invite)
    for person in (forum.ben, forum.cy):
        seat(person)
    with counted() as three:
        olga.get(forum.invite)
    assert len(one) == len(three)


def test_inviting_a_crowd_writes_to_each_once(app, visit, forum, data):
    with data():
        space = db.session.get_one(factories.Space, forum.space)
        for _ in range(30):
            factories.member(space)
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Send the invitations", everyone="y")
    with app.app_context():
        assert db.session.scalar(select(func.count(mail.Message.id))) == 33
    assert len(places(app)) == 34
