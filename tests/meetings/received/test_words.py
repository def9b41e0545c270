"""A message in words, in answer to one of ours: it is kept for the organisers, and changes nothing."""

from datetime import timedelta

import pytest

from tests import factories
from tests.meetings.received.conftest import letter
from tests.support.queries import counted
from workspace import db, mail, upkeep
from workspace.meetings.models import Meeting
from workspace.meetings.received.models import ReceivedMail, Why
from workspace.people.letters import tell
from workspace.people.models import Person

QUOTED = "Yes, I can come!\nAmina Yusuf\n\n\n\nOn Monday the Forum wrote:\n> can you come?\n  > It is at ten."


def test_words_are_shown_to_the_organisers_as_what_amina_wrote(amina, visit, comes, place):
    assert comes(letter(QUOTED, to=amina.mail_to_amina).as_bytes()) == "Kept for the organisers to read."
    assert place().answer is None
    olga = visit(amina.olga)
    invite = olga.get(f"{amina.show}/invite")
    assert "1 message is not read yet" in invite.text
    page = olga.get(invite.links()["1 message is not read yet"])
    assert page.h1 == "What people wrote"
    assert "Amina Yusuf wrote" in page.text
    assert "Yes, I can come! Amina Yusuf On Monday the Forum wrote:" in page.text
    assert "can you come?" not in page.text


def test_an_organiser_says_that_it_is_dealt_with_once(amina, visit, comes, kept):
    comes(letter("I am ill.", to=amina.mail_to_amina).as_bytes())
    olga = visit(amina.olga)
    page = olga.get(f"{amina.show}/written")
    done = olga.submit(page, "I have dealt with it: Amina Yusuf (1)")
    assert "Done: what Amina Yusuf wrote is dealt with" in done.text
    assert "Olga Organiser dealt with it." in done.text
    assert kept()[0].read_by_id == amina.olga
    assert "Messages that came back" in olga.get(f"{amina.show}/invite").links()


def test_only_organisers_read_what_people_wrote(amina, visit, comes, kept):
    comes(letter("I am ill.", to=amina.mail_to_amina).as_bytes())
    for who in (amina.amina, amina.eve):
        visit(who).get(f"{amina.show}/written", status=403)
        assert "I am ill" not in visit(who).get(amina.show).text
    olga = visit(amina.olga)
    keys = {one.get("name"): one.get("value") for one in olga.get(f"{amina.show}/written").root.iter("input")}
    post = {"csrf_token": keys["csrf_token"], "once": keys["once"]}
    other = f"{amina.show}0/written/{kept()[0].id}/read"
    olga.post(other, post, status=404)
    assert kept()[0].read_at is None


def test_a_new_name_is_read_in_what_was_written_before(amina, data, visit, comes):
    comes(letter("Tell Eve Other that I come. Amina Yusuf", to=amina.mail_to_amina).as_bytes())
    with data():
        db.session.get_one(Person, amina.amina).preferred_name = "Amin"
    assert "Tell Eve Other that I come. Amin" in visit(amina.olga).get(f"{amina.show}/written").text
    assert "Amina" not in visit(amina.olga).get(f"{amina.show}/written").text


def test_html_alone_is_read_as_words_without_its_quotes_and_code(amina, comes, kept):
    message = letter("x", to=amina.mail_to_amina)
    del message["Content-Type"], message["Content-Transfer-Encoding"]
    message.set_content(
        "<html><head><style>p{color:red}</style><script>alert(1)</script></head><body><p>I&nbsp;can <b>come</b>.</p>"
        "<p>&lt;script&gt;</p><blockquote>You wrote this</blockquote></body></html>",
        subtype="html",
    )
    comes(message.as_bytes())
    assert kept()[0].words.split() == ["I", "can", "come.", "<script>"]


@pytest.mark.parametrize("mark", ["", "<message-1-00000000000000000000@127.0.0.1>", "<other@example.org>", "\0<<>>"])
def test_a_message_that_answers_none_of_ours_is_refused_with_what_to_do(amina, comes, kept, mark):
    message = letter("Hello").as_bytes().replace(b"MIME-Version", b"References: " + mark.encode() + b"\nMIME-Version")
    said = comes(message)
    assert said.startswith("Refused. We cannot tell what this message is about. Answer one of our messages")
    assert kept() == []


def test_an_automatic_answer_is_left_aside(amina, comes, kept):
    message = letter("I am on holiday.", to=amina.mail_to_amina)
    message["Auto-Submitted"] = "auto-replied"
    assert comes(message.as_bytes()) == "An automatic answer: left aside."
    assert kept() == []


def test_an_answer_to_a_message_about_no_meeting_is_refused(app, amina, data, comes):
    with data():
        space = db.session.get_one(Meeting, amina.meeting).space_id
        tell(db.session.get_one(Person, amina.amina), "welcome", key="w", space_id=space)
    with app.app_context():
        sent = db.session.query(mail.Message).filter_by(template="welcome").one()
        mark = str(mail._as_mail(sent, mail.letter_of(sent))["Message-ID"])
    assert comes(letter("Thanks", to=mark).as_bytes()).startswith("Refused. We cannot tell")


def test_an_answer_about_a_need_is_refused_as_not_every_organiser_may_read_it(app, amina, data, comes, kept):
    with data():
        about = {"meeting_id": amina.meeting, "step_id": 1}
        tell(db.session.get_one(Person, amina.amina), "not_arranged", key="need", **about)
    with app.app_context():
        sent = db.session.query(mail.Message).filter_by(template="not_arranged").one()
        ours = mail._as_mail(sent, mail.letter_of(sent))
    assert ours["Reply-To"] is None, "people read what is answered"
    assert comes(letter("Because I cannot hear.", to=str(ours["Message-ID"])).as_bytes()).startswith("Refused")
    assert not kept()


def test_whoever_answers_from_another_address_is_not_said_to_be_amina(amina, visit, comes):
    comes(letter("She cannot come.", sender="sam@example.org", to=amina.mail_to_amina).as_bytes())
    page = visit(amina.olga).get(f"{amina.show}/written").text
    assert "An answer to the message to Amina Yusuf" in page
    assert "It came from sam@example.org." in page
    assert "Amina Yusuf wrote" not in page


@pytest.mark.parametrize("charset", ["x-nobody", "utf-7", "cp1252"])
def test_odd_letters_and_an_empty_message_are_kept(amina, comes, kept, charset):
    raw = letter("Ja, ich komme: fünf").as_bytes().replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    raw = raw.replace(b"MIME-Version", f"References: {amina.mail_to_amina}\nMIME-Version".encode())
    assert comes(raw) == "Kept for the organisers to read."
    assert "komme" in kept()[0].words
    comes(letter("> all of it is quoted", to=amina.mail_to_amina).as_bytes())
    assert (kept()[1].words, kept()[1].why) == ("", Why.NOT_UNDERSTOOD)


def test_what_people_wrote_is_deleted_ninety_days_after_the_meeting(amina, data, comes, kept, change):
    comes(letter("I am ill.", to=amina.mail_to_amina).as_bytes())
    with data():
        upkeep.upkeep()
    assert len(kept()) == 1
    past = db.now() - timedelta(days=91)
    change(starts_at=past, ends_at=past + timedelta(minutes=1))
    with data():
        upkeep.upkeep()
    assert kept() == []


def test_the_list_takes_as_many_queries_for_one_message_as_for_three(app, amina, data, visit, comes):
    comes(letter("One. Eve Other", to=amina.mail_to_amina).as_bytes())
    olga = visit(amina.olga)
    with counted() as few:
        olga.get(f"{amina.show}/written")
    comes(letter("Two", to=amina.mail_to_eve).as_bytes())
    comes(letter("Three", to=amina.mail_to_amina).as_bytes())
    with data():
        third = db.session.query(ReceivedMail).order_by(ReceivedMail.id.desc()).first()
        third.read_at, third.read_by_id = db.now(), factories.person("Zed").id
    with counted() as many:
        olga.get(f"{amina.show}/written")
    assert len(few) == len(many) <= 7
