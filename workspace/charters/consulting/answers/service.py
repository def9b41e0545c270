"""What note takers do with what people said."""

from collections.abc import Iterable

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.charters.consulting import queries
from workspace.charters.consulting.models import CharterComment, Consultation, Fate
from workspace.charters.consulting.service import wording
from workspace.charters.models import CharterPart
from workspace.errors import DomainError
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name


def changed_clauses(consultation: Consultation, parts: Iterable[CharterPart]) -> dict[int, tuple[str, str]]:
    """Return what each clause said when people were asked, and what it says now, where that is different: only the
    words that are. A clause that is new said nothing, one that was taken out says nothing now."""
    now = {str(one.number): wording(one) for one in parts if one.kind and not one.is_out}
    found = {}
    for number in {**consultation.as_it_was, **now}:
        was, said = consultation.as_it_was.get(number, {}), now.get(number, {})
        names = [name for name in (was or said) if was.get(name, "") != said.get(name, "")]
        if names:
            found[int(number)] = (_joined(was, names), _joined(said, names))
    return found


def _joined(said: dict[str, str], names: list[str]) -> str:
    return "\n".join(said[name] for name in names if said.get(name))


def answer(
    comment: CharterComment, *, actor: Person, fate: Fate, words: str, number: int | None, parts: Iterable[CharterPart]
) -> None:
    """Say what became of a comment: with `number`, the clause that changed, whose old and new words are kept. An
    answer can be changed. Recorded, without the words; whoever said it with an account is told. Refused: a clause that
    says the same as before."""
    db.session.flush()
    db.session.refresh(comment, ["fate"], with_for_update=True)
    old, new = "", ""
    if number is not None:
        found = changed_clauses(comment.consultation, parts).get(number)
        if found is None:
            raise DomainError(
                _("This clause says the same as when people were asked. Change its words first"), "clause"
            )
        old, new = found
    comment.fate, comment.answered_at, comment.changed_number = fate, db.now(), number
    comment.answer, comment.old_words, comment.new_words = to_references(words, _known(comment)), old, new
    db.session.flush()
    audit.record(actor, Event.COMMENT_ANSWERED, comment, {"fate": fate})
    tell_author(comment, actor, "comment_answered", f"{comment.id}:{comment.answered_at.timestamp():.0f}")


def _known(comment: CharterComment) -> Iterable[Person]:
    return people_to_name(comment.space_id)


def tell_author(comment: CharterComment, actor: Person, template: str, moment: str) -> None:
    """Tell whoever said something with their account, unless they did this themselves."""
    if comment.by_id and comment.by_id != actor.id:
        person = db.session.get_one(Person, comment.by_id)
        hand = [ByHand(comment.space_id)]
        tell(person, template, key=f"{template}:{moment}", by_hand=hand, comment_id=comment.id)


@mail.template("comment_answered")
def answered_letter(person_id: int, comment_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what became of what they said."""
    person, comment = db.session.get_one(Person, person_id), queries.comment_to_tell(comment_id)
    language = person.language or comment.space.language
    with i18n.speaking(language, comment.space):
        around = {"person": person, "space": comment.space, "comment": comment, "to_supporter": to_supporter}
        text = mail.written("comment_answered", **around)
        subject = _("What became of what you said about “%(title)s”", title=comment.consultation.version.title)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
