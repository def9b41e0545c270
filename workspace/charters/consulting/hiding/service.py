"""What people do with a comment that breaks the group agreement."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.charters.consulting import queries
from workspace.charters.consulting.answers.service import tell_author
from workspace.charters.consulting.hiding.queries import who_looks_again
from workspace.charters.consulting.models import CharterComment, HiddenComment
from workspace.errors import DomainError
from workspace.people.letters import ByHand, letter, tell_alone
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name


def hide(comment: CharterComment, *, actor: Person, why: str, appeal_to: int) -> None:
    """Hide what somebody said: everybody reads the reason in its place. Recorded, without words; whoever said it with
    an account is told, and to whom they can turn. Refused: what was hidden before, for what somebody put back stays,
    and a person who cannot be asked to look again."""
    _hold(comment)
    if comment.hiding is not None:
        raise DomainError(_("It was hidden before, and somebody may have put it back. That stands"))
    if appeal_to not in {one.id for one in who_looks_again(comment, actor)}:
        raise DomainError(_("Choose somebody of this group who did not hide it"), "appeal_to")
    row = HiddenComment(
        space_id=comment.space_id, comment_id=comment.id, why=_kept(comment, why), hidden_by_id=actor.id,
        hidden_at=db.now(), appeal_to_id=appeal_to,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.COMMENT_HIDDEN, row)
    tell_author(comment, actor, "comment_hidden", str(comment.id))


def appeal(comment: CharterComment, *, actor: Person, words: str) -> None:
    """Ask the named person to look again; they are told. Recorded, without the words. Refused: what is not hidden, and
    a second time."""
    row = _hidden(comment)
    if row.appealed_at:
        raise DomainError(_("You have asked already. The answer comes to you"))
    row.appeal, row.appealed_at = _kept(comment, words), db.now()
    db.session.flush()
    audit.record(actor, Event.COMMENT_APPEALED, row)
    hand = [ByHand(comment.space_id)]
    named = db.session.get_one(Person, row.appeal_to_id)
    tell_alone(named, "comment_appealed", key=f"comment_appealed:{row.id}", by_hand=hand, comment_id=comment.id)


def settle(comment: CharterComment, *, actor: Person, is_back: bool, words: str) -> None:
    """Put it back, or keep it hidden, with the reason; its author is told. Recorded, without the words. Refused: where
    nobody asked, and what is settled."""
    row = _hidden(comment)
    if row.appealed_at is None:
        raise DomainError(_("Nobody has asked you to look at it again"))
    if row.settled_at:
        raise DomainError(_("You have decided this already"))
    row.is_back, row.settled, row.settled_at = is_back, _kept(comment, words), db.now()
    db.session.flush()
    audit.record(actor, Event.COMMENT_SETTLED, row, {"is_back": is_back})
    tell_author(comment, actor, "comment_settled", str(comment.id))


def _hold(comment: CharterComment) -> None:
    """Let one change of what is hidden follow another."""
    db.session.flush()
    db.session.refresh(comment, ["fate"], with_for_update=True)
    db.session.refresh(comment, ["hiding"])


def _hidden(comment: CharterComment) -> HiddenComment:
    _hold(comment)
    if comment.hiding is None:
        raise DomainError(_("It is not hidden"))
    return comment.hiding


def _kept(comment: CharterComment, words: str) -> str:
    return to_references(words, people_to_name(comment.space_id))


# --- messages ------------------------------------------------------------------------------------------------------


def _message(template: str, subject: Callable[[dict[str, Any]], str]) -> None:
    """Register a message about a comment that is, or was, hidden."""

    def written(person_id: int, comment_id: int, to_supporter: bool = False) -> mail.Letter:
        person, comment = db.session.get_one(Person, person_id), queries.comment_to_tell(comment_id)
        language = person.language or comment.space.language
        with i18n.speaking(language, comment.space):
            around = {"person": person, "space": comment.space, "comment": comment, "to_supporter": to_supporter}
            text = mail.written(template, **around)
            said = subject({"title": comment.consultation.version.title})
        return letter(person, to_supporter=to_supporter, language=language, subject=said, text=text)

    mail.template(template)(written)


_message("comment_hidden", lambda of: _("What you said about “%(title)s” is hidden", **of))
_message("comment_appealed", lambda of: _("Please look again at something about “%(title)s”", **of))
_message("comment_settled", lambda of: _("What was decided about your words on “%(title)s”", **of))
