"""What people do with a space: set it up, change what it says, add people, change their part."""

import base64
import hmac
import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update

from workspace import audit, db, i18n, mail, throttle
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people import service as people
from workspace.people.letters import letter, tell
from workspace.people.models import Person, ReachBy, SpeaksFor
from workspace.people.queries import with_email
from workspace.roles import Role
from workspace.spaces import queries
from workspace.spaces.models import Membership, Space

Leaving = Callable[[Membership, Person], None]
_leaving: list[Leaving] = []

Changing = Callable[[Space], None]
_changing: list[Changing] = []

PartChanging = Callable[[Membership, Role], None]
_part_changing: list[PartChanging] = []

ContactChanging = Callable[[Space, str], None]
_contact_changing: list[ContactChanging] = []

CODE_TRIES = 10  # of the set-up code, by anybody, in an hour
SLUG_LENGTH = 60


def when_left(follow: Leaving) -> Leaving:
    """Register what another feature does when somebody leaves a space: it gets their place there and the actor."""
    _leaving.append(follow)
    return follow


def when_changed(follow: Changing) -> Changing:
    """Register what another feature does when the settings of a space change."""
    _changing.append(follow)
    return follow


def when_part_changed(follow: PartChanging) -> PartChanging:
    """Register what another feature does when somebody's part in a space changes, or they are back: it gets their
    place there and the role that they had."""
    _part_changing.append(follow)
    return follow


def when_contact_changed(follow: ContactChanging) -> ContactChanging:
    """Register what another feature does when a space names somebody else to turn to: it gets the name before."""
    _contact_changing.append(follow)
    return follow


# --- first set-up --------------------------------------------------------------------------------------------------


def set_up_code() -> str:
    """Return the code that proves, on the set-up page, that somebody can read this installation's terminal.

    It is made from the secret key, so that it is the same after a restart: 50 bits in two groups of five letters.
    """
    key = current_app.config["SETTINGS"].secret_key.encode()
    letters = base64.b32encode(hmac.digest(key, b"set up", "sha256")).decode()
    return f"{letters[:5]}-{letters[5:10]}"


def prove_code(code: str) -> None:
    """Accept the set-up code, written in any case, with or without its hyphen. Every try is counted.

    Refused: another code, and any code after ten tries in an hour.
    """
    if not throttle.hit("set-up", CODE_TRIES, timedelta(hours=1)):
        raise DomainError(_("The code was tried too often. Wait an hour, then try again"), "code")
    if not hmac.compare_digest(_letters(code), _letters(set_up_code())):
        raise DomainError(_("This is not the code. Copy it from the terminal in which the site was started"), "code")


def _letters(code: str) -> bytes:
    return re.sub(r"[\s-]", "", code).upper().encode("utf-8", "replace")


def set_up(*, space_name: str, name: str, email: str, pronouns: str = "") -> tuple[Space, Person]:
    """Make the first space, and the person who hosts the installation and organises the space. Recorded.

    People of the space turn to this person until its settings name somebody else.
    """
    person = with_email(email) or people.add_person(actor=None, name=name, email=email, pronouns=pronouns)
    person.is_host = True
    return create_space(space_name, organiser=person, actor=person), person


def create_space(name: str, *, organiser: Person, actor: Person | None) -> Space:
    """Make a space with its first organiser, who is whom its people turn to. Recorded."""
    space = Space(
        slug=_free_slug(name),
        name=name,
        contact_name=organiser.preferred_name,
        contact_pronouns=organiser.pronouns,
        contact_email=organiser.email or "",
        time_zone=current_app.config["SETTINGS"].time_zone,
        language=i18n.language().code,
        created_at=db.now(),
    )
    db.session.add(space)
    audit.record(actor, Event.SPACE_CREATED, space)
    _join(space, organiser, actor, role=Role.ORGANISER)
    return space


@people.when_renamed
def rename_contact(person: Person, before: str) -> None:
    """Call the person by the new name wherever they are the contact of their group."""
    theirs = select(Membership.space_id).where(Membership.person_id == person.id)
    db.session.execute(
        update(Space)
        .where(Space.id.in_(theirs), Space.contact_name == before)
        .values(contact_name=person.preferred_name)
    )


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: SLUG_LENGTH - 5].strip("-") or "group"
    slug, number = wanted, 1
    while queries.slug_taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def change_space(space: Space, *, actor: Person, **facts: Any) -> None:
    """Change what the space says of itself. Recorded: which of its facts changed, not what they say.

    Refused: an address that another space has.
    """
    if "slug" in facts and queries.slug_taken(facts["slug"], but=space.id):
        raise DomainError(_("Another group has this address. Write a different one"), "slug")
    changed = [name for name, value in facts.items() if getattr(space, name) != value]
    contact = space.contact_name
    for name in changed:
        setattr(space, name, facts[name])
    if changed:
        audit.record(actor, Event.SPACE_CHANGED, space, {"changed": changed})
        for follow in _changing:
            follow(space)
    if "contact_name" in changed:
        for tell_of in _contact_changing:
            tell_of(space, contact)


# --- people --------------------------------------------------------------------------------------------------------


def add_person(
    space: Space,
    *,
    actor: Person | None,
    name: str,
    email: str = "",
    phone: str = "",
    post_address: str = "",
    reach_by: ReachBy = ReachBy.MAIL,
    **part: Any,
) -> Person:
    """Add somebody to the space, and welcome them by mail when they have e-mail. Recorded.

    Somebody who uses this e-mail address already stays as they described themselves: what was written here about
    their name and how to reach them is not used. Refused: somebody who belongs to the space.
    """
    known = with_email(email) if email else None
    if known and _belongs(space, known):
        raise DomainError(_("Somebody with this e-mail address is in the group already"), "email")
    person = known or people.add_person(
        actor=actor, name=name, email=email or None, phone=phone, post_address=post_address, reach_by=reach_by
    )
    membership = _join(space, person, actor, **part)
    _welcome(person, membership, actor)
    return person


def _belongs(space: Space, person: Person) -> bool:
    membership = queries.membership(space.slug, person.id)
    return membership is not None and membership.left_at is None


def _join(space: Space, person: Person, actor: Person | None, **part: Any) -> Membership:
    """Give the person a place in the space; one who had left has their old place again."""
    membership = queries.membership(space.slug, person.id)
    if membership is None:
        membership = Membership(space_id=space.id, person_id=person.id, role=Role.MEMBER)
        db.session.add(membership)
    membership.joined_at, membership.left_at = db.now(), None
    for name, value in part.items():
        setattr(membership, name, value)
    audit.record(actor, Event.MEMBER_ADDED, membership, {"role": membership.role}, subject=person)
    return membership


def change_member(
    membership: Membership, *, actor: Person, role: Role, title: str, speaks_for: SpeaksFor, speaks_for_name: str
) -> None:
    """Change somebody's part in the space. Recorded. Refused: taking away the last organiser."""
    if membership.role is Role.ORGANISER and role is not Role.ORGANISER:
        _keep_an_organiser(membership, "role")
    before = membership.role
    membership.role, membership.title = role, title
    membership.speaks_for = speaks_for
    membership.speaks_for_name = "" if speaks_for is SpeaksFor.SELF else speaks_for_name
    changes = {"from": before, "to": role}
    audit.record(actor, Event.MEMBER_CHANGED, membership, changes, subject=membership.person)
    _follow_part(membership, before)


def _follow_part(membership: Membership, before: Role) -> None:
    for follow in _part_changing:
        follow(membership, before)


def leave(membership: Membership, *, actor: Person) -> None:
    """Close the space's pages to somebody who has left. What they did stays, under their name. Recorded.

    Promised: invitations to meetings to come are taken back. Refused: the last organiser.
    """
    if membership.role is Role.ORGANISER:
        _keep_an_organiser(membership)
    membership.left_at = db.now()
    audit.record(actor, Event.MEMBER_LEFT, membership, subject=membership.person)
    let_go(membership, actor=actor)


def let_go(membership: Membership, *, actor: Person) -> None:
    """Let every feature do what it does when somebody leaves a space, or is no guest of it any more."""
    for follow in _leaving:
        follow(membership, actor)


def come_back(membership: Membership, *, actor: Person) -> None:
    """Open the space's pages again to somebody who had left, with the part that they had. Recorded."""
    _join(membership.space, membership.person, actor)
    _follow_part(membership, membership.role)


def _keep_an_organiser(membership: Membership, field: str = "") -> None:
    # Two organisers who step down in the same moment take turns.
    db.session.execute(select(Space.id).where(Space.id == membership.space_id).with_for_update())
    if not queries.has_other_organiser(membership):
        words = _("They are the only organiser. Make somebody else an organiser first, so that the group has one")
        raise DomainError(words, field)


# --- what people are told ------------------------------------------------------------------------------------------


def _welcome(person: Person, membership: Membership, actor: Person | None) -> None:
    key = f"welcome:{membership.id}:{membership.joined_at:%Y%m%d%H%M%S}"
    tell(person, "welcome", key=key, space_id=membership.space_id, by_id=actor.id if actor else None)


@mail.template("welcome")
def welcome(person_id: int, space_id: int, by_id: int | None = None, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody which group they were added to, by whom, what it does, and how to come in."""
    person, space = db.session.get_one(Person, person_id), db.session.get_one(Space, space_id)
    by = db.session.get(Person, by_id) if by_id else None
    language = person.language or space.language
    with i18n.speaking(language, space):
        text = mail.written("welcome", member=person, space=space, by=by, to_supporter=to_supporter)
        subject = _("%(space)s: you have a seat with us", space=space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
