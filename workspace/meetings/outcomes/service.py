"""What people do with what is parked and asked."""

from datetime import date

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.queries import names_in_notes
from workspace.meetings.notes.service import hold
from workspace.meetings.outcomes import queries
from workspace.meetings.outcomes.models import Parked, Question, QuestionAnswer, QuestionState
from workspace.meetings.outcomes.words import WORDS_NEEDED, question_state
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references


def park(item: AgendaItem, *, actor: Person, what: str, why: str, until_on: date | None, owner_id: int) -> Parked:
    """Put something aside at an item of a meeting, until a day or, without one, the next meeting. Recorded.

    Refused: somebody to bring it back who is not invited, a day that is over, a meeting that has not begun or whose
    notes are published.
    """
    hold_open(item.meeting)
    owner, people = invited_to(item, owner_id, "owner"), _people(item)
    _refuse_over(until_on, "until_on")
    row = Parked(
        space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, what=to_references(what, people),
        why=to_references(why, people), until_on=until_on, owner_id=owner.id, parked_at=db.now(),
        parked_by_id=actor.id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.PARKED, row, {"until_on": until_on}, subject=owner)
    return row


def change_parked(row: Parked, *, actor: Person, until_on: date | None, let_go_because: str = "") -> None:
    """Say when something parked comes back, or why it need not. Recorded, without the words.

    Said again it may come back after all. Refused: a day that is over.
    """
    _refuse_over(until_on, "until_on")
    row.until_on = until_on
    row.let_go_because = to_references(let_go_because, [place.person for place in row.meeting.invitations])
    row.let_go_at = db.now() if let_go_because else None
    changes = {"until_on": until_on, "let_go": bool(let_go_because)}
    audit.record(actor, Event.PARKED_CHANGED, row, changes)


def ask(
    item: AgendaItem,
    *,
    actor: Person,
    words: str,
    asked_by_id: int | None,
    owner_id: int,
    due_on: date | None,
    answer: str = "",
) -> Question:
    """Write down a question with its first state: answered, or coming by a day. Recorded, without the words.

    Refused: neither an answer nor a day, a day that is over, people who are not invited, a meeting that has not begun
    or whose notes are published.
    """
    hold_open(item.meeting)
    asker = invited_to(item, asked_by_id, "asked_by") if asked_by_id else None
    owner = invited_to(item, owner_id, "owner")
    row = Question(
        space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, words=to_references(words, _people(item)),
        asked_by_id=asker.id if asker else None, owner_id=owner.id, changed_at=db.now(),
    )  # fmt: skip
    state = QuestionState.ANSWERED if answer else QuestionState.COMING
    _refuse_unanswered(state, answer, due_on)
    db.session.add(row)
    db.session.flush()
    _say(row, actor, state, to_references(answer, _people(item)), None if answer else due_on)
    audit.record(actor, Event.QUESTION_RECORDED, row, {"state": state, "due_on": due_on}, subject=owner)
    return row


def answer(
    question: Question, *, actor: Person, state: QuestionState, words: str = "", due_on: date | None = None
) -> Person | None:
    """Say where the answer to a question is. Each answer is kept for ever. Recorded, without the words.

    Promised: who asked is told by mail, unless they said it themselves; returns them when no mail reaches them.
    Refused: an answer or a reason without words, a coming answer without a day that is still to come.
    """
    _refuse_unanswered(state, words, due_on)
    people = [place.person for place in question.meeting.invitations]
    _say(question, actor, state, to_references(words, people), due_on if state is QuestionState.COMING else None)
    audit.record(actor, Event.QUESTION_ANSWERED, question, {"to": state, "due_on": question.due_on})
    asker = question.asked_by
    if asker is None or asker.id == actor.id:
        return None
    key = f"question_answered:{question.id}:{question.changed_at:%Y%m%d%H%M%S%f}"
    return None if tell(asker, "question_answered", key=key, question_id=question.id) else asker


def _say(question: Question, actor: Person, state: QuestionState, words: str, due_on: date | None) -> None:
    question.state, question.answer, question.due_on, question.changed_at = state, words, due_on, db.now()
    said = QuestionAnswer(
        space_id=question.space_id, question_id=question.id, state=state, words=words, due_on=due_on, by_id=actor.id,
        at=question.changed_at,
    )  # fmt: skip
    db.session.add(said)
    db.session.flush()


def hold_open(meeting: Meeting) -> None:
    """Take the meeting for writing down what comes of it. Refused: one that has not begun, or whose notes are
    published."""
    hold(meeting)
    if meeting.notes_published_at:
        raise DomainError(_("The notes of this meeting are published. Write it down at the next meeting"))
    if meeting.state not in {MeetingState.HAPPENING, MeetingState.CLOSED}:
        raise DomainError(_("Start the meeting first, then write down what comes of it"))


def _people(item: AgendaItem) -> list[Person]:
    return [place.person for place in item.meeting.invitations]


def invited_to(item: AgendaItem, person_id: int, field: str) -> Person:
    """Return somebody who is invited to the meeting of this item. Refused, beside the field: anybody else."""
    found = next((person for person in _people(item) if person.id == person_id), None)
    if found is None:
        raise DomainError(_("Choose somebody who is invited to this meeting"), field)
    return found


def _refuse_over(day: date | None, field: str) -> None:
    if day and day < i18n.local(db.now()).date():
        raise DomainError(_("%(day)s is over. Write a day that is still to come", day=i18n.day(day)), field)


def _refuse_unanswered(state: QuestionState, words: str, due_on: date | None) -> None:
    if state in WORDS_NEEDED and not words.strip():
        raise DomainError(WORDS_NEEDED[state], "words")
    if state is QuestionState.COMING:
        if due_on is None:
            raise DomainError(_("Write by when the answer comes"), "due")
        _refuse_over(due_on, "due")


@mail.template("question_answered")
def question_answered(person_id: int, question_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody where the answer to their question is."""
    person = db.session.get_one(Person, person_id)
    row = queries.question_to_tell(question_id)
    space = row.meeting.space
    language = person.language or space.language
    with i18n.speaking(language, space):
        names = names_in_notes(row.meeting, [row.who, *row.texts])
        text = mail.written(
            "question_answered",
            person=person,
            question=row,
            meeting=row.meeting,
            words=to_names(row.words, names),
            who=to_names(row.who, names),
            state=question_state(row),
            answer=to_names(row.answer, names),
            to_supporter=to_supporter,
        )
        subject = _("%(space)s: the answer to your question", space=space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
