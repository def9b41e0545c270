"""What people do with the glossary: ask for a word, explain it, take words over, take them off."""

import secrets
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.roles import NOTE_TAKERS
from workspace.spaces.glossary import queries
from workspace.spaces.glossary.models import Term
from workspace.spaces.glossary.starter import STARTER
from workspace.spaces.models import Space
from workspace.spaces.queries import people_with_role


def ask(space: Space, *, actor: Person, word: str) -> Term:
    """Ask what a word means. It waits on the list, who keeps the list is told, and the person hears the answer.

    Recorded, without the word. Refused: a word that is on the list, explained or asked for.
    """
    _refuse_known(space, word)
    asked = Term(
        space_id=space.id, key=Term.key_of(word), word=word, language=space.language, means="", in_full="",
        asked_by_id=actor.id, asked_at=db.now(),
    )  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    audit.record(actor, Event.WORD_ASKED, asked, subject=actor)
    for keeper in people_with_role(space.id, NOTE_TAKERS):
        if keeper.id != actor.id:
            tell(keeper, "word_asked", key=f"word_asked:{asked.id}", term_id=asked.id)
    return asked


def add(space: Space, *, actor: Person, facts: dict[str, str]) -> Term:
    """Put an explained word on the list. Recorded. Every page that holds it explains it from now on.

    A word that waits is answered with it. Refused: a word that is explained already.
    """
    known = queries.taken(space.id, Term.key_of(facts["word"]))
    if known is None:
        known = Term(space_id=space.id, key=Term.key_of(facts["word"]))
        db.session.add(known)
    elif not known.waits:
        raise DomainError(_("“%(word)s” is on the list already. Change it there", word=known.word), "word")
    _explain(space, known, actor, facts)
    return known


def change(term: Term, *, actor: Person, facts: dict[str, str]) -> Person | None:
    """Change what is said of a word, or explain one that waits: then whoever asked is told. Recorded.

    Returns that person when no mail reaches them. Refused: a word that is on the list in another row.
    """
    if known := queries.taken(term.space_id, Term.key_of(facts["word"]), but=term.id):
        raise DomainError(_("“%(word)s” is on the list already. Change it there", word=known.word), "word")
    return _explain(term.space, term, actor, facts)


def _explain(space: Space, term: Term, actor: Person, facts: dict[str, str]) -> Person | None:
    answers = term.asked_by if term.id and term.waits else None
    for name, value in facts.items():
        setattr(term, name, value)
    term.key = Term.key_of(term.word)
    term.explained_by_id, term.explained_at = actor.id, db.now()
    db.session.flush()
    _mark_changed(space)
    audit.record(actor, Event.WORD_EXPLAINED, term, subject=answers)
    if answers is None or answers.id == actor.id:
        return None
    return None if tell(answers, "word_explained", key=f"word_explained:{term.id}", term_id=term.id) else answers


def take_over(space: Space, *, actor: Person, numbers: Iterable[int]) -> int:
    """Put words of ours on the list, explained in the language in use, and return how many. Recorded.

    A word that is explained already stays as it is; one that waits is answered.
    """
    language, count = i18n.language().code, 0
    for one in (STARTER[number] for number in numbers):
        known = queries.taken(space.id, one.key)
        if known is None or known.waits:
            texts = {"word": one.word, "in_full": one.in_full, "means": one.means, "language": language}
            add(space, actor=actor, facts={name: str(text) for name, text in texts.items()})
            count += 1
    return count


def remove(term: Term, *, actor: Person) -> None:
    """Take a word off the list. Recorded, without the word. Refused: a word that somebody asked for and that waits."""
    if term.waits:
        raise DomainError(_("Somebody asked for this word. Explain it first, so that they get an answer"))
    audit.record(actor, Event.WORD_REMOVED, term)
    db.session.execute(delete(Term).where(Term.id == term.id, Term.space_id == term.space_id))
    _mark_changed(term.space)


def _mark_changed(space: Space) -> None:
    """Have every worker read the list anew. A list that explains nothing has no mark, and costs a page nothing."""
    space.glossary_mark = secrets.token_hex(8) if queries.any_explained(space.id) else ""


def _refuse_known(space: Space, word: str) -> None:
    known = queries.taken(space.id, Term.key_of(word))
    if known is None:
        return
    if known.waits:
        raise DomainError(_("Somebody asked for “%(word)s” already. It waits to be explained", word=known.word), "word")
    raise DomainError(_("“%(word)s” is on the list: %(means)s", word=known.word, means=known.means), "word")


def with_words(text: str, space: Space) -> str:
    """Return a message with the words of the list that stand in it explained at its end."""
    entries = queries.glossary(space).in_text(text)
    return f"{text}\n{mail.written('_words', entries=entries)}" if entries else text


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("word_asked")
def word_asked(person_id: int, term_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who keeps the list that a member would like a word explained."""
    return _letter("word_asked", person_id, term_id, to_supporter)


@mail.template("word_explained")
def word_explained(person_id: int, term_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell the member who asked what a word means."""
    return _letter("word_explained", person_id, term_id, to_supporter)


def _letter(template: str, person_id: int, term_id: int, to_supporter: bool) -> mail.Letter:
    person, term = db.session.get_one(Person, person_id), queries.term_to_tell(term_id)
    language = person.language or term.space.language
    facts: dict[str, Any] = {"space": term.space.name, "word": term.word}
    with i18n.speaking(language, term.space):
        text = mail.written(template, person=person, term=term, space=term.space, to_supporter=to_supporter)
        if template == "word_asked":
            subject = _("%(space)s: what does “%(word)s” mean?", **facts)
        else:
            subject = _("%(space)s: what “%(word)s” means", **facts)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
