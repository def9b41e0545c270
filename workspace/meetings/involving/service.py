"""What organisers do with the list of who needs to be involved: write a line, invite by it, take it away."""

from typing import Any

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.invitations import service as invitations
from workspace.meetings.involving import queries
from workspace.meetings.involving.models import Wanted
from workspace.meetings.models import Meeting
from workspace.meetings.queries import people_to_name
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Membership


def want(meeting: Meeting, *, actor: Person, facts: dict[str, Any]) -> Wanted:
    """Write down somebody who needs to be involved, with the moment. Recorded, without the words. Nobody is told.

    Refused: a meeting that is over or cancelled; a member who is on the list already.
    """
    invitations.refuse_ended(meeting)
    if facts["person_id"] and queries.is_on_list(meeting, facts["person_id"]):
        raise DomainError(_("This person is on the list already"), "member")
    people = people_to_name(meeting.space_id)
    texts = {name: to_references(facts[name], people) for name in ("who", "why")}
    by = {"asked_by_id": actor.id, "asked_at": db.now()}
    made = Wanted(space_id=meeting.space_id, meeting_id=meeting.id, **by, **(facts | texts))
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.WANTED, made, {"kind": made.kind, "involvement": made.involvement})
    return made


def invite(
    row: Wanted, *, actor: Person, member: Membership | None = None, guest: invitations.Guest | None = None
) -> Person:
    """Invite whoever this line is about: a member, or a guest. The line keeps who it became. Returns that person.

    Recorded and refused as any invitation: nobody is invited before the meeting says what it is for.
    """
    if row.place:
        raise DomainError(_("This person is invited already"))
    chosen = [member] if member else []
    (person,) = invitations.invite(row.meeting, actor=actor, members=chosen, guest=guest)
    if row.kind is row.kind.PERSON:
        row.who = ""
    row.person_id = person.id
    db.session.flush()
    return person


def remove(row: Wanted, *, actor: Person) -> None:
    """Take a line away. Recorded. An invitation that it became stays."""
    audit.record(actor, Event.WANTED_REMOVED, row.meeting)
    db.session.delete(row)
    db.session.flush()
