"""Reading when there last was contact with people, and what a link in the question opens."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db, i18n
from workspace.actions.contact.models import Contact
from workspace.actions.models import TaskChange
from workspace.meetings.invitations.models import PRESENT, Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.polls.models import PollPlace
from workspace.people.models import Person
from workspace.people.signin.queries import same, sealed
from workspace.spaces.models import Membership, Space

WHY = {"any_space": "a place in a space brings its space, and what is read belongs to the same"}
LIVES = timedelta(days=35)  # of a link
LETTER = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{6})\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Line:
    """A member, what is known of keeping in touch with them, and when there last was contact."""

    place: Membership
    contact: Contact | None
    last: datetime | None

    @property
    def since(self) -> datetime:
        """Return since when there was no contact: since they joined, if there never was."""
        return self.last or self.place.joined_at

    @property
    def weeks(self) -> int:
        return max(0, (i18n.local(db.now()).date() - i18n.local(self.since).date()).days // 7)

    @property
    def space_id(self) -> int:
        return self.place.space_id

    @property
    def space(self) -> Space:
        return self.place.space


@dataclass(frozen=True)
class Lines:
    """The members of a space: who would like a call, who can be asked, and who asked not to be asked."""

    to_ring: list[Line]
    others: list[Line]
    resting: list[Line]


@dataclass(frozen=True)
class Letter:
    """What a link in the question opens: the place of one member, who can answer there until a day."""

    written: str  # as it stands in the address
    place: Membership
    contact: Contact | None
    until: date

    @property
    def is_over(self) -> bool:
        return i18n.local(db.now()).date() > self.until


def lines(space: Space) -> Lines:
    """Return the members of the space, the longest without contact first; those who asked not to be asked by name:
    two queries."""
    everybody = sorted(_lines(space_id=space.id), key=lambda line: (line.since, line.place.id))
    today = i18n.local(db.now()).date()
    resting = [line for line in everybody if line.contact and line.contact.rests(today)]
    to_ring = [line for line in everybody if line.contact and line.contact.waits_for_a_call]
    others = [line for line in everybody if line not in resting and line not in to_ring]
    return Lines(to_ring, others, sorted(resting, key=lambda line: line.place.person.preferred_name.casefold()))


def lines_of(person: Person) -> list[Line]:
    """Return the person's own lines in all groups that they belong to, by the groups' names: two queries."""
    return sorted(_lines(person_id=person.id), key=lambda line: line.place.space.name.casefold())


def line(slug: str, person_id: int) -> Line | None:
    """Return the line of one member, with their place, which says of what space it is."""
    return next((one for one in _lines(person_id=person_id) if one.place.space.slug == slug), None)


def _lines(**of: int) -> list[Line]:
    found = (
        select(Membership, Contact)
        .join(Membership.person)
        .join(Membership.space)
        .outerjoin(Contact, (Contact.space_id == Membership.space_id) & (Contact.person_id == Membership.person_id))
        .where(Membership.left_at.is_(None), *(getattr(Membership, name) == number for name, number in of.items()))
        .options(contains_eager(Membership.person), contains_eager(Membership.space))
    )
    last = _last(**of)
    rows = db.session.execute(found, execution_options=WHY)
    return [Line(place, contact, last.get((place.space_id, place.person_id))) for place, contact in rows]


def _last(**of: int) -> dict[tuple[int, int], datetime]:
    """Return when there last was contact, by space and person: who was at a meeting, answered an invitation or which
    dates suit them, wrote about an action, answered the question, or talked with an organiser."""
    parts = []
    for kind, who, at in (
        (Invitation, Invitation.person_id, Invitation.answered_at),
        (PollPlace, PollPlace.person_id, PollPlace.answered_at),
        (TaskChange, TaskChange.by_id, TaskChange.at),
        (Contact, Contact.person_id, Contact.answered_at),
        (Contact, Contact.person_id, Contact.talked_at),
    ):
        parts.append(_chosen(select(kind.space_id, who.label("person_id"), at.label("at")), kind.space_id, who, of))
    there = select(Invitation.space_id, Invitation.person_id, Meeting.starts_at.label("at")).join(
        Meeting, Meeting.id == Invitation.meeting_id
    )
    there = there.where(Invitation.attended.in_(PRESENT))
    every = union_all(_chosen(there, Invitation.space_id, Invitation.person_id, of), *parts).subquery()
    newest = select(every.c.space_id, every.c.person_id, func.max(every.c.at)).where(every.c.at.is_not(None))
    rows = db.session.execute(newest.group_by(every.c.space_id, every.c.person_id), execution_options=WHY)
    return {(space_id, person_id): at for space_id, person_id, at in rows}


def _chosen(part: Any, space_id: Any, person_id: Any, of: dict[str, int]) -> Any:
    columns = {"space_id": space_id, "person_id": person_id}
    return part.where(*(columns[name] == number for name, number in of.items()))


def contact_of(space_id: int, person_id: int) -> Contact | None:
    """Return what is known of keeping in touch with a member."""
    here = (Contact.space_id == space_id, Contact.person_id == person_id)
    return db.session.scalar(select(Contact).where(*here).options(joinedload(Contact.asked_by)))


def place_of(space_id: int, person_id: int) -> Membership | None:
    """Return somebody's place in a space, with the space and the person, while they belong to it."""
    here = (Membership.space_id == space_id, Membership.person_id == person_id, Membership.left_at.is_(None))
    return db.session.scalar(
        select(Membership).where(*here).options(joinedload(Membership.space), joinedload(Membership.person))
    )


def letter_of(space_id: int, person_id: int, until: date) -> str:
    """Return what stands in the address for this member and day: numbers and 128 bits that only we make."""
    words = f"{space_id}.{person_id}.{until.toordinal()}"
    return f"{words}.{sealed('answer to a question about keeping in touch', words)[:32]}"


def letter(written: str) -> Letter | None:
    """Return what an address of ours opens, while the person belongs to the group; None for any other."""
    found = LETTER.fullmatch(written)
    if found is None:
        return None
    space_id, person_id, until = int(found[1]), int(found[2]), date.fromordinal(int(found[3]))
    place = place_of(space_id, person_id) if same(written, letter_of(space_id, person_id, until)) else None
    return Letter(written, place, contact_of(space_id, person_id), until) if place else None
