"""Messages to a person and, where they wish it, the same to their supporter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workspace import mail
from workspace.people.models import Person, ReachBy


@dataclass(frozen=True)
class ByHand:
    """In which space somebody is told by hand what everybody else gets by mail, and of which actions or pairs."""

    space_id: int
    task_ids: Sequence[int] = ()
    pair_ids: Sequence[int] = ()


Beside = Callable[[Person, str, str, dict[str, Any], Sequence[ByHand]], None]
_beside: list[Beside] = []


def beside_mail(call: Beside) -> Beside:
    """Register what is done for somebody who has no e-mail, or wishes to hear in another way first."""
    _beside.append(call)
    return call


def tell(person: Person, template: str, *, key: str, by_hand: Sequence[ByHand] = (), **ids: Any) -> bool:
    """Queue a message for the person, and a copy for a supporter who gets copies; once for each key.

    Returns False when the person has no e-mail: somebody has to tell them by post or phone. What there is to tell
    them, and those who wish to hear in another way first, is kept until it is done: with its meeting, or in the spaces
    that `by_hand` names.
    """
    if person.supporter_copies and person.supporter_email:
        mail.send(template, person.id, key=f"{key}:{person.id}:supporter", to_supporter=True, **ids)
    return tell_alone(person, template, key=key, by_hand=by_hand, **ids)


def tell_alone(person: Person, template: str, *, key: str, by_hand: Sequence[ByHand] = (), **ids: Any) -> bool:
    """Queue a message as tell() does, of which no supporter gets a copy: what the person wrote or asked in private."""
    if not person.has_mail or person.reach_by is not ReachBy.MAIL:
        for call in _beside:
            call(person, template, key, ids, by_hand)
    if not person.has_mail:
        return False
    mail.send(template, person.id, key=f"{key}:{person.id}", **ids)
    return True


def letter(
    person: Person,
    *,
    to_supporter: bool,
    language: str,
    subject: str,
    text: str,
    attachments: Sequence[mail.Attachment] = (),
) -> mail.Letter:
    """Return the message with the address of the person, or of their supporter."""
    name, address = person.preferred_name, person.email
    if to_supporter:
        name, address = person.supporter_name, person.supporter_email
    return mail.Letter(name, address or "", language, subject, text, list(attachments))
