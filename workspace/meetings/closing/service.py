"""What people do at the end of a meeting: say who and what was missed, close it, and see to what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import CameFrom
from workspace.meetings.closing.models import Became, Missed, MissedKind
from workspace.meetings.closing.queries import answers
from workspace.meetings.closing.words import is_nothing
from workspace.meetings.feedback.service import ask_how_it_was
from workspace.meetings.invitations import service as invitations
from workspace.meetings.invitations.models import CheckOut, Invitation
from workspace.meetings.matters import service as matters
from workspace.meetings.matters.queries import Matter
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.service import RUNS_OR_RAN, hold
from workspace.meetings.queries import people_to_name
from workspace.meetings.running.service import finish_items, refuse_idle
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Membership


@dataclass(frozen=True)
class Answered:
    """An answer as it was said. `said_by_id` is None when the group said so."""

    kind: MissedKind
    words: str
    said_by_id: int | None = None


def write_down(meeting: Meeting, *, actor: Person, answered: Iterable[Answered]) -> None:
    """Write down who or what was missed, and who said so. Recorded, without the words.

    Promised: the same answer by the same person is there once. Refused: somebody who is not invited, a meeting that
    has not begun, notes that are published.
    """
    hold(meeting)
    if meeting.notes_published_at:
        raise DomainError(_("The notes of this meeting are published. Say it at the next meeting"))
    if meeting.state not in RUNS_OR_RAN:
        raise DomainError(_("The meeting has not begun, so it cannot be ended yet"))
    invited = {place.person_id for place in meeting.invitations}
    people = people_to_name(meeting.space_id)
    known = {(row.kind, row.words, row.said_by_id) for row in answers(meeting)}
    for one in answered:
        words = to_references(one.words, people)
        if one.said_by_id is not None and one.said_by_id not in invited:
            raise DomainError(_("Choose somebody who is invited to this meeting"), f"{one.kind}_said")
        if (one.kind, words, one.said_by_id) not in known:
            _add(meeting, actor, one, words)


def _add(meeting: Meeting, actor: Person, one: Answered, words: str) -> None:
    row = Missed(
        space_id=meeting.space_id, meeting_id=meeting.id, kind=one.kind, words=words, is_none=is_nothing(words),
        by_group=one.said_by_id is None, said_by_id=one.said_by_id, said_at=db.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.MISSED_SAID, row, {"kind": row.kind})


def close_meeting(meeting: Meeting, *, actor: Person, answered: Sequence[Answered] = ()) -> bool:
    """Write the answers down and close the meeting; the item it was at is done. Recorded.

    Promised: of two who close it at once, one does. The other's answers are kept beside the first one's, nothing is
    done twice, and False is returned. Those who were there are asked once how it was.
    Refused: a meeting that is not happening, a question that nobody answered.
    """
    write_down(meeting, actor=actor, answered=answered)
    if meeting.state is MeetingState.CLOSED:
        return False
    refuse_idle(meeting)
    said = {row.kind for row in answers(meeting)}
    if MissedKind.WHO not in said:
        raise DomainError(_("Say who we have missed. “Nobody” is an answer too"), "missed_who")
    if MissedKind.WHAT not in said:
        raise DomainError(_("Say what we have missed. “Nothing” is an answer too"), "missed_what")
    meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()
    finish_items(meeting)
    audit.record(actor, Event.MEETING_CLOSED, meeting, {"state": meeting.state})
    ask_how_it_was(meeting)
    return True


# --- what becomes of an answer -------------------------------------------------------------------------------------


def follow_up(row: Missed, *, actor: Person) -> None:
    """Keep an answer as a line to follow up; it can become something else later. Recorded."""
    take(row)
    settle(row, actor=actor, became=Became.FOLLOW_UP)


def carry(row: Missed, *, actor: Person, to: Meeting | None) -> None:
    """Put an answer on the agenda of the next meeting, shared no further than it was. Recorded.

    Without a next meeting, or for somebody who may not change its agenda, it waits among what is carried there.
    """
    take(row)
    settle(row, actor=actor, became=Became.ITEM)
    if to is not None:
        matters.put(to, actor=actor, matter=_as_matter(row))


def _as_matter(row: Missed) -> Matter:
    before = row.meeting
    return Matter(CameFrom.MISSED, row.id, row.words, "", None, before.id, before.title, before.sharing)


def invite(
    row: Missed, *, actor: Person, to: Meeting, members: Sequence[Membership], guest: invitations.Guest | None = None
) -> list[Person]:
    """Invite somebody who was missed to the next meeting, as any member or guest is invited. Recorded.

    Returns who is invited by this. Refused as in invitations.invite, and when somebody was invited for it already.
    """
    take(row)
    people = invitations.invite(to, actor=actor, members=members, guest=guest)
    settle(row, actor=actor, became=Became.INVITED, went_to=to)
    return people


def take(row: Missed) -> None:
    """Take an answer for one change. Refused: one of which something became meanwhile, “nobody” and “nothing”."""
    hold(row.meeting)
    db.session.refresh(row, ["became", "became_at", "went_to_id"])
    if row.is_none:
        raise DomainError(_("Nothing was missed here, so nothing has to come of it"))
    if not row.waits:
        at = i18n.moment(row.became_at) if row.became_at else ""
        raise DomainError(_("Somebody saw to this on %(when)s. Nothing was done twice", when=at))


def settle(row: Missed, *, actor: Person, became: Became, went_to: Meeting | None = None) -> None:
    """Note what became of an answer that was taken. Recorded."""
    row.became, row.became_at = became, db.now()
    row.went_to_id = went_to.id if went_to else None
    audit.record(actor, Event.MISSED_SETTLED, row, {"became": became})


# --- a last word ---------------------------------------------------------------------------------------------------


def check_out(place: Invitation, *, actor: Person, state: CheckOut, words: str = "") -> None:
    """Note that somebody had their last word, passed, or is next after all. Recorded, without the word.

    Refused: a meeting that is not happening.
    """
    hold(place.meeting)
    refuse_idle(place.meeting)
    people = [one.person for one in place.meeting.invitations]
    place.check_out = state
    place.check_out_words = to_references(words, people) if state is CheckOut.SAID else ""
    audit.record(actor, Event.CHECKED_OUT, place, {"check_out": state}, subject=place.person)
