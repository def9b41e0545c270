"""Noticing that somebody changes, and telling members who comes next."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, jobs, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_references
from workspace.people.queries import names_in
from workspace.roles import NOTE_TAKERS, Role
from workspace.spaces import service as spaces
from workspace.spaces.handover.models import Handover, Post
from workspace.spaces.handover.queries import handover_to_tell, members_to_tell
from workspace.spaces.models import Membership, Space
from workspace.spaces.venues.queries import people_to_name

TEXTS = ("title", "who", "successor", "reason", "in_hand")
POSTS = {Role.ORGANISER: Post.ORGANISER, Role.NOTE_TAKER: Post.NOTE_TAKER}


# --- noticing ------------------------------------------------------------------------------------------------------


@spaces.when_left
def somebody_left(membership: Membership, actor: Person) -> None:
    """Notice that an organiser or note taker left the group."""
    if membership.left_at and membership.role in POSTS:
        _notice(membership.space_id, POSTS[membership.role], _reference(membership.person_id))


@spaces.when_part_changed
def part_changed(membership: Membership, before: Role) -> None:
    """Notice that somebody organises or takes notes no more. Who does so again was never gone."""
    kept = {Role.ORGANISER: {Role.ORGANISER}, Role.NOTE_TAKER: NOTE_TAKERS}
    who = _reference(membership.person_id)
    for role, post in POSTS.items():
        if membership.left_at is None and membership.role in kept[role]:
            here = (Handover.space_id == membership.space_id, Handover.written_at.is_(None))
            db.session.execute(delete(Handover).where(*here, Handover.post == post, Handover.who == who))
        elif before is role:
            _notice(membership.space_id, post, who)


@spaces.when_contact_changed
def contact_changed(space: Space, before: str) -> None:
    """Notice that people are to turn to somebody else."""
    if before:
        _notice(space.id, Post.CONTACT, to_references(before, people_to_name(space.id)), space.contact_name)


def _notice(space_id: int, post: Post, who: str, successor: str = "") -> None:
    same = (Handover.space_id == space_id, Handover.post == post, Handover.who == who, Handover.written_at.is_(None))
    if db.session.scalar(select(Handover.id).where(*same)) is None:
        now = db.now()
        named = to_references(successor, people_to_name(space_id)) if successor else ""
        row = Handover(space_id=space_id, post=post, who=who, successor=named, noticed_at=now)
        row.from_day = i18n.local(now).date()
        db.session.add(row)
        db.session.flush()


def _reference(person_id: int) -> str:
    return f"{{person:{person_id}}}"


# --- writing and telling -------------------------------------------------------------------------------------------


def write(space: Space, noticed: Handover | None, *, actor: Person, facts: dict[str, Any]) -> Handover:
    """Write the note of a change that was noticed, or of another one. Every member is told. Recorded.

    Refused: a note that somebody else wrote meanwhile.
    """
    row = noticed or Handover(space_id=space.id, noticed_at=db.now())
    if noticed:
        db.session.refresh(row, ["written_at"], with_for_update=True)
    if row.written_at:
        raise DomainError(_("Somebody else has written this note meanwhile. Members were told"))
    people = people_to_name(space.id)
    for name, value in facts.items():
        setattr(row, name, to_references(value, people) if name in TEXTS else value)
    row.written_at, row.written_by_id = db.now(), actor.id
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.HANDOVER_WRITTEN, row, {"post": row.post})
    jobs.enqueue("handover", key=f"handover:{row.id}", handover_id=row.id)
    return row


def drop(row: Handover, *, actor: Person) -> None:
    """Take away a change that was noticed by mistake. Recorded. Refused: one that members were told of."""
    if row.written_at:
        raise DomainError(_("Members were told of this change: it stays"))
    audit.record(actor, Event.HANDOVER_DROPPED, row, {"post": row.post})
    db.session.execute(delete(Handover).where(Handover.id == row.id, Handover.space_id == row.space_id))


@jobs.handler("handover")
def tell_members(handover_id: int) -> None:
    """Tell everybody in the group but whoever wrote the note, and those who read news on the pages alone."""
    row = handover_to_tell(handover_id)
    for number in members_to_tell(row.space_id, but=row.written_by_id):
        person = db.session.get_one(Person, number)
        if person.hears is not Hears.PAGES:
            hand = [ByHand(row.space_id)]
            tell(person, "handover", key=f"handover:{row.id}", by_hand=hand, handover_id=row.id)


@mail.template("handover")
def handover_letter(person_id: int, handover_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell a member who does something for the group no more, and who does it now."""
    person, row = db.session.get_one(Person, person_id), handover_to_tell(handover_id)
    language = person.language or row.space.language
    with i18n.speaking(language, row.space):
        names = names_in(row.texts)
        text = mail.written("handover", person=person, space=row.space, row=row, names=names, to_supporter=to_supporter)
        subject = _("%(space)s: somebody whom you turn to has changed", space=row.space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
