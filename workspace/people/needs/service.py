"""What people write, show and take back of their needs, and the record of who looked."""

from collections.abc import Callable, Iterable

from sqlalchemy import select

from workspace import audit, db
from workspace.audit import Actor, Event
from workspace.people.models import Person
from workspace.people.needs.models import Need, NeedKind, SeenBy

Removing = Callable[[Need], None]
_removing: list[Removing] = []


def when_removed(follow: Removing) -> Removing:
    """Register what another feature does when somebody deletes a need: it gets the need, which is still there."""
    _removing.append(follow)
    return follow


def add_need(actor: Person, *, kind: NeedKind, words: str, seen_by: SeenBy) -> Need:
    """Add a need to the person's access profile, and keep the moment at which they agreed that others see it.

    Recorded without saying what the need is. Whoever calls this has asked the person to agree, unless nobody sees it.
    """
    need = Need(person_id=actor.id, kind=kind, words=words, created_at=db.now())
    db.session.add(need)
    db.session.flush()
    audit.record(actor, Event.NEED_ADDED, need, subject=actor)
    _show_to(need, seen_by, actor=actor)
    return need


def change_need(need: Need, *, actor: Person, kind: NeedKind, words: str, seen_by: SeenBy) -> None:
    """Keep the need as it is now. The person agreed anew to show it as it is now, or shows it to nobody any more.

    Recorded without saying what the need is.
    """
    before = (need.kind, need.words)
    need.kind, need.words = kind, words
    if before != (kind, words):
        need.changed_at = db.now()
        audit.record(actor, Event.NEED_CHANGED, need, subject=actor)
    _show_to(need, seen_by, actor=actor)


def withdraw(need: Need, *, actor: Person) -> None:
    """Take back the agreement: from now on nobody but the person sees the need, at no meeting. Recorded."""
    _show_to(need, SeenBy.NOBODY, actor=actor)


def remove_need(need: Need, *, actor: Person) -> None:
    """Delete the need. Nothing of it is kept but the record that there was one."""
    audit.record(actor, Event.NEED_REMOVED, need, subject=actor)
    for follow in _removing:
        follow(need)
    db.session.delete(need)


def needs_seen(looker: Actor, person_ids: Iterable[int], thing: db.Base) -> None:
    """Record, before any need is shown, that somebody looks at the needs of these people because of `thing`.

    One row for each person, who sees it on their own page; none for a look at one's own. The record stands even if
    the page fails after it. Call it before the request changes anything.
    """
    others = set(person_ids) - {looker.id}
    if not others:
        return
    with db.separate_transaction() as own:
        for person in own.scalars(select(Person).where(Person.id.in_(others)).order_by(Person.id)):
            audit.record(looker, Event.NEEDS_SEEN, thing, subject=person, session=own)


def _show_to(need: Need, seen_by: SeenBy, *, actor: Person) -> None:
    was_shown = need.agreed_at is not None
    need.seen_by = seen_by
    if seen_by is SeenBy.NOBODY:
        need.agreed_at = None
        if was_shown:
            audit.record(actor, Event.CONSENT_WITHDRAWN, need, subject=actor)
        return
    need.agreed_at = db.now()
    audit.record(actor, Event.CONSENT_GIVEN, need, {"seen_by": seen_by}, subject=actor)
