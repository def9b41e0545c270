"""What people do with private words: send one, and answer it. No mail and no record holds what they say."""

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.models import Meeting
from workspace.meetings.privately import queries
from workspace.meetings.privately.models import PrivateWord
from workspace.meetings.queries import people_to_name
from workspace.people.letters import letter, tell_alone
from workspace.people.models import Person
from workspace.people.names import to_references


def send(meeting: Meeting, *, actor: Person, to_id: int, words: str) -> tuple[PrivateWord, bool]:
    """Send a private word to one person. Recorded: that it was sent, not what it says.

    Only that person reads it; they hear by mail that there is one. Also returns whether that mail reaches them.
    Refused: somebody whom one cannot turn to here.
    """
    to = next((one for one, _contact in queries.people_to_turn_to(meeting, actor) if one.id == to_id), None)
    if to is None:
        raise DomainError(_("Choose who should read it"), "to")
    sent = PrivateWord(
        space_id=meeting.space_id, meeting_id=meeting.id, by_id=actor.id, to_id=to.id,
        words=to_references(words, people_to_name(meeting.space_id)), sent_at=db.now(),
    )  # fmt: skip
    db.session.add(sent)
    db.session.flush()
    audit.record(actor, Event.PRIVATE_WORD_SENT, sent, subject=to)
    return sent, tell_alone(to, "private_word", key=f"private_word:{sent.id}", word_id=sent.id)


def answer(word: PrivateWord, *, actor: Person, words: str) -> bool:
    """Answer a private word, once. Recorded without the answer, and whoever wrote it hears that there is one.

    Returns whether mail reaches them. Refused: a word that is answered.
    """
    db.session.refresh(word, ["answered_at"], with_for_update=True)
    if word.answered_at:
        raise DomainError(_("You answered this already. Your answer stands below"), "answer")
    word.answer, word.answered_at = to_references(words, people_to_name(word.space_id)), db.now()
    audit.record(actor, Event.PRIVATE_WORD_ANSWERED, word, subject=word.by)
    return tell_alone(word.by, "private_answer", key=f"private_answer:{word.id}", word_id=word.id)


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("private_word")
def private_word(person_id: int, word_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that there is a private word for them. The message says neither what it is nor whose."""
    return _letter("private_word", person_id, word_id, to_supporter)


@mail.template("private_answer")
def private_answer(person_id: int, word_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that their private word is answered, and not what the answer is."""
    return _letter("private_answer", person_id, word_id, to_supporter)


def _letter(template: str, person_id: int, word_id: int, to_supporter: bool) -> mail.Letter:
    person, word = db.session.get_one(Person, person_id), queries.private_word_to_tell(word_id)
    meeting = word.meeting
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        text = mail.written(template, person=person, word=word, meeting=meeting, to_supporter=to_supporter)
        subject = _("%(space)s: something for you to read", space=meeting.space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
