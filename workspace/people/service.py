"""Making people known, and what they change about themselves."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Hears, Person, ReachBy, SpeaksFor
from workspace.people.queries import with_email

if TYPE_CHECKING:
    from workspace.spaces.models import Membership


Renaming = Callable[[Person, str], None]
_renaming: list[Renaming] = []


def when_renamed(follow: Renaming) -> Renaming:
    """Register what another feature does when a person changes their name: it gets the person and the old name."""
    _renaming.append(follow)
    return follow


def add_person(*, actor: Person | None, name: str, **facts: Any) -> Person:
    """Make somebody known by their preferred name, with the other facts that were given. Recorded."""
    person = Person(preferred_name=name, created_at=db.now(), **facts)
    db.session.add(person)
    audit.record(actor, Event.PERSON_ADDED, person, subject=person)
    return person


def choose_reading(actor: Person, chosen: str) -> None:
    """Keep how the person wants pages to read, for every device they sign in on."""
    actor.reading = chosen


def choose_language(actor: Person, code: str) -> None:
    """Keep the language in which the person reads pages and gets messages."""
    actor.language = code


def change_profile(
    actor: Person, *, preferred_name: str, pronouns: str, say_name: str, described_as: str, about: str
) -> None:
    """Keep who the person is, in their own words. A new name shows on every page at once, in old notes too.

    Recorded: which facts changed, and never what they said before or say now.
    """
    before = actor.preferred_name
    if _set(actor, preferred_name=preferred_name):
        audit.record(actor, Event.PERSON_RENAMED, actor, subject=actor)
        for follow in _renaming:
            follow(actor, before)
    changed = _set(actor, pronouns=pronouns, say_name=say_name, described_as=described_as, about=about)
    if changed:
        audit.record(actor, Event.PROFILE_CHANGED, actor, {"fields": changed}, subject=actor)


def change_place(
    place: "Membership", *, actor: Person, title: str, speaks_for: SpeaksFor, speaks_for_name: str
) -> None:
    """Keep who the person is in one space, and whom they speak for there. Recorded, without the words.

    Somebody who speaks for themselves speaks for no name.
    """
    name = "" if speaks_for is SpeaksFor.SELF else speaks_for_name
    changed = _set(place, title=title, speaks_for=speaks_for, speaks_for_name=name)
    if changed:
        audit.record(actor, Event.MEMBER_CHANGED, place, {"fields": changed}, subject=actor)


def change_reach(
    actor: Person,
    *,
    reach_by: ReachBy,
    email: str,
    phone: str,
    post_address: str,
    good_times: str,
    hears: Hears,
    language: str,
    formats: Sequence[str],
    supporter_name: str,
    supporter_email: str,
    supporter_copies: bool,
) -> None:
    """Keep how to reach the person, from the next message on. Recorded: which facts changed, not what they say.

    Refused with DomainError when somebody else uses the e-mail address already; nobody is told who.
    """
    user = with_email(email)
    if user and user.id != actor.id:
        raise DomainError(_("This e-mail address is in use here already. Write another, or ask us for help"), "email")
    changed = _set(
        actor,
        reach_by=reach_by,
        email=email or None,
        phone=phone,
        post_address=post_address,
        good_times=good_times,
        hears=hears,
        language=language,
        formats=list(formats),
        supporter_name=supporter_name,
        supporter_email=supporter_email,
        supporter_copies=supporter_copies,
    )
    if changed:
        audit.record(actor, Event.REACH_CHANGED, actor, {"fields": changed}, subject=actor)


def _set(row: Any, **facts: Any) -> list[str]:
    """Change these facts of the row and return the names of those that were different before."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return changed
