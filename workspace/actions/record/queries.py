"""Reading what a person took part in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.meetings.invitations.models import PRESENT, Invitation
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.spaces.models import Membership

WHY = {"any_space": "it is about one person, in all groups that they took part in"}


def places(of: Person) -> Sequence[Membership]:
    """Return the person's places in all groups, also of those that they left."""
    found = select(Membership).where(Membership.person_id == of.id).order_by(Membership.id)
    return db.session.scalars(found.options(joinedload(Membership.space)), execution_options=WHY).all()


def attended(of: Person) -> Sequence[Invitation]:
    """Return the person's places at the meetings that they were at."""
    found = select(Invitation).where(Invitation.person_id == of.id, Invitation.attended.in_(PRESENT))
    found = found.options(joinedload(Invitation.meeting).joinedload(Meeting.space))
    return db.session.scalars(found, execution_options=WHY).all()


def done_by(of: Person) -> Sequence[Task]:
    """Return the actions that the person did."""
    found = select(Task).where(Task.owner_id == of.id, Task.state == ActionState.DONE)
    return db.session.scalars(found.options(joinedload(Task.space)), execution_options=WHY).all()
