"""What people do to check notes: send them, ask for a correction, answer it, agree them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.checking import queries
from workspace.meetings.checking.models import Answered, Correction
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.queries import names_in_notes, readers
from workspace.meetings.notes.service import hold, publish_notes
from workspace.meetings.queries import meeting_to_tell
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references
from workspace.roles import Role
from workspace.spaces.models import NotesRule
from workspace.spaces.queries import people_with_role

REMINDED_BEFORE = timedelta(days=2)
NEWLY_SENT = timedelta(days=1)  # whoever got the draft since then needs no reminder


def send_for_checking(meeting: Meeting, *, actor: Person, check_by: date) -> list[Person]:
    """Send the draft to those who were there, who may read it from now on and ask for corrections. Recorded.

    Returns those who have no e-mail and must get it by post or phone. Refused: a meeting that is not closed, notes
    that were sent before, a day that is over, and a group that publishes at once.
    """
    hold(meeting)
    _refuse_sending(meeting)
    if check_by <= i18n.local(db.now()).date():
        raise DomainError(_("Give people at least until tomorrow"), "check_by")
    meeting.notes_sent_at, meeting.notes_check_by = db.now(), check_by
    db.session.flush()
    audit.record(actor, Event.NOTES_SENT, meeting, {"check_by": check_by})
    key = f"notes_check:{meeting.id}"
    return [one for one in checkers(meeting) if not tell(one, "notes_check", key=key, meeting_id=meeting.id)]


def _refuse_sending(meeting: Meeting) -> None:
    if meeting.space.notes_rule is NotesRule.DIRECT:
        raise DomainError(_("Your group publishes its notes at once. An organiser can change that in the settings"))
    if meeting.state is not MeetingState.CLOSED:
        raise DomainError(_("Close the meeting first, then send its notes"))
    if meeting.notes_published_at:
        raise DomainError(_("The notes are published already"))
    if meeting.notes_sent_at:
        raise DomainError(_("The notes were sent on %(when)s. Nothing was done twice", when=_said(meeting)))


def _said(meeting: Meeting) -> str:
    return i18n.moment(meeting.notes_sent_at) if meeting.notes_sent_at else ""


def checkers(meeting: Meeting) -> list[Person]:
    """Return who checks the notes: those who were there, but for members who have left the space since."""
    there = {place.person_id for place in meeting.invitations if place.takes_part}
    return [person for person in readers(meeting) if person.id in there]


def ask(meeting: Meeting, *, actor: Person, item: AgendaItem | None, says: str, why: str) -> Correction:
    """Ask for a correction, of a draft that is checked or of published notes. Recorded, without its words.

    Refused: a draft that nobody checks now.
    """
    hold(meeting)
    if not (meeting.notes_are_being_checked or meeting.notes_are_published):
        raise DomainError(_("These notes are not being checked now. Tell us by the ways at the foot of the page"))
    people = [place.person for place in meeting.invitations]
    made = Correction(
        space_id=meeting.space_id, meeting_id=meeting.id, item_id=item.id if item else None, asked_by_id=actor.id,
        asked_at=db.now(), says=to_references(says, people), why=to_references(why, people),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.CORRECTION_ASKED, made, subject=actor)
    return made


def answer(correction: Correction, *, actor: Person, answer: Answered, because: str) -> bool:
    """Say what became of a correction, and tell who asked. Recorded. Returns False when they have no e-mail.

    Refused: one that was answered before; leaving the notes as they are without a reason; saying that they were changed
    when no word of them was, and not what else was; saying it of published notes, for those change only with a new
    edition (meetings/editions/).
    """
    hold(correction.meeting)
    db.session.refresh(correction, ["answer", "answered_at"])
    if not correction.waits:
        raise DomainError(_("This correction was answered already. Nothing was done twice"))
    if answer is Answered.CHANGED and correction.meeting.notes_are_published:
        raise DomainError(_("These notes are published. Choose below what to correct: that makes a new edition"))
    if answer is Answered.CHANGED and not because.strip() and not queries.changed_since(correction):
        raise DomainError(
            _("These notes are as they were when this was asked. Change them first, or write below what was changed"),
            "answer",
        )
    if answer is Answered.NOT_CHANGED and not because.strip():
        raise DomainError(_("Write why the notes stay as they are"), "because")
    people = [place.person for place in correction.meeting.invitations]
    correction.answer, correction.because = answer, to_references(because, people)
    correction.answered_by_id, correction.answered_at = actor.id, db.now()
    audit.record(actor, Event.CORRECTION_ANSWERED, correction, {"answer": answer}, subject=correction.asked_by)
    key = f"correction_answered:{correction.id}"
    return tell(correction.asked_by, "correction_answered", key=key, correction_id=correction.id)


def agree(meeting: Meeting, *, actor: Person | None, at: Meeting | None = None) -> None:
    """Say that the notes are agreed, at a later meeting or by silence: they are published. Recorded.

    Promised: of two who press at once, one does it; the other is told who did. Refused: notes that were not sent for
    checking; a correction that waits for an answer.
    """
    hold(meeting)
    if meeting.notes_agreed_at:
        who, when = queries.agreed_by(meeting), i18n.moment(meeting.notes_agreed_at)
        name = who.preferred_name if who else _("Somebody")
        raise DomainError(
            _("%(name)s said on %(when)s that they are agreed. Nothing was done twice", name=name, when=when)
        )
    if not meeting.notes_sent_at:
        raise DomainError(_("Send the notes to those who were there first"))
    if queries.waiting_count(meeting):
        raise DomainError(_("A correction still waits for its answer. Answer it first"))
    meeting.notes_agreed_at, meeting.notes_agreed_meeting_id = db.now(), at.id if at else None
    db.session.flush()
    audit.record(actor, Event.NOTES_AGREED, meeting, {"at": at.id if at else None})
    publish_notes(meeting, actor=actor)


@upkeep.every_day
def agree_by_silence() -> None:
    """Agree the notes whose day is over where their space is, and for which no correction waits. Done again, it finds
    nothing to do."""
    moment = db.now()
    for meeting in queries.waiting_for_silence(moment):
        today = moment.astimezone(ZoneInfo(meeting.space.time_zone)).date()
        if meeting.notes_check_by and meeting.notes_check_by < today:
            agree(meeting, actor=None)


@upkeep.every_day
def remind_of_checking() -> None:
    """Remind people once of notes that wait for them: before their day whoever was there and has asked for nothing,
    after it the organisers, where the notes are not agreed by themselves."""
    moment = db.now()
    for meeting in queries.being_checked((moment + REMINDED_BEFORE + timedelta(days=1)).date()):
        today = moment.astimezone(ZoneInfo(meeting.space.time_zone)).date()
        if meeting.notes_check_by and meeting.notes_check_by < today:
            _remind_organisers(meeting)
        elif meeting.notes_check_by and meeting.notes_check_by - REMINDED_BEFORE <= today:
            _remind_checkers(meeting, moment)


def _remind_checkers(meeting: Meeting, moment: datetime) -> None:
    if not meeting.notes_sent_at or meeting.notes_sent_at > moment - NEWLY_SENT:
        return
    answered = queries.asked_by(meeting)
    for person in checkers(meeting):
        if person.id not in answered:
            tell(person, "notes_check_soon", key=f"notes_check_soon:{meeting.id}", meeting_id=meeting.id)


def _remind_organisers(meeting: Meeting) -> None:
    if meeting.space.notes_rule is NotesRule.SILENCE and not queries.waiting_count(meeting):
        return
    for person in people_with_role(meeting.space_id, [Role.ORGANISER]):
        tell(person, "notes_to_agree", key=f"notes_to_agree:{meeting.id}", meeting_id=meeting.id)


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("correction_answered")
def correction_answered(person_id: int, correction_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what became of the correction that they asked for."""
    person, found = db.session.get_one(Person, person_id), queries.correction_to_tell(correction_id)
    meeting = found.meeting
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        names = {} if meeting.without_names else names_in_notes(meeting, [found.says, found.because])
        says, because = to_names(found.says, names), to_names(found.because, names)
        context = {"person": person, "meeting": meeting, "correction": found, "says": says, "because": because}
        text = mail.written("correction_answered", to_supporter=to_supporter, **context)
        subject = _("%(space)s: your correction to the notes", space=meeting.space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("notes_check_soon")
def notes_check_soon(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Remind somebody who was there that the draft of the notes can still be put right, and until when."""
    return _reminder("notes_check_soon", person_id, meeting_id, to_supporter)


@mail.template("notes_to_agree")
def notes_to_agree(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Remind an organiser that notes wait to be agreed, and what for."""
    return _reminder("notes_to_agree", person_id, meeting_id, to_supporter)


def _reminder(template: str, person_id: int, meeting_id: int, to_supporter: bool) -> mail.Letter:
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        count, by_group = queries.waiting_count(meeting), meeting.space.notes_rule is NotesRule.MEETING
        context = {"person": person, "meeting": meeting, "space": meeting.space, "waiting": count, "by_group": by_group}
        text = mail.written(template, to_supporter=to_supporter, **context)
        about = {"space": meeting.space.name, "title": meeting.title}
        if template == "notes_to_agree":
            subject = _("%(space)s: the notes of “%(title)s” wait to be agreed", **about)
        else:
            subject = _("%(space)s: are the notes of “%(title)s” right?", **about)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
