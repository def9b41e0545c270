"""A meeting to which Amina is invited by mail, and messages as mail programs and calendars send them back."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests import factories
from workspace import db, mail
from workspace.errors import DomainError
from workspace.mail import Message
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.received.models import ReceivedMail
from workspace.meetings.received.service import take_in
from workspace.roles import Role

SOON = datetime(2099, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def amina(app, data, visit) -> SimpleNamespace:
    """Numbers and addresses; the calendar entry that Amina has, and what names the message that brought it."""
    object.__setattr__(app.config["SETTINGS"], "mail_replies", "answers@forum.example")
    with data():
        space = factories.space("Forum", slug="forum")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        amina = factories.member(space, who=factories.person("Amina Yusuf", email="amina@example.org"))
        eve = factories.member(space, who=factories.person("Eve Other", email="eve@example.org"))
        meeting = factories.meeting(space, olga, "School buses", place="Library", phone_in="01632 960177")
        found = SimpleNamespace(
            olga=olga.id, amina=amina.id, eve=eve.id, meeting=meeting.id, show=f"/spaces/forum/meetings/{meeting.id}"
        )
    organiser = visit(found.olga)
    people = [str(found.amina), str(found.eve)]
    organiser.submit(organiser.get(f"{found.show}/invite"), "Send the invitations", members=people)
    with app.app_context():
        for name in ("amina", "eve"):
            sent = db.session.scalars(select(Message).where(Message.person_id == getattr(found, name))).one()
            letter = mail.letter_of(sent)
            setattr(found, f"entry_of_{name}", letter.attachments[0].content.decode())
            setattr(found, f"mail_to_{name}", str(mail._as_mail(sent, letter)["Message-ID"]))
    return found


@pytest.fixture
def says(amina) -> Callable[..., bytes]:
    """`says("ACCEPTED")` gives the message that Amina's calendar sends when she presses the button."""

    def write(
        partstat: str, *, entry: str = "", sender: str = "Amina <amina@example.org>", method: str = "REPLY",
        stamp: datetime = SOON, text: str = "Amina has accepted this invitation.", **more: str,
    ) -> bytes:  # fmt: skip
        head, event = (entry or amina.entry_of_amina).replace("\r\n ", "").split("BEGIN:VEVENT\r\n")
        changed = {"DTSTAMP": f"{stamp:%Y%m%dT%H%M%SZ}", **{name.upper(): value for name, value in more.items()}}
        lines = [line for line in event.split("\r\n") if line.split(":")[0] not in changed]
        lines = [*(f"{name}:{value}" for name, value in changed.items()), *lines]
        calendar = "\r\n".join([head.replace("METHOD:REQUEST", f"METHOD:{method}") + "BEGIN:VEVENT", *lines])
        calendar = calendar.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={partstat}")
        message = letter(sender=sender, text=text)
        message.add_alternative(calendar, subtype="calendar", params={"method": method})
        return message.as_bytes()

    return write


def letter(text: str, *, sender: str = "Amina <amina@example.org>", to: str = "") -> EmailMessage:
    """Return a message in answer to the one with this Message-ID."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "answers@forum.example", "Re: can you come?"
    message["Message-ID"] = f"<{abs(hash((text, sender, to)))}@mail.example.org>"
    if to:
        message["In-Reply-To"] = to
    message.set_content(text)
    return message


@pytest.fixture
def comes(data) -> Callable[[bytes], str]:
    """`comes(message)` takes it in and gives the line that is said; a refusal begins with “Refused”."""

    def take(raw: bytes) -> str:
        try:
            with data():
                return take_in(raw)
        except DomainError as refused:
            return f"Refused. {refused}"

    return take


@pytest.fixture
def place(app, amina) -> Callable[..., Invitation]:
    """`place()` gives Amina's place as it is now."""

    def find(person_id: int = 0) -> Invitation:
        with app.app_context():
            mine = (Invitation.meeting_id == amina.meeting, Invitation.person_id == (person_id or amina.amina))
            return db.session.scalars(select(Invitation).where(*mine)).one()

    return find


@pytest.fixture
def kept(app) -> Callable[[], list[ReceivedMail]]:
    """`kept()` gives all messages that are kept."""

    def find() -> list[ReceivedMail]:
        with app.app_context():
            return list(db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)))

    return find


@pytest.fixture
def change(data, amina) -> Callable[..., None]:
    """`change(state=…)` changes facts of the meeting."""

    def do(**facts: object) -> None:
        with data():
            meeting = db.session.get_one(Meeting, amina.meeting)
            for name, value in facts.items():
                setattr(meeting, name, value)

    return do
