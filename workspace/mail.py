"""Messages: built from templates when they are sent, by a job, in the reader's language and with today's names.

Only the template's name and numbers are kept, never the words: a name that was changed is nowhere in an old message,
and the host's list of messages holds nobody's private words. Without mail settings messages wait on the host's page.
"""

import hmac
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from enum import StrEnum
from typing import Any

from flask import Flask, current_app, render_template
from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db, i18n, jobs, libraries

TIMEOUT = 30  # seconds for the mail server to answer
REFERENCE = re.compile(r"<message-(\d{1,9})-([0-9a-f]{20})@", re.IGNORECASE)


class MessageState(StrEnum):
    """Where a message is. `kept`: there is no mail server, the host reads it and passes it on."""

    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"


class Message(db.Base):
    """One message to one address. `key` is what it is about: the same thing is never written twice. Without a person
    its template knows the address, of somebody who has no account."""

    __tablename__ = "message"
    # Its job knows it by its number: SQLite must not give that out again when old messages are gone.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    key: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(JSON)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    to_supporter: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MessageState] = mapped_column(db.one_of(MessageState), default=MessageState.WAITING)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a message."""

    name: str
    content: bytes
    kind: str
    params: dict[str, str] = field(default_factory=dict)  # of the kind, such as the method of a calendar file


@dataclass(frozen=True)
class Letter:
    """A message ready to be read. The text is light Markdown: plain text as it stands, headings and links in HTML."""

    to_name: str
    to_address: str
    language: str
    subject: str
    text: str
    attachments: list[Attachment] = field(default_factory=list)


Builder = Callable[..., Letter]
builders: dict[str, Builder] = {}
_private: set[str] = set()  # templates


def template(name: str, *, private: bool = False) -> Callable[[Builder], Builder]:
    """Register the function that builds messages of this template from the person's and the other numbers.

    `private`: what is written back to it may be for fewer people than all organisers, so no program takes it in.
    """

    def register(function: Builder) -> Builder:
        builders[name] = function
        if private:
            _private.add(name)
        return function

    return register


def send(name: str, person_id: int | None, *, key: str, to_supporter: bool = False, **args: Any) -> None:
    """Queue a message in the transaction in use. A key that was used before sends nothing."""
    if db.session.scalar(select(Message.id).where(Message.key == key)):
        return
    message = Message(
        key=key, template=name, args=args, person_id=person_id, to_supporter=to_supporter, created_at=db.now()
    )
    db.session.add(message)
    db.session.flush()
    jobs.enqueue("send_message", key=f"message:{message.id}", message_id=message.id)


def letter_of(message: Message) -> Letter:
    """Build the message as it reads now."""
    return builders[message.template](person_id=message.person_id, to_supporter=message.to_supporter, **message.args)


def written(name: str, **context: Any) -> str:
    """Return the text of templates/mail/<name>.txt, in the language in use."""
    return render_template(f"mail/{name}.txt", **context).strip() + "\n"


def link(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, for a message: it needs no request."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['SETTINGS'].base_url}{path}"


@jobs.handler("send_message")
def send_message(message_id: int) -> None:
    """Send one message, or keep it for the host where there is no mail server or the person has no address.

    No lock is held while the mail server answers. Done again after a crash the message carries the same Message-ID,
    so that mail programs show it once.
    """
    message = db.session.get(Message, message_id)
    if message is None or message.state is MessageState.SENT:  # its reader was erased, or it went out
        return
    settings = current_app.config["SETTINGS"]
    letter = letter_of(message) if settings.mail_host else None
    if letter is None or not letter.to_address:
        message.state = MessageState.KEPT
        return
    mail = _as_mail(message, letter)
    db.release()
    _hand_over(mail)
    message.state, message.sent_at = MessageState.SENT, db.now()


def _as_mail(message: Message, letter: Letter) -> EmailMessage:
    settings = current_app.config["SETTINGS"]
    mail = EmailMessage()
    mail["Subject"] = " ".join(letter.subject.split())
    mail["From"] = from_address()
    if settings.mail_replies and _takes_answers(message):  # what is answered to other messages, people read
        mail["Reply-To"] = settings.mail_replies
    mail["To"] = formataddr((" ".join(letter.to_name.split()), letter.to_address))
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<message-{message.id}-{mark(f'message {message.id}')}@{settings.host_name or 'localhost'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(as_html(letter), subtype="html")
    for attachment in letter.attachments:
        main, _, sub = attachment.kind.partition("/")
        mail.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=attachment.name, params=attachment.params
        )
    mail["Content-Language"] = i18n.LANGUAGES[letter.language].tag  # last: filling a mail drops such headers
    return mail


def from_address() -> str:
    """Return the address that messages come from."""
    settings = current_app.config["SETTINGS"]
    return settings.mail_from or f"hello@{settings.host_name or 'localhost'}"


def mark(words: str) -> str:
    """Return what only this installation can write beside these words: with it an answer shows what it answers."""
    key = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.digest(key, f"mark of {words}".encode(), "sha256").hex()[:20]


def is_mark(typed: str, words: str) -> bool:
    """Say whether this is the mark of these words, without telling by the time it takes how much of it is right."""
    return hmac.compare_digest(typed.lower().encode("utf-8", "replace"), mark(words).encode())


def answered(references: str) -> Message | None:
    """Return the newest of our messages that a mail names as what it answers, when its mark is true; None when what is
    answered to that is not for a program."""
    for found in reversed(REFERENCE.findall(references)):
        if is_mark(found[1], f"message {found[0]}"):
            message = db.session.get(Message, int(found[0]))
            return message if message and _takes_answers(message) else None
    return None


def _takes_answers(message: Message) -> bool:
    return "meeting_id" in message.args and message.template not in _private


def as_html(letter: Letter) -> str:
    """Return the same words as a small HTML page: headings, paragraphs, lists and links; no pictures, no tracking."""
    with i18n.speaking(letter.language):
        body = (
            libraries.markdown_it.MarkdownIt("js-default", {"linkify": False, "breaks": True})
            .enable("autolink")
            .disable("image")
            .render(letter.text)
        )
        return render_template("mail/page.html", subject=letter.subject, body=body)


def _hand_over(mail: EmailMessage) -> None:
    with connected() as server:
        server.send_message(mail)


@contextmanager
def connected() -> Iterator[smtplib.SMTP]:
    """Give a connection to the mail server, signed in as the settings say; what is wrong with them is raised."""
    settings = current_app.config["SETTINGS"]
    with smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=TIMEOUT) as server:
        if settings.mail_tls:
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        yield server


def init_app(app: Flask) -> None:
    """Give mail templates the installation's address, and link(), for links that work outside a page."""
    app.jinja_env.globals.update(base_url=app.config["SETTINGS"].base_url, link=link)
