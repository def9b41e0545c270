"""The calendar file that comes by mail: it asks, it changes its own entry, and it takes it out. Read by a second
library than the one that writes it."""

from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser

import pytest
import vobject
from sqlalchemy import select

from workspace import db, mail
from workspace.mail import Message
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.people.models import Person

LIST = "/spaces/forum/meetings"
REPLIES = "answers@forum.example"


@pytest.fixture
def replies(app):
    """An installation that reads what people answer."""
    object.__setattr__(app.config["SETTINGS"], "mail_replies", REPLIES)
    return REPLIES


@pytest.fixture
def sent(app):
    """`sent("invitation")` gives the calendar files of these messages, as a calendar reads them."""

    def read(template: str) -> list[vobject.base.Component]:
        with app.app_context():
            found = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id))
            files = [mail.letter_of(message).attachments[0] for message in found]
            return [vobject.readOne(file.content.decode()) for file in files]

    return read


def invite(olga, number: int, *people: int) -> None:
    olga.submit(olga.get(f"{LIST}/{number}/invite"), "Send the invitations", members=[str(one) for one in people])


def uid_of(file) -> str:
    return file.vevent.uid.value


def test_an_update_and_a_cancellation_replace_the_entry_of_the_invitation(sent, replies, visit, forum, add_meeting):
    number = add_meeting(
        starts_at=datetime(2027, 10, 30, 9, tzinfo=UTC), ends_at=datetime(2027, 10, 30, 11, tzinfo=UTC)
    )
    olga = visit(forum["olga"])
    invite(olga, number, forum["mo"])
    olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", when="31 October 2027, 10am to 12 noon")
    # The clock goes back in the night between the two days: ten is ten.
    for template, sequence, method, starts in (
        ("invitation", "1", "REQUEST", datetime(2027, 10, 31, 10, tzinfo=UTC)),
        ("meeting_changed", "1", "REQUEST", datetime(2027, 10, 31, 10, tzinfo=UTC)),
    ):
        (file,) = sent(template)
        assert (file.method.value, file.vevent.sequence.value) == (method, sequence)
        assert file.vevent.dtstart.value.astimezone(UTC) == starts
        assert file.vevent.dtend.value.astimezone(UTC) - starts == timedelta(hours=2)
    olga.submit(olga.get(f"{LIST}/{number}/cancel"), "Cancel the meeting", reason="Snow.")
    (gone,) = sent("meeting_cancelled")
    assert (gone.method.value, gone.vevent.status.value, gone.vevent.sequence.value) == ("CANCEL", "CANCELLED", "2")
    assert uid_of(gone) == uid_of(sent("invitation")[0]) == uid_of(sent("meeting_changed")[0])
    assert gone.vevent.organizer.value == f"mailto:{REPLIES}"
    assert gone.vevent.attendee.value.endswith("@example.org")


def test_the_invitation_asks_the_calendar_and_each_person_has_a_number_of_their_own(
    sent, replies, app, visit, forum, add_meeting
):
    number = add_meeting()
    invite(visit(forum["olga"]), number, forum["mo"], forum["nora"])
    mo, nora = sent("invitation")
    assert uid_of(mo) != uid_of(nora)
    for file, person in ((mo, "mo"), (nora, "nora")):
        with app.app_context():
            address = db.session.get_one(Person, forum[person]).email
        assert file.vevent.attendee.value == f"mailto:{address}"
        assert file.vevent.attendee.params == {"PARTSTAT": ["NEEDS-ACTION"], "RSVP": ["TRUE"]}
        assert file.vevent.organizer.params == {"CN": ["Forum"]}
        assert f"{LIST}/{number}/reply" in file.vevent.description.value


def test_without_an_address_for_answers_no_calendar_asks_for_one(sent, app, visit, forum, add_meeting):
    invite(visit(forum["olga"]), add_meeting(), forum["mo"])
    (file,) = sent("invitation")
    assert "RSVP" not in file.vevent.attendee.params or file.vevent.attendee.params["RSVP"] == ["FALSE"]
    assert "in this calendar reaches us" not in file.vevent.description.value
    with app.app_context():
        assert file.vevent.organizer.value == f"mailto:{mail.from_address()}"


@pytest.mark.parametrize(
    ("answer", "said"),
    [(Answer.ONLINE, "ACCEPTED"), (Answer.NOT_SURE, "TENTATIVE"), (Answer.APOLOGIES, "DECLINED")],
)
def test_a_change_keeps_in_the_calendar_what_the_person_answered(
    sent, replies, data, visit, forum, add_meeting, answer, said
):
    number = add_meeting(invited=("mo",))
    with data():
        db.session.scalars(select(Invitation)).one().answer = answer
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{number}/edit"), "Keep these changes", place="Oak Room")
    assert sent("meeting_changed")[0].vevent.attendee.params["PARTSTAT"] == [said]


def test_a_supporter_s_copy_tells_their_calendar_and_cannot_answer_for_the_person(
    sent, replies, data, visit, forum, add_meeting
):
    with data():
        mo = db.session.get_one(Person, forum["mo"])
        mo.supporter_name, mo.supporter_email, mo.supporter_copies = "Sam", "sam@example.org", True
    number = add_meeting()
    invite(visit(forum["olga"]), number, forum["mo"])
    copies = {file.method.value: file for file in sent("invitation")}
    assert "attendee" not in copies["PUBLISH"].vevent.contents
    assert uid_of(copies["PUBLISH"]) == f"meeting-{number}@127.0.0.1"
    assert uid_of(copies["REQUEST"]) != uid_of(copies["PUBLISH"])


def test_the_file_of_the_page_is_the_same_entry_and_asks_nothing(sent, replies, visit, forum, add_meeting):
    number = add_meeting()
    invite(visit(forum["olga"]), number, forum["mo"])
    taken = visit(forum["mo"]).get(f"{LIST}/{number}/calendar.ics").answer.get_data(as_text=True)
    file = vobject.readOne(taken)
    assert file.method.value == "PUBLISH"
    assert uid_of(file) == uid_of(sent("invitation")[0])
    assert "attendee" not in file.vevent.contents
    assert uid_of(vobject.readOne(visit(forum["nora"]).get(f"{LIST}/{number}/calendar.ics").answer.text)) == (
        f"meeting-{number}@127.0.0.1"
    )


def test_an_answer_to_a_message_about_no_meeting_goes_to_people(app, data, replies, forum):
    with data():
        mail.send("welcome", forum["mo"], key="w", space_id=forum["space"])
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert mail._as_mail(message, mail.letter_of(message))["Reply-To"] is None


def test_the_message_says_what_the_file_is_so_that_mail_programs_show_it(app, replies, visit, forum, add_meeting):
    invite(visit(forum["olga"]), add_meeting(), forum["mo"])
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        whole = mail._as_mail(message, mail.letter_of(message)).as_bytes()
    read = BytesParser(policy=policy.default).parsebytes(whole)
    assert read["Reply-To"] == REPLIES
    (part,) = read.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert vobject.readOne(part.get_content()).vevent.summary.value == "Buses (Forum)"
