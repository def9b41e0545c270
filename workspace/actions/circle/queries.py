"""Reading who has to do with an action."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.actions.models import OPEN_STATES, Task, TaskPerson
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.roles import reader_of_action
from workspace.spaces.models import Membership

MOST_ASKED = 500  # people to choose from, when somebody is asked to do an action


def audience(task: Task, *, but: Collection[int] = ()) -> Sequence[Person]:
    """Return who hears of a change: the owner, whoever is asked, helps, raised it or follows it, each once, while they
    may read it: two queries. Needs what `task` loads."""
    told = select(TaskPerson.person_id).where(TaskPerson.task_id == task.id)
    own = [number for number in (task.owner_id, task.asked_id, task.raised_by_id) if number]
    found = db.session.scalars(
        select(Person)
        .where(or_(Person.id.in_(own), Person.id.in_(told)), Person.id.not_in(but))
        .order_by(Person.id)
        .options(selectinload(Person.memberships))
    ).all()
    return [person for person in found if reader_of_action(person, task)]


def can_do(task: Task, person_id: int) -> Person | None:
    """Return somebody who may be asked to do it: who belongs to the space, or was invited to its meeting."""
    return db.session.scalar(_people_of(task).where(Person.id == person_id))


def people_to_ask(task: Task) -> Sequence[Person]:
    """Return who may be asked, by name; the first of them where there are very many."""
    return db.session.scalars(_people_of(task).order_by(Person.preferred_name, Person.id).limit(MOST_ASKED)).all()


def _people_of(task: Task) -> Select[Person]:
    here = select(Membership.person_id).where(Membership.space_id == task.space_id, Membership.left_at.is_(None))
    there = select(Invitation.person_id).where(Invitation.meeting_id == task.meeting_id)
    return select(Person).where(or_(Person.id.in_(here), Person.id.in_(there)), Person.preferred_name != "")


def named_in(task: Task) -> Iterable[Person]:
    """Return whose names in a text about the action are kept as references. Needs what `task` loads."""
    people = [place.person for place in task.meeting.invitations] if task.meeting else []
    people += [one for one in (task.owner, task.asked) if one]
    return {person.id: person for person in people}.values()


def in_hands_of(space_id: int, person_id: int) -> Sequence[Task]:
    """Return the unfinished actions of a space that somebody does, or is asked to do."""
    theirs = or_(Task.owner_id == person_id, Task.asked_id == person_id)
    loaded = joinedload(Task.meeting).selectinload(Meeting.invitations)
    return db.session.scalars(
        select(Task).where(Task.space_id == space_id, theirs, Task.state.in_(OPEN_STATES)).options(loaded)
    ).all()
