"""What people do to say how a meeting was: they are asked, they answer, and what is not shown is deleted."""

import secrets

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.feedback import queries
from workspace.meetings.feedback.models import (
    DAYS,
    Answers,
    Feedback,
    FeedbackMark,
    How,
    is_settled,
    last_day,
    takes_answers,
)
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.queries import readers
from workspace.meetings.notes.service import hold
from workspace.meetings.queries import meeting_to_tell, people_to_name
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_references


def ask_how_it_was(meeting: Meeting) -> None:
    """Ask those who were there as a voice, once, each in their own way."""
    for person in asked(meeting):
        tell(person, "how_was_it", key=f"how_was_it:{meeting.id}", meeting_id=meeting.id)


def asked(meeting: Meeting) -> list[Person]:
    """Return who is asked: the voices that were there, but for members who have left the space since."""
    there = {place.person_id for place in meeting.invitations if place.takes_part and place.is_voice}
    return [person for person in readers(meeting) if person.id in there]


def answer(place: Invitation, answers: Answers) -> None:
    """Add somebody's own answer to the sums, and keep that they answered. Neither is recorded: a record has times.

    Refused: when answers are not taken now, and a second answer.
    """
    _take(place, How.PAGE)
    _add(place.meeting, answers, How.PAGE)


def answer_by_phone(place: Invitation, answers: Answers, *, actor: Person) -> None:
    """Add what somebody told a helper. Recorded: that the helper typed an answer, and not whose.

    Refused as in `answer`.
    """
    _take(place, How.PHONE)
    audit.record(actor, Event.FEEDBACK_TYPED, _add(place.meeting, answers, How.PHONE), {"how": How.PHONE})


def give_sheet(place: Invitation) -> None:
    """Keep that somebody took a sheet of paper: their answer comes on it, and they cannot answer twice.

    Refused as in `answer`.
    """
    _take(place, How.PAPER)


def take_sheet_back(place: Invitation) -> None:
    """Let somebody who took a sheet answer in another way. Refused: when as many sheets came back as were taken."""
    hold(place.meeting)
    if sheets_out(place.meeting) == 0:
        raise DomainError(_("Every sheet has come back, so this one was used"))
    mine = (FeedbackMark.invitation_id == place.id, FeedbackMark.how == How.PAPER)
    db.session.execute(delete(FeedbackMark).where(*mine))


def type_sheet(meeting: Meeting, answers: Answers, *, actor: Person) -> None:
    """Add what stands on a sheet of paper that came back. Recorded: that the helper typed one.

    Refused: when answers are not taken now, and more sheets than people took.
    """
    hold(meeting)
    _refuse_closed(meeting)
    if sheets_out(meeting) == 0:
        raise DomainError(_("No sheet is out. Say first who took one, so that nobody answers twice"))
    audit.record(actor, Event.FEEDBACK_TYPED, _add(meeting, answers, How.PAPER), {"how": How.PAPER})


def sheets_out(meeting: Meeting) -> int:
    """Return how many sheets of paper were taken and have not come back."""
    found = queries.feedback(meeting)
    return len(queries.sheets_given(meeting)) - (found.by_paper if found else 0)


def _refuse_closed(meeting: Meeting) -> None:
    if not takes_answers(meeting):
        raise DomainError(_("Answers about this meeting are not taken now. What you wrote is still below"))


def _take(place: Invitation, how: How) -> None:
    meeting = place.meeting
    hold(meeting)
    _refuse_closed(meeting)
    if not (place.takes_part and place.is_voice):
        raise DomainError(_("Only people who were at the meeting are asked"))
    mark = queries.mark_of(place)
    if mark is not None and mark.how is How.PAPER:
        raise DomainError(_("A sheet of paper was taken for this answer. Nothing was counted twice"))
    if mark is not None:
        raise DomainError(_("This answer was given already. Nothing was counted twice"))
    db.session.add(FeedbackMark(space_id=place.space_id, invitation_id=place.id, how=how))
    db.session.flush()


def _add(meeting: Meeting, answers: Answers, how: How) -> Feedback:
    found = db.session.scalar(
        select(Feedback).where(Feedback.meeting_id == meeting.id).execution_options(populate_existing=True)
    )
    found = found or Feedback(
        space_id=meeting.space_id, meeting_id=meeting.id, sums={}, words="", by_page=0, by_phone=0, by_paper=0
    )
    sums = {asked: dict(counts) for asked, counts in found.sums.items()}
    for asked, said in answers.said.items():
        counts = sums.setdefault(asked.value, {})
        counts[said.value] = counts.get(said.value, 0) + 1
    found.sums = sums
    if answers.words:
        line = to_references(answers.words, people_to_name(meeting.space_id))
        lines = [*found.words.splitlines(), line]
        secrets.SystemRandom().shuffle(lines)
        found.words = "\n".join(lines)
    name = f"by_{how.value}"
    setattr(found, name, getattr(found, name) + 1)
    db.session.add(found)
    db.session.flush()
    return found


@upkeep.every_day
def settle() -> None:
    """Where the time for answers is over, delete who has answered; and where too few did, what they said."""
    for meeting in queries.with_marks(db.now() - DAYS):
        if not is_settled(meeting):
            continue
        here = select(Invitation.id).where(Invitation.meeting_id == meeting.id)
        db.session.execute(delete(FeedbackMark).where(FeedbackMark.invitation_id.in_(here)))
        found = queries.feedback(meeting)
        if found and not found.is_shown:
            found.sums, found.words = {}, ""


@mail.template("how_was_it")
def how_was_it(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody who was there how it was: what is asked, until when, that nobody learns who said what."""
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        until = last_day(meeting)
        text = mail.written("how_was_it", person=person, meeting=meeting, until=until, to_supporter=to_supporter)
        subject = _("%(space)s: how was “%(title)s”?", space=meeting.space.name, title=meeting.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
