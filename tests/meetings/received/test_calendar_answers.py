"""An answer that somebody gives in their calendar, taken in by mail."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meetings.received.conftest import SOON, letter
from tests.support.records import recorded
from workspace import db, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.invitations.models import Answer, Invitation, InvitationNeed
from workspace.meetings.models import MeetingState
from workspace.meetings.received.models import Why
from workspace.meetings.received.parsing import read
from workspace.meetings.received.service import take_in
from workspace.people.needs.models import NeedKind


@pytest.mark.parametrize(
    ("pressed", "answer"),
    [("ACCEPTED", Answer.IN_PERSON), ("DECLINED", Answer.APOLOGIES), ("TENTATIVE", Answer.NOT_SURE)],
)
def test_a_button_in_the_calendar_is_an_answer_like_any_other(app, amina, visit, says, comes, place, pressed, answer):
    assert comes(says(pressed)) == f"The answer is kept: {answer}."
    assert (place().answer, place().answered_by_id) == (answer, amina.amina)
    assert place(amina.eve).answer is None
    assert (Event.REPLIED, {"answer": answer}) in recorded(app, amina.amina)
    shown = visit(amina.amina).get(amina.show).text
    assert {"ACCEPTED": "You are coming in person", "DECLINED": "You cannot come"}.get(pressed, "not sure") in shown


def test_taken_in_twice_it_is_done_once_and_what_came_after_it_stays(amina, data, says, comes, place, kept):
    said = says("ACCEPTED", stamp=datetime(2020, 1, 1, tzinfo=UTC))
    comes(said)
    with data():
        mine = db.session.get_one(Invitation, place().id)
        mine.answer, mine.answered_at = Answer.APOLOGIES, db.now()
    assert comes(said) == "This message came before: nothing changes."
    again = said.replace(b"Message-ID: <", b"Message-ID: <again")
    assert comes(again) == "Kept for the organisers to read, and nothing is answered: older."
    assert place().answer is Answer.APOLOGIES
    assert [row.why for row in kept()] == [Why.ANSWERED, Why.OLDER]


@pytest.mark.parametrize(
    ("place_words", "link", "phone", "before", "meant"),
    [
        ("Library", "https://meet.example.org", "0163", None, Answer.IN_PERSON),
        ("", "https://meet.example.org", "0163", None, Answer.ONLINE),
        ("", "", "01632 960177", None, Answer.PHONE),
        ("", "", "", None, Answer.IN_PERSON),
        ("Library", "https://meet.example.org", "", Answer.ONLINE, Answer.ONLINE),
        ("Library", "", "01632 960177", Answer.PHONE, Answer.PHONE),
        ("Library", "https://meet.example.org", "", Answer.APOLOGIES, Answer.IN_PERSON),
    ],
)
def test_yes_means_the_way_that_was_said_before_or_else_the_room(
    amina, data, change, says, comes, place, place_words, link, phone, before, meant
):
    change(place=place_words, online_link=link, phone_in=phone)
    with data():
        db.session.get_one(Invitation, place().id).answer = before
    comes(says("ACCEPTED"))
    assert place().answer is meant


def test_what_was_told_beside_an_answer_stays(app, amina, data, says, comes, place):
    number = place().id
    with data():
        mine = db.session.get_one(Invitation, number)
        mine.answer, mine.answered_at, mine.coming_with = Answer.ONLINE, db.now(), "my sister"
        mine.name_in_notes = False
        told = {"space_id": mine.space_id, "invitation_id": number}
        db.session.add(InvitationNeed(kind=NeedKind.BREAKS, **told))
        db.session.add(InvitationNeed(kind=NeedKind.OTHER, words="A seat by the door", **told))
    comes(says("DECLINED"))
    assert (place().answer, place().coming_with, place().name_in_notes) == (Answer.APOLOGIES, "my sister", False)
    with app.app_context():
        rows = db.session.query(InvitationNeed).filter_by(invitation_id=number).all()
        assert {(row.kind, row.words) for row in rows} == {
            (NeedKind.BREAKS, ""),
            (NeedKind.OTHER, "A seat by the door"),
        }


def test_a_note_beside_the_button_is_an_answer_and_is_read_by_the_organisers(amina, visit, says, comes, place):
    comes(says("ACCEPTED", comment="I come with my dog."))
    assert place().answer is Answer.IN_PERSON
    page = visit(amina.olga).get(f"{amina.show}/written")
    assert "Amina Yusuf wrote" in page.text
    assert "I come with my dog." in page.text


def test_words_in_the_message_around_the_answer_are_read_too_and_what_a_program_wrote_is_not(
    amina, visit, says, comes, place
):
    comes(says("ACCEPTED"))
    written = f"{amina.show}/written"
    assert "has accepted" not in visit(amina.olga).get(written).text
    comes(says("DECLINED", stamp=SOON + timedelta(minutes=1), text="I will be late, and leave at three."))
    assert "I will be late, and leave at three." in visit(amina.olga).get(written).text


# --- what does not count ---------------------------------------------------------------------------------------------


def test_another_address_answers_for_nobody(amina, visit, says, comes, place, kept):
    line = comes(says("ACCEPTED", sender="Eve <eve@example.org>"))
    assert line == "Kept for the organisers to read, and nothing is answered: other_address."
    assert place().answer is None
    page = visit(amina.olga).get(f"{amina.show}/written").text
    assert "It came from eve@example.org." in page
    assert "Their calendar says that they come. It came from another address than the one that we invited" in page


def test_whoever_is_invited_cannot_write_another_s_number(amina, says, comes, place, kept):
    own = amina.entry_of_eve
    uid = vobject.readOne(own).vevent.uid.value
    assert f"-{amina.eve}-" in uid
    forged = own.replace(f"-{amina.eve}-", f"-{amina.amina}-").replace("eve@", "amina@")
    assert comes(says("DECLINED", entry=forged)).startswith("Refused. We cannot tell what this message is about.")
    assert comes(says("DECLINED", uid=f"meeting-{amina.meeting}@127.0.0.1")).startswith("Refused.")
    assert comes(says("DECLINED", uid="meeting-1-2-00000000000000000000@127.0.0.1")).startswith("Refused.")
    assert (place().answer, kept()) == (None, [])


def test_an_answer_to_the_time_before_a_change_is_for_the_organisers_to_ask_again(
    amina, visit, change, says, comes, place
):
    change(calendar_number=1)
    assert comes(says("ACCEPTED")).endswith("nothing is answered: before_change.")
    assert place().answer is None
    assert "They answered what the meeting was before it changed" in visit(amina.olga).get(f"{amina.show}/written").text
    assert comes(says("ACCEPTED", sequence="1")) == "The answer is kept: in_person."


@pytest.mark.parametrize(("method", "pressed"), [("COUNTER", "TENTATIVE"), ("REPLY", "DELEGATED"), ("REPLY", "X-ODD")])
def test_what_is_no_plain_answer_is_kept_and_not_guessed(amina, visit, says, comes, place, method, pressed):
    assert comes(says(pressed, method=method)).endswith("nothing is answered: not_understood.")
    assert place().answer is None
    assert "Their calendar asks for something else" in visit(amina.olga).get(f"{amina.show}/written").text


@pytest.mark.parametrize(("state", "words"), [(MeetingState.CANCELLED, "cancelled"), (MeetingState.CLOSED, "over")])
def test_a_meeting_that_is_off_or_over_takes_no_answer(amina, change, says, comes, place, state, words):
    change(state=state)
    assert words in comes(says("ACCEPTED"))
    assert comes(says("ACCEPTED")).startswith("Refused.")
    assert place().answer is None


def test_an_invitation_that_was_taken_back_takes_no_answer(amina, visit, says, comes):
    olga = visit(amina.olga)
    olga.post(f"{amina.show}/invitations/{amina.amina}/remove", _keys(olga.get(f"{amina.show}/invite")))
    assert comes(says("ACCEPTED")).startswith("Refused. This invitation was taken back.")


def _keys(page) -> dict[str, str]:
    hidden = {one.get("name"): one.get("value") for one in page.form("form").iter("input")}
    return {"csrf_token": hidden["csrf_token"], "once": hidden["once"]}


def test_an_odd_time_zone_in_the_calendar_changes_no_answer(amina, says, comes, place):
    said = says("TENTATIVE").replace(b"Europe/London", b"(GMT+13:45) Nowhere; at: all")
    assert comes(said) == "The answer is kept: not_sure."
    assert place().answer is Answer.NOT_SURE


@pytest.mark.parametrize("spoil", [b"BEGIN:VEVENT", b"END:VCALENDAR", b"DTSTAMP", b"UID:"])
def test_a_broken_calendar_guesses_nothing(amina, says, comes, place, spoil):
    line = comes(says("ACCEPTED").replace(spoil, b"BROKEN\x00\xff"))
    assert place().answer is None or line == "The answer is kept: in_person."
    assert line.startswith(("Refused. We cannot tell", "The answer is kept", "Kept"))


@pytest.mark.only_database("sqlite")  # it is about reading, and the database is asked nothing
@settings(max_examples=60)
@given(noise=st.binary(max_size=400), at=st.integers(0, 3000), cut=st.integers(0, 200))
def test_no_message_makes_reading_fail(noise, at, cut):
    raw = letter("I can come.", to="<message-1-0@x>")
    raw.add_alternative(
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n", subtype="calendar"
    )
    whole = raw.as_bytes()
    found = read(whole[:at] + noise + whole[at + cut :])
    assert "\0" not in found.words
    assert len(found.digest) == 64


def test_more_than_five_megabytes_is_refused_in_words(app, data):
    with pytest.raises(DomainError, match="larger than 5 MB"), data():
        take_in(b"x" * 5_000_001)


def test_a_mark_tells_nothing_of_another(app):
    with app.app_context():
        assert mail.mark("place 1 2") != mail.mark("place 1 3")
        assert not mail.is_mark("", "place 1 2")
        assert not mail.is_mark("é" * 20, "place 1 2")
        assert mail.is_mark(mail.mark("place 1 2").upper(), "place 1 2")


def test_an_answer_given_on_the_page_after_the_calendar_sent_its_own_stays(amina, visit, says, comes, place):
    early = says("DECLINED", stamp=datetime.now(UTC) - timedelta(hours=1))
    person = visit(amina.amina)
    page = person.get(f"{amina.show}/reply")
    person.submit(page, "form", answer="phone", name_in_notes="yes")
    assert comes(early).endswith("nothing is answered: older.")
    assert place().answer is Answer.PHONE
