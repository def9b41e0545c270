"""Coming to a meeting, by keyboard alone: what to expect, an answer by mail, and what the organiser does on paper."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories
from tests.browser.conftest import Start
from workspace import db, mail
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.received.service import take_in
from workspace.people.models import Person, ReachBy
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.promise("S1-W1")
def test_from_what_to_expect_to_what_people_wrote(app: Flask, data, user: Start) -> None:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        olly = factories.member(space, "Olly Organiser", role=Role.ORGANISER).id
        amina = factories.member(space, "Amina Yusuf").id
        factories.member(space, who=factories.person("Edna Post", email=None, reach_by=ReachBy.POST))
        starts = db.now() + timedelta(days=5)
        meeting = factories.meeting(space, db.session.get_one(Person, olly), "School buses", starts, place="Library")
        factories.item(meeting, "Tea, and quiet", kind=ItemKind.BREAK)
    organiser = user(olly)
    organiser.open("/spaces/riverside/meetings").press("School buses").press("Invite people")
    organiser.choose("Everyone in this list").press("Send the invitations").reads("3 people are invited.")
    organiser.press("Letters to print, with a slip for the answer").reads("Edna Post, can you come to")
    organiser.press("Who is invited").press("List of calls and texts").reads("Nobody who may come to this meeting")

    first_timer = user(amina)
    first_timer.open("/me").press("What to expect on the day").reads("Tea, and quiet")
    first_timer.reads("Nobody has to speak.")
    first_timer.press("Tell us if you can come")
    first_timer.choose("Yes, in person").choose("Use my name").press("Send my answer").reads("You are coming in person")

    with app.app_context(), db.transaction():
        take_in(_words_of(amina))
    organiser = user(olly)
    organiser.open("/spaces/riverside/meetings").press("School buses").press("Invite people and see answers")
    organiser.press("1 message is not read yet").reads("Amina Yusuf wrote")
    organiser.reads("I will be ten minutes late.")
    organiser.press("I have dealt with it: Amina Yusuf (1)").reads("Olly Organiser dealt with it.")
    organiser.open("/spaces/riverside/meetings").press("Did agendas come in time?").reads("No meeting can be counted")


def _words_of(person_id: int) -> bytes:
    """Return what this person answers to the invitation by mail."""
    sent = db.session.scalars(select(mail.Message).where(mail.Message.person_id == person_id)).one()
    message = EmailMessage()
    message["From"] = mail.letter_of(sent).to_address
    message["In-Reply-To"] = str(mail._as_mail(sent, mail.letter_of(sent))["Message-ID"])
    message.set_content("I will be ten minutes late.")
    return message.as_bytes()
