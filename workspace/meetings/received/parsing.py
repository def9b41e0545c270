"""Reading a message as it came from the mail server. Nothing that people can send makes it fail: what cannot be read
is left empty, and what is left is kept."""

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from typing import TYPE_CHECKING

import nh3

from workspace import libraries
from workspace.meetings.received.models import Said

if TYPE_CHECKING:
    from icalendar import Event

LARGEST_CALENDAR = 200_000  # bytes; an answer has about a thousand
MOST_WORDS = 20_000  # characters that are kept
_PARAGRAPH = re.compile(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class CalendarAnswer:
    """What somebody's calendar says: to which entry, who, what, and when they said it."""

    uid: str
    said: Said
    attendees: frozenset[str]
    sequence: int
    stamp: datetime | None
    comment: str


@dataclass(frozen=True)
class Received:
    """A message, read."""

    sender: str
    references: str
    automatic: bool
    words: str
    calendar: CalendarAnswer | None
    has_calendar: bool
    digest: str


def read(raw: bytes) -> Received:
    """Read a message: who sent it, what it answers, its own words without those it quotes, and its calendar."""
    mail = message_from_bytes(raw)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    files = [part for part in parts if part.get_content_type() in {"text/calendar", "application/ics"}]
    sender = parseaddr(_header(mail, "From"))[1].lower()
    words = _own_words(parts)
    known_by = (_header(mail, "Message-ID"), sender, words, *(str(_bytes(part)) for part in files))
    return Received(
        sender=sender[:254],
        references=f"{_header(mail, 'References')} {_header(mail, 'In-Reply-To')}",
        automatic=_is_automatic(mail),
        words=words,
        calendar=_calendar(_bytes(files[0])) if files else None,
        has_calendar=bool(files),
        digest=hashlib.sha256("\n".join(known_by).encode("utf-8", "replace")).hexdigest(),
    )


def _header(mail: Message, name: str) -> str:
    return " ".join(str(value) for value in mail.get_all(name, []))


def _is_automatic(mail: Message) -> bool:
    sent = _header(mail, "Auto-Submitted").strip().lower()
    bulk = _header(mail, "Precedence").strip().lower() in {"bulk", "junk", "auto_reply"}
    return sent not in {"", "no"} or bulk or mail.get_content_type() == "multipart/report"


# --- words ---------------------------------------------------------------------------------------------------------


def _own_words(parts: list[Message]) -> str:
    written = [part for part in parts if part.get_filename() is None]
    plain = [_text(part) for part in written if part.get_content_type() == "text/plain"]
    if not any(text.strip() for text in plain):
        plain = [_without_tags(_text(part)) for part in written if part.get_content_type() == "text/html"]
    lines = "\n".join(plain).splitlines()
    kept = "\n".join(line.rstrip() for line in lines if not line.lstrip().startswith(">"))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()[:MOST_WORDS]


def _without_tags(text: str) -> str:
    # What is quoted in HTML stands in a blockquote of its own.
    own = re.sub(r"<blockquote\b.*?</blockquote>", " ", text, flags=re.IGNORECASE | re.DOTALL)
    return html.unescape(nh3.clean(_PARAGRAPH.sub("\n", own), tags=set()))


def _text(part: Message) -> str:
    content = _bytes(part)
    try:
        text = content.decode(str(part.get_content_charset() or "utf-8"), "replace")
    except LookupError:  # letters that nobody has heard of
        text = content.decode("utf-8", "replace")
    return text.replace("\0", "")


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


# --- calendars -----------------------------------------------------------------------------------------------------


def _calendar(content: bytes) -> CalendarAnswer | None:
    if len(content) > LARGEST_CALENDAR:
        return None
    try:
        calendar = libraries.icalendar.Calendar.from_ical(content)
        events = [event for event in calendar.walk("VEVENT") if isinstance(event, libraries.icalendar.Event)]
        return _answer(str(calendar.get("METHOD", "")), events[0]) if len(events) == 1 else None
    except Exception:
        return None


def _answer(method: str, event: "Event") -> CalendarAnswer:
    found = event.get("ATTENDEE", [])
    attendees = found if isinstance(found, list) else [found]
    says = {str(one.params.get("PARTSTAT", "")).lower() for one in attendees}
    known = {one.value for one in Said} & says if len(says) == 1 and method.upper() == "REPLY" else set()
    stamp = event.get("DTSTAMP")
    moment = getattr(stamp, "dt", None)
    return CalendarAnswer(
        uid=str(event.get("UID", "")),
        said=Said(known.pop()) if known else Said.OTHER,
        attendees=frozenset(str(one).lower().removeprefix("mailto:").strip() for one in attendees),
        sequence=int(event.get("SEQUENCE", 0)),
        stamp=_in_utc(moment) if isinstance(moment, datetime) else None,
        comment=_comment(event),
    )


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _comment(event: "Event") -> str:
    found = event.get("COMMENT", "")
    lines = found if isinstance(found, list) else [found]
    return "\n".join(str(line) for line in lines).replace("\0", "").strip()[:MOST_WORDS]
