"""Pages for the host: messages that were not sent, and how the installation is."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import forum, meeting_of
from tests.support.queries import counted
from workspace import audit, db, jobs, mail
from workspace.jobs import Job, JobState
from workspace.mail import Message, MessageState
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.service import publish_notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.sent.words import ABOUT
from workspace.people.models import Person
from workspace.people.signin import service as signin
from workspace.roles import Role
from workspace.spaces import service
from workspace.spaces.models import Space


@pytest.fixture
def host(data):
    """The number of a person who hosts the installation, and organises a forum."""
    with data():
        space = factories.space("North Forum", slug="north", purpose="We shape buses.")
        return factories.member(space, who=factories.person("Holly Host", is_host=True), role=Role.ORGANISER).id


@pytest.fixture
def welcome_ann(app, data, host):
    """Add Ann to the forum, and let the worker try to send the welcome."""
    with data():
        space = db.session.scalars(select(Space)).one()
        service.add_person(space, actor=db.session.get_one(Person, host), name="Ann Old", email="ann@example.org")
    _work(app)


@pytest.fixture
def with_mail_server(app):
    """A mail server is set, at which nobody answers."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_host="127.0.0.1", mail_port=9)


def _work(app):
    while jobs.work_once(app):
        pass


def _message(app):
    with app.app_context():
        return db.session.scalars(select(Message)).one()


def ask_to_sign_in(app, data):
    """Have a sign-in message written to Ann, and return the address in it."""
    with data():
        factories.person("Ann", email="ann@example.org")
    with data():
        signin.ask(address="ann@example.org", browser="b", sender="192.0.2.1")
    _work(app)
    with app.app_context():
        words = mail.letter_of(db.session.scalars(select(Message)).one()).text
    return re.search(r"\S+/sign-in/link/[^\s>]+", words).group().strip("<")


def test_without_a_mail_server_the_host_reads_a_message_and_passes_it_on(app, visit, data, host, welcome_ann):
    with data():
        db.session.scalars(select(Person).where(Person.email == "ann@example.org")).one().preferred_name = "Ann New"
    holly = visit(host)
    index = holly.get("/host")
    listed = holly.get(index.links()["See 1 message that was not sent"])
    for said in ("Ann New", "Welcome to a group", "Kept here"):
        assert said in listed.text
    assert "Ann Old" not in listed.text
    page = holly.get(f"/host/messages/{_message(app).id}")
    for said in ("ann@example.org", "North Forum: you have a seat with us", "Holly Host added you to North Forum."):
        assert said in page.text
    assert "http://127.0.0.1:8000/sign-in" in page.links()


def test_without_a_mail_server_the_host_sees_sign_in_messages_and_is_told_why(app, visit, data, host):
    link = ask_to_sign_in(app, data)
    holly = visit(host)
    assert "Messages with a sign-in link are here too, by design" in holly.get("/host/messages").text
    assert link in holly.get(f"/host/messages/{_message(app).id}").html


def test_with_a_mail_server_nobody_reads_what_signs_a_person_in(app, visit, data, host, with_mail_server):
    link = ask_to_sign_in(app, data)
    page = visit(host).get(f"/host/messages/{_message(app).id}")
    assert "Sent by mail only." in page.text
    assert link.rsplit("/", 1)[1] not in page.html


def test_a_message_that_the_mail_server_never_took_is_shown_as_failed(app, visit, data, host, with_mail_server):
    with data():
        space = db.session.scalars(select(Space)).one()
        service.add_person(space, actor=db.session.get_one(Person, host), name="Ann", email="ann@example.org")
    assert "Waiting to be sent" in visit(host).get("/host/messages").text
    with data():
        job = db.session.scalars(select(Job)).one()
        job.state, job.tries = JobState.FAILED, jobs.MOST_TRIES
    holly = visit(host)
    assert "Could not be sent" in holly.get("/host/messages").text
    assert "1 piece of work failed and was given up." in holly.get("/host").text


def test_a_message_that_was_sent_is_gone_from_the_pages(app, visit, data, host, welcome_ann):
    with data():
        message = db.session.scalars(select(Message)).one()
        message.state, message.sent_at = MessageState.SENT, db.now()
        number = message.id
    holly = visit(host)
    assert "No message is waiting." in holly.get("/host/messages").text
    holly.get(f"/host/messages/{number}", status=404)


def test_the_head_of_the_record_is_shown_to_be_written_down(app, visit, host):
    page = visit(host).get("/host")
    with app.app_context():
        number, seal = audit.head()
    assert f"Newest entry{number}" in page.text.replace(" ", "").replace("Newestentry", "Newest entry")
    assert seal in page.text.replace(" ", "")


def test_many_messages_have_pages_and_need_as_many_queries_as_one(app, visit, data, host):
    counts = []
    holly = visit(host)
    for more in (1, 2, 60):
        with data():
            for number in range(more):
                key = f"welcome:{more}:{number}"
                space_id = db.session.scalars(select(Space.id)).one()
                mail.send("welcome", factories.person().id, key=key, space_id=space_id)
        with counted() as statements:
            page = holly.get("/host/messages")
        counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2] == 3
    assert "63 messages, newest first" in page.text
    assert "Page 2 of 2" in holly.get(page.links()["Page 2, after this"]).text


@pytest.mark.parametrize("address", ["/host", "/host/messages", "/host/messages/1"])
def test_nobody_but_a_host_opens_these_pages(app, visit, data, host, welcome_ann, address):
    with data():
        organiser = factories.member(db.session.scalars(select(Space)).one(), role=Role.ORGANISER).id
    assert visit().get(address, status=303).location.startswith("/sign-in")
    assert "Ann" not in visit(organiser).get(address, status=403).text
    visit(host).get("/host/messages/999", status=404)


def test_a_message_reads_in_the_language_of_its_reader(app, visit, data, host, welcome_ann):
    with data():
        db.session.scalars(select(Person).where(Person.email == "ann@example.org")).one().language = "cy"
    page = visit(host).get(f"/host/messages/{_message(app).id}")
    assert any(part.get("lang") == "cy" and part.get("class") == "panel" for part in page.root.iter("div"))


def test_a_message_that_is_tried_again_later_still_waits(app, visit, data, host, with_mail_server, welcome_ann):
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "send_message")).one()
        assert (job.state, job.tries) == (JobState.WAITING, 1)
        assert job.run_at > db.now() - timedelta(seconds=1)
    assert "Waiting to be sent" in visit(host).get("/host/messages").text


def test_every_kind_of_message_has_words_for_the_host(app):
    assert set(ABOUT) == set(mail.builders)


def test_the_words_of_notes_are_for_the_people_of_the_meeting_and_not_for_the_host(app, visit, data, host):
    with data():
        made = forum(MeetingState.CLOSED)
        meeting_of(made).missed_who = "Kept to the group"
        db.session.flush()
        nora = db.session.get_one(Person, made.nora)
        publish_notes(load_meeting("forum", made.meeting), actor=nora)
        number = db.session.scalars(select(Message.id).where(Message.template == "notes")).first()
    page = visit(host).get(f"/host/messages/{number}")
    assert "Notes of a meeting" in page.text
    assert "Its words are for the people of the meeting only" in page.text
    assert "Kept to the group" not in page.html
