"""What becomes of a message that somebody sent back."""

import re
from datetime import timedelta

from sqlalchemy import delete, select

from workspace import audit, db, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings import calendar
from workspace.meetings.invitations.models import COMING, Answer, Invitation
from workspace.meetings.invitations.service import change_answer, refuse_ended
from workspace.meetings.models import Meeting
from workspace.meetings.queries import people_to_name
from workspace.meetings.received import queries
from workspace.meetings.received.models import ReceivedMail, Said, Why
from workspace.meetings.received.parsing import CalendarAnswer, Received, read
from workspace.people.models import Person
from workspace.people.names import to_references

LARGEST = 5_000_000  # bytes of a message
KEPT = timedelta(days=90)  # after the meeting: what people wrote back is deleted then

# What calendar programs write by themselves into an answer, where a person typed nothing.
_BY_PROGRAM = re.compile(r"\bhas (?:tentatively )?(?:accepted|declined|replied)\b", re.IGNORECASE)

NOT_OURS = (
    "We cannot tell what this message is about. Answer one of our messages, so that it is quoted, or ring the person"
    " named in it."
)
TOO_LARGE = "This message is larger than 5 MB. Send it again without its pictures and files."


def take_in(raw: bytes) -> str:
    """Take in one message, and say in a line what became of it.

    An answer in the calendar of whoever was invited becomes their answer, once. Words, and answers that leave a doubt,
    are kept for the organisers, and change nothing. Recorded. Automatic answers are left aside.
    Refused with DomainError: a message without a mark of ours, one for an invitation that was taken back, an answer to
    a meeting that is over or cancelled, and more than 5 MB.
    """
    if len(raw) > LARGEST:
        raise DomainError(TOO_LARGE)
    received = read(raw)
    if queries.taken_in(received.digest):
        return "This message came before: nothing changes."
    numbers = calendar.numbers_in(received.calendar.uid) if received.calendar else None
    if received.calendar and numbers:
        return _take_answer(_place(*numbers), received, received.calendar)
    if received.automatic:
        return "An automatic answer: left aside."
    return _take_words(received)


def mark_read(received: ReceivedMail, *, actor: Person) -> None:
    """Say that an organiser has dealt with a message. Recorded. Said twice, it is done once."""
    if received.read_at is None:
        received.read_at, received.read_by_id = db.now(), actor.id
        audit.record(actor, Event.MAIL_READ, received, subject=received.person)


@upkeep.every_day
def forget_old() -> None:
    """Delete what people wrote back, some time after its meeting: it was for the organisers, and may be private."""
    over = select(Meeting.id).where(Meeting.ends_at < db.now() - KEPT)
    db.session.execute(delete(ReceivedMail).where(ReceivedMail.meeting_id.in_(over)))


# --- answers in a calendar -----------------------------------------------------------------------------------------


def _place(meeting_id: int, person_id: int) -> Invitation:
    place = queries.place_of(meeting_id, person_id)
    if place is None or not place.stands_for(place.person):
        raise DomainError("This invitation was taken back. Ring the person named in our message.")
    return place


def _take_answer(place: Invitation, received: Received, told: CalendarAnswer) -> str:
    refuse_ended(place.meeting)
    doubt = _doubt(place, received, told)
    if doubt:
        _keep(place.meeting, place.person, received, doubt, said=told.said, words=told.comment or received.words)
        return f"Kept for the organisers to read, and nothing is answered: {doubt.value}."
    answer = _meant(place, told.said)
    if place.answer is not answer:
        change_answer(place, actor=place.person, to=answer)
    words = told.comment or ("" if _BY_PROGRAM.search(received.words) else received.words)
    why = Why.WORDS if words else Why.ANSWERED
    _keep(place.meeting, place.person, received, why, said=told.said, words=words)
    return f"The answer is kept: {answer.value}."


def _doubt(place: Invitation, received: Received, told: CalendarAnswer) -> Why | None:
    """Return why this may not be what the person wants now, or None."""
    address = (place.person.email or "").lower()
    if not address or received.sender != address or address not in told.attendees:
        return Why.OTHER_ADDRESS
    if told.said is Said.OTHER:
        return Why.NOT_UNDERSTOOD
    if told.sequence < place.meeting.calendar_number:
        return Why.BEFORE_CHANGE
    if told.stamp and place.answered_at and told.stamp < place.answered_at.replace(microsecond=0):
        return Why.OLDER if place.answer is not _meant(place, told.said) else None
    return None


def _meant(place: Invitation, said: Said) -> Answer:
    """Return the answer. A calendar has one yes: it keeps the way in which somebody said they come, else it means
    the room, where there is one."""
    if said is Said.DECLINED:
        return Answer.APOLOGIES
    if said is Said.TENTATIVE:
        return Answer.NOT_SURE
    if place.answer in COMING:
        return place.answer
    meeting = place.meeting
    if meeting.place or meeting.venue_id or not (meeting.online_link or meeting.phone_in):
        return Answer.IN_PERSON
    return Answer.ONLINE if meeting.online_link else Answer.PHONE


# --- words ---------------------------------------------------------------------------------------------------------


def _take_words(received: Received) -> str:
    answered = mail.answered(received.references)
    number = answered.args.get("meeting_id") if answered else None
    meeting = db.session.get(Meeting, number) if number else None
    if answered is None or meeting is None:
        raise DomainError(NOT_OURS)
    person = db.session.get_one(Person, answered.person_id)
    why = Why.NOT_UNDERSTOOD if received.has_calendar or not received.words else Why.WORDS
    _keep(meeting, person, received, why, words=received.words)
    return "Kept for the organisers to read."


def _keep(
    meeting: Meeting, person: Person, received: Received, why: Why, *, said: Said | None = None, words: str = ""
) -> None:
    known = people_to_name(meeting.space_id) if words else []
    own = received.sender == (person.email or "").lower()
    kept = ReceivedMail(
        space_id=meeting.space_id, meeting_id=meeting.id, person_id=person.id, digest=received.digest, why=why,
        said=said, from_other="" if own else received.sender, words=to_references(words, known), received_at=db.now(),
    )  # fmt: skip
    db.session.add(kept)
    audit.record(None, Event.MAIL_RECEIVED, kept, {"why": why}, subject=person)
