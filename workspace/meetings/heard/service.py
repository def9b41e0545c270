"""Writing down what was heard, and what its speaker says to it."""

from flask_babel import gettext as _

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard, HeardHow, HeardReading, HeardState
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import hold
from workspace.meetings.outcomes.service import hold_open, invited_to
from workspace.people.models import Person
from workspace.people.names import to_references


def hear(item: AgendaItem, *, actor: Person, words: str, speaker_id: int | None) -> Heard:
    """Write down a line of what somebody said at an item. It waits to be read back. Recorded, without the words.

    Refused: a speaker who is not invited, a meeting that has not begun or whose notes are published.
    """
    hold_open(item.meeting)
    speaker = invited_to(item, speaker_id, "speaker") if speaker_id else None
    row = Heard(
        space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, heard_at=db.now(), heard_by_id=actor.id,
        speaker_id=speaker.id if speaker else None, words=to_references(words, _people(item.meeting)),
        state=HeardState.TO_READ_BACK, own_words="", version=0,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.HEARD, row)
    return row


def read_back(
    line: Heard, *, actor: Person, seen: int, state: HeardState, own_words: str = "", how: HeardHow = HeardHow.OWN_PAGE
) -> None:
    """Write down what the speaker says to a line: it is right, or they said it differently, in their own words.

    Promised: what was first written, and every reading, is kept for ever. `how` says whether the speaker did it
    themselves, or told whoever writes it down. Recorded, without the words. Refused: a correction without words, one
    that crossed with somebody else's since the version `seen`, and notes that are published.
    """
    _hold_for_reading(line)
    db.session.refresh(line, ["version", "state", "own_words"])
    if line.version != seen:
        raise DomainError(_("Somebody has answered this line meanwhile. Read it again, then say what is right"))
    if state is HeardState.CORRECTED and not own_words.strip():
        raise DomainError(_("Write how it was said"), "own_words")
    said = to_references(own_words, _people(line.meeting)) if state is HeardState.CORRECTED else ""
    how = HeardHow.OWN_PAGE if actor.id == line.speaker_id else how
    line.own_words = said or line.own_words
    line.state = HeardState.CORRECTED if line.own_words else state
    line.version += 1
    db.session.add(
        HeardReading(
            space_id=line.space_id, heard_id=line.id, state=state, own_words=said, how=how, by_id=actor.id, at=db.now()
        )
    )
    audit.record(actor, Event.HEARD_READ_BACK, line, {"to": state, "how": how})


def _hold_for_reading(line: Heard) -> None:
    hold(line.meeting)
    if line.meeting.notes_published_at:
        when = i18n.moment(line.meeting.notes_published_at)
        raise DomainError(_("These notes were published on %(when)s and do not change any more", when=when))


def _people(meeting: Meeting) -> list[Person]:
    return [place.person for place in meeting.invitations]
