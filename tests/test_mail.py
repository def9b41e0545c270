"""Messages, on a real mail server."""

import email
import email.policy
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from tests import factories
from tests.test_db import Stop
from workspace import db, i18n, jobs, mail
from workspace.jobs import Job, JobState
from workspace.mail import Attachment, Letter, Message, MessageState
from workspace.people.models import Person

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Box:
    """What the mail server took in. While `closed`, it takes the whole message and never says so."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.closed = False
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (its name there)
        if self.refuses:
            return "451 try again later"
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        while self.closed:
            import asyncio

            await asyncio.sleep(0.05)
        return "250 taken"


@pytest.fixture
def box() -> Iterator[Box]:
    """A mail server on this machine."""
    found = Box()
    controller = Controller(found, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    found.port = controller.port  # type: ignore[attr-defined]
    yield found
    found.closed = False
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def posted(app: Flask, box: Box, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The installation, with that mail server and one template of message."""
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], mail_host="127.0.0.1", mail_port=box.port, mail_tls=False,  # type: ignore[attr-defined]
        mail_from="hello@forum.example",
    )  # fmt: skip
    monkeypatch.setitem(mail.builders, "greeting", greeting)
    return app


def greeting(person_id: int, to_supporter: bool, subject: str = "Your meeting", **_args: Any) -> Letter:
    person = db.session.get_one(Person, person_id)
    return Letter(
        to_name="A supporter" if to_supporter else person.preferred_name,
        to_address=(person.supporter_email if to_supporter else person.email) or "",
        language=person.language or "en",
        subject=subject,
        text=f"# Hello {person.preferred_name}\n\nSee <https://forum.example/me>.\n\n* one\n* two\n",
        attachments=[Attachment("meeting.ics", CALENDAR, "text/calendar")],
    )


def _send(data: Any, name: str = "Ann", key: str = "greeting:1", **args: Any) -> int:
    with data():
        ann = db.session.scalar(select(Person).where(Person.preferred_name == name))
        ann = ann or factories.person(name, email=args.pop("email", "ann@x.example"))
        mail.send("greeting", ann.id, key=key, **args)
        return ann.id


def _work(app: Flask) -> None:
    while jobs.work_once(app):
        pass


def _state(app: Flask) -> MessageState:
    with app.app_context():
        return db.session.scalars(select(Message.state)).one()


def test_a_message_is_text_and_html_and_carries_its_calendar_entry(posted: Flask, data, box: Box) -> None:
    _send(data)
    assert not box.mails, "mail leaves after the commit"
    _work(posted)
    assert _state(posted) is MessageState.SENT
    [got] = box.mails
    assert got["To"] == "Ann <ann@x.example>"
    assert got["From"] == "hello@forum.example"
    assert got["Subject"] == "Your meeting"
    assert got["Content-Language"] == "en-GB"
    assert got["Auto-Submitted"] == "auto-generated"
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().startswith("# Hello Ann")
    html = page.get_content()
    assert "<h1>Hello Ann</h1>" in html
    assert '<a href="https://forum.example/me">' in html
    assert 'lang="en-GB"' in html
    assert "<img" not in html
    assert "http://" not in html.replace("http://www.w3.org", ""), "nothing is fetched when it is read"
    [calendar] = got.iter_attachments()
    assert calendar.get_filename() == "meeting.ics"
    assert calendar.get_content_type() == "text/calendar"


def test_a_message_is_written_with_the_name_of_today(posted: Flask, data, box: Box) -> None:
    ann = _send(data)
    with data():
        db.session.get_one(Person, ann).preferred_name = "Zed Newname"
    _work(posted)
    assert "Zed Newname" in str(box.mails[0])
    assert "Ann" not in str(box.mails[0])


def test_a_change_that_is_rolled_back_sends_nothing(posted: Flask, data, box: Box) -> None:
    try:
        with data():
            mail.send("greeting", factories.person("Ann").id, key="greeting:1")
            raise Stop
    except Stop:
        pass
    _work(posted)
    assert not box.mails
    with posted.app_context():
        assert not db.session.scalars(select(Job)).all()


def test_the_same_thing_is_never_written_twice(posted: Flask, data, box: Box) -> None:
    _send(data)
    _send(data)
    _work(posted)
    _send(data)
    _work(posted)
    assert len(box.mails) == 1


def test_the_supporter_s_copy_is_a_message_of_its_own(posted: Flask, data, box: Box) -> None:
    ann = _send(data)
    with data():
        db.session.get_one(Person, ann).supporter_email = "sam@x.example"
        mail.send("greeting", ann, key="greeting:1:supporter", to_supporter=True)
    _work(posted)
    assert sorted(m["To"] for m in box.mails) == ["A supporter <sam@x.example>", "Ann <ann@x.example>"]
    assert len({m["Message-ID"] for m in box.mails}) == 2


def test_without_a_mail_server_messages_are_kept_for_the_host(app: Flask, data, monkeypatch) -> None:
    monkeypatch.setitem(mail.builders, "greeting", greeting)
    _send(data)
    _work(app)
    assert _state(app) is MessageState.KEPT
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        assert mail.letter_of(message).text.startswith("# Hello Ann")


def test_a_message_to_somebody_without_an_address_is_kept_for_the_host(posted: Flask, data, box: Box) -> None:
    with data():
        mail.send("greeting", factories.person("Ann", email=None).id, key="greeting:1")
    _work(posted)
    assert _state(posted) is MessageState.KEPT
    assert not box.mails


def test_a_line_break_in_a_subject_or_name_writes_no_header(posted: Flask, data, box: Box) -> None:
    _send(
        data, name="Ann\r\nBcc: evil@x.example", email="ann@x.example", subject="Hello\r\nBcc: evil@x.example\n\nBody"
    )
    _work(posted)
    [got] = box.mails
    assert got["Bcc"] is None
    assert got["Subject"] == "Hello Bcc: evil@x.example Body"


def test_names_and_subjects_in_any_letters_arrive(posted: Flask, data, box: Box) -> None:
    _send(data, name="Siân “Sh” Ōkafor, مريم 🌻", email="ann@x.example", subject="Cyfarfod – 会議 🌻")
    _work(posted)
    [got] = box.mails
    assert got["Subject"] == "Cyfarfod – 会議 🌻"
    assert got["To"].addresses[0].display_name == "Siân “Sh” Ōkafor, مريم 🌻"


def test_a_server_that_refuses_gets_the_message_later(posted: Flask, data, box: Box) -> None:
    box.refuses = True
    _send(data)
    _work(posted)
    assert _state(posted) is MessageState.WAITING
    box.refuses = False
    with data():
        job = db.session.scalars(select(Job)).one()
        assert (job.state, job.tries) == (JobState.WAITING, 1)
        job.run_at = db.now()
    _work(posted)
    assert len(box.mails) == 1
    assert _state(posted) is MessageState.SENT


def test_nobody_waits_for_the_mail_server(posted: Flask, data, box: Box) -> None:
    """While it takes its time, no lock is held: on SQLite every other write would stand still."""
    import threading

    box.closed = True
    _send(data)
    worker = threading.Thread(target=jobs.work_once, args=(posted,))
    worker.start()
    try:
        _until(lambda: bool(box.mails))
        began = time.monotonic()
        with data():
            factories.person("Meanwhile")
        assert time.monotonic() - began < 2
    finally:
        box.closed = False
        worker.join(20)
    assert _state(posted) is MessageState.SENT


def _until(fact: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


KILLED = """
import sys
from workspace import create_app, jobs, mail
from workspace.config import Settings
from tests.support.database import SECRET
from tests.test_mail import greeting

mail.builders["greeting"] = greeting
app = create_app(Settings(
    data=sys.argv[1], database_url=sys.argv[2], secret_key=SECRET, mail_host="127.0.0.1", mail_port=int(sys.argv[3]),
    mail_tls=False, mail_from="hello@forum.example",
))
jobs.work_once(app)
"""


@pytest.mark.slow
def test_a_worker_that_is_killed_while_it_sends_loses_nothing(posted: Flask, data, box: Box) -> None:
    """The server has the whole message, the worker dies before it hears so. The next worker sends it again, with the
    same Message-ID: mail programs show it once."""
    box.closed = True
    _send(data)
    settings = posted.config["SETTINGS"]
    words = [sys.executable, "-c", KILLED, settings.data, settings.database_url, str(settings.mail_port)]
    root = Path(__file__).resolve().parent.parent
    worker = subprocess.Popen(words, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    _until(lambda: bool(box.mails))
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(10) == -signal.SIGKILL
    box.closed = False
    assert _state(posted) is MessageState.WAITING
    with data():
        job = db.session.scalars(select(Job)).one()
        assert job.state is JobState.RUNNING
        job.taken_at = db.now() - 2 * jobs.LEASE
    _work(posted)
    assert _state(posted) is MessageState.SENT
    assert len(box.mails) == 2
    assert len({got["Message-ID"] for got in box.mails}) == 1
    _work(posted)
    assert len(box.mails) == 2


def test_mail_speaks_the_reader_s_language_and_then_the_old_one_again(posted: Flask, data, box: Box) -> None:
    with data():
        ann = factories.person("Ann", language="cy")
        mail.send("greeting", ann.id, key="greeting:1")
    _work(posted)
    [got] = box.mails
    assert got["Content-Language"] == "cy"
    with posted.test_request_context("/"):
        with i18n.speaking("cy"):
            assert i18n.language().code == "cy"
        assert i18n.language().code == "en"


def test_a_picture_that_somebody_wrote_into_a_text_is_not_fetched_by_whoever_reads_the_mail(app: Flask) -> None:
    with app.test_request_context():
        html = mail.as_html(mail.Letter("Ann", "ann@example.org", "en", "Notes", "![seen](https://spy.example/x.png)"))
    assert "<img" not in html
