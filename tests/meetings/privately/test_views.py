"""A private word: read by one person, answered once, in no mail and no record."""

import json

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, mail
from workspace.audit import AuditEvent, Event
from workspace.mail import Message
from workspace.meetings.invitations.models import Duty
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.privately.risk import sounds_like_risk
from workspace.people.models import Person
from workspace.roles import Role

SECRET = "Somebody laughed when I spoke."


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum", contact_name="Cass Contact")
        people = {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER),
            "cass": factories.member(space, who=factories.person("Cass Contact", email=None), role=Role.ORGANISER),
            "cy": factories.member(space, "Cy Chair"),
            "mo": factories.member(space, "Mo Member"),
            "gus": factories.person("Gus Guest", is_host=True),
        }
        meeting = factories.meeting(space, people["olga"], "Buses")
        for name, person in people.items():
            duty = Duty.CHAIR if name == "cy" else Duty.NONE
            factories.invitation(meeting, person, as_guest=name == "gus", duty=duty)
        return {
            "space": space.id,
            "meeting": meeting.id,
            "una": factories.member(space, "Una Uninvited").id,
            "otto": factories.member(factories.space(slug="other"), role=Role.ORGANISER).id,
            **{name: person.id for name, person in people.items()},
        }


@pytest.fixture
def here(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}"


def send(visitor, here, to, words=SECRET):
    return visitor.submit(visitor.get(f"{here}/privately"), "Send it to this person alone", to=str(to), words=words)


@pytest.mark.promise("S3-P1")
def test_one_press_from_every_page_of_a_meeting_leads_to_a_private_word(forum, here, visit, data):
    mo = visit(forum["mo"])
    for page in ("", "/joining", "/papers", "/reply", "/suggestions", "/follow"):
        assert mo.get(f"{here}{page}").links()["A private word about this meeting"] == f"{here}/privately"
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.HAPPENING
    assert mo.get(f"{here}/follow").links()["Tell one person in private"] == f"{here}/privately"
    assert "A private word about this meeting" in visit(forum["gus"]).get(here).text
    assert "A private word about this meeting" not in visit(forum["una"]).get(here).text


@pytest.mark.promise("S3-P1")
def test_what_is_said_in_private_is_read_by_one_person_and_answered(forum, here, visit, data):
    mo, cy = visit(forum["mo"]), visit(forum["cy"])
    page = mo.get(f"{here}/privately")
    assert "Olga Organiser" not in page.text  # the person to contact and the chair stand for the group
    assert "ring 999" in page.text
    page = send(mo, here, forum["cy"])
    assert "Sent to Cy Chair, who is told that there is something to read. Nobody else reads it" in page.text
    assert SECRET in page.text
    listed = cy.get(f"{here}/privately")
    address = next(address for words, address in listed.links().items() if words.startswith("From Mo Member"))
    page = cy.get(address)
    assert SECRET in page.text
    page = cy.submit(page, "Send the answer", answer="Thank you. I speak with them.")
    assert "Answered. Mo Member hears that there is an answer" in page.text
    assert "Thank you. I speak with them." in mo.get(f"{here}/privately").text
    assert "Send the answer" not in cy.get(address).text
    for name in ("olga", "cass", "gus", "una", "mo"):
        visit(forum[name]).get(address, status=403)
    for name in ("olga", "cass", "gus"):
        assert SECRET not in visit(forum[name]).get(f"{here}/privately").text
    visit(forum["una"]).get(f"{here}/privately", status=403)
    visit(forum["otto"]).get(address.replace("/forum/", "/other/"), status=404)


@pytest.mark.promise("S3-P1")
def test_it_is_recorded_and_mailed_without_its_words(forum, here, visit, data):
    with data():
        for name in ("mo", "cy"):  # a copy would tell their supporters that they wrote to each other
            person = db.session.get_one(Person, forum[name])
            person.supporter_name, person.supporter_email, person.supporter_copies = "Su", "su@example.org", True
    mo, cy = visit(forum["mo"]), visit(forum["cy"])
    send(mo, here, forum["cy"])
    listed = cy.get(f"{here}/privately")
    address = next(address for words, address in listed.links().items() if words.startswith("From Mo Member"))
    cy.submit(cy.get(address), "Send the answer", answer="I speak with them.")
    with data():
        rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
        assert [row.event for row in rows][-2:] == [Event.PRIVATE_WORD_SENT, Event.PRIVATE_WORD_ANSWERED]
        assert "laughed" not in json.dumps([row.changes for row in rows])
        sent = db.session.scalars(select(Message).order_by(Message.id)).all()
        assert [(row.template, row.person_id) for row in sent] == [
            ("private_word", forum["cy"]),
            ("private_answer", forum["mo"]),
        ]
        texts = [mail.letter_of(row) for row in sent]
        assert not any("laughed" in f"{one.subject} {one.text}" or "I speak" in one.text for one in texts)
        assert "Mo Member" not in texts[0].text
        assert address in texts[0].text


def test_nobody_draws_private_words_to_themselves_by_taking_the_name_of_the_person_to_contact(forum, here, visit, data):
    with data():
        db.session.get_one(Person, forum["una"]).preferred_name = "Cass Contact"
    mo = visit(forum["mo"])
    page = mo.get(f"{here}/privately")
    assert page.text.count("Cass Contact") == 2, "in the list, and at the foot of the page"
    mo.submit(page, "Send it to this person alone", to=str(forum["una"]), words=SECRET, status=422)


def test_whoever_has_no_mail_finds_it_here(forum, here, visit):
    page = send(visit(forum["mo"]), here, forum["cass"])
    assert "Kept for Cass Contact, who has no e-mail and reads it here." in page.text
    assert "Waits for your answer" in visit(forum["cass"]).get(f"{here}/privately").text


def test_somebody_else_cannot_be_chosen_and_empty_words_are_refused(forum, here, visit):
    mo = visit(forum["mo"])
    page = mo.get(f"{here}/privately")
    page = mo.submit(page, "Send it to this person alone", status=422, to=str(forum["una"]), words="Hello")
    assert page.error_of("to")
    page = mo.submit(page, "Send it to this person alone", status=422, to=str(forum["cy"]), words=" ")
    assert page.error_of("words") == "Write what you would like to say"


def test_an_answer_is_given_once(forum, here, visit, data):
    with data():
        people = [db.session.get_one(Person, forum[name]) for name in ("mo", "cy")]
        word = factories.private_word(db.session.get_one(Meeting, forum["meeting"]), *people).id
    cy = visit(forum["cy"])
    first, second = cy.get(f"{here}/privately/{word}"), cy.get(f"{here}/privately/{word}")
    cy.submit(first, "Send the answer", answer="One.")
    page = cy.submit(second, "Send the answer", status=422, answer="Two.")
    assert "You answered this already" in page.text
    assert "One." in page.text


@pytest.mark.promise("S3-P1")
def test_words_of_danger_point_to_where_help_is(forum, here, visit):
    mo = visit(forum["mo"])
    assert "may mean that somebody is at risk" not in send(mo, here, forum["cy"]).text
    page = send(mo, here, forum["cy"], "He hits her at home.")
    assert "You wrote of something that may mean that somebody is at risk." in page.text
    assert page.links()["What to do when someone is at risk"] == "/spaces/forum/contact#risk"


@pytest.mark.parametrize(
    "text", ["She is being abused", "I want to die", "He threatened me", "mewn perygl", "self harm"]
)
def test_words_of_risk_are_known(text):
    assert sounds_like_risk(text)


@pytest.mark.parametrize("text", ["", "It was too loud", "A threadbare carpet", "The therapist left"])
def test_other_words_are_not(text):
    assert not sounds_like_risk(text)


@pytest.mark.parametrize("count", [1, 3])
def test_many_words_take_as_many_queries_as_one(forum, here, visit, data, count):
    with data():
        people = [db.session.get_one(Person, forum[name]) for name in ("mo", "cy")]
        for _number in range(count):
            factories.private_word(db.session.get_one(Meeting, forum["meeting"]), *people)
    mo = visit(forum["mo"])
    with counted() as statements:
        mo.get(f"{here}/privately")
    assert len(statements) == 7, statements
