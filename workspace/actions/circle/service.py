"""What people do about having to do with an action."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from workspace import db
from workspace.actions.bodies.service import called
from workspace.actions.changes import by_hand, remember
from workspace.actions.circle import queries
from workspace.actions.models import Change, Part, Task, TaskChange, TaskPerson
from workspace.errors import DomainError
from workspace.people.letters import tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.roles import Role
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership
from workspace.spaces.queries import people_with_role

# --- who does it ---------------------------------------------------------------------------------------------------


def ask(task: Task, *, actor: Person, person_id: int, body: str = "") -> Person:
    """Ask somebody to do an action, for themselves or for a body or a role; until their yes it stays with whoever does
    it now, for whom they said yes. Recorded. They are told by mail, and so is whoever was asked before and had not
    answered.

    Refused: somebody who neither belongs to the space nor was invited to its meeting, its owner, an action that is
    finished.
    """
    person = queries.can_do(task, person_id)
    if person is None:
        raise DomainError(_("Choose somebody of this group"), "person")
    if person.id == task.owner_id:
        raise DomainError(_("%(name)s does it already", name=person.preferred_name), "person")
    _refuse_finished(task)
    before, task.asked_id, for_whom = task.asked, person.id, called(task.space_id, body)
    if task.owner_id is None:
        task.body_id = for_whom.id if for_whom else None
    change = remember(task, actor, Change.ASKED, about=person, body=for_whom)
    _tell_of(task, change, {before} - {person, actor})
    if person.id != actor.id:
        key = f"action_asked:{change.id}"
        tell(person, "action_asked", key=key, by_hand=by_hand(task), task_id=task.id, by_id=actor.id)
    return person


def say_yes(task: Task, *, actor: Person) -> None:
    """Own an action that one was asked to do, for the body or the role for which one was asked. Recorded; those who
    have to do with it are told, and so are whoever did it until now and whoever asked."""
    _refuse_finished(task)
    body, before, asker = task.asked_for, task.owner, task.asked_by
    task.owner_id, task.asked_id, task.body_id = actor.id, None, body.id if body else None
    change = remember(task, actor, Change.TAKEN_ON, body=body)
    _tell_of(task, change, {before, asker} - {actor})


def say_no(task: Task, *, actor: Person, words: str = "") -> None:
    """Say no to an action: it stays with its owner, or needs somebody, and nobody asks why. Recorded; whoever asked is
    told as well."""
    asker, task.asked_id = task.asked_by, None
    change = remember(task, actor, Change.DECLINED, words=to_references(words, queries.named_in(task)))
    _tell_of(task, change, {asker} - {actor})


def _tell_of(task: Task, change: TaskChange, people: Iterable[Person | None]) -> None:
    """Tell people of a change. Whoever hears of it anyhow is told once."""
    for person in people:
        if person:
            key = f"action_changed:{change.id}"
            tell(person, "action_changed", key=key, by_hand=by_hand(task, person), change_id=change.id)


def _refuse_finished(task: Task) -> None:
    if not task.is_open:
        raise DomainError(_("This action is finished. Write down a new one instead"))


@spaces.when_left
def free(membership: Membership, actor: Person) -> None:
    """Let go of what somebody who leaves said they would do, and was asked: it needs somebody else. Recorded; whoever
    organises the space hears of it too, for they can ask somebody.
    """
    organisers = people_with_role(membership.space_id, [Role.ORGANISER])
    for task in queries.in_hands_of(membership.space_id, membership.person_id):
        if task.asked_id == membership.person_id:
            task.asked_id = None
        if task.owner_id == membership.person_id:
            task.owner_id = None
            change = remember(task, actor, Change.OWNER_LEFT)
            _tell_of(task, change, [one for one in organisers if one.id not in {actor.id, membership.person_id}])


# --- who raised it, helps, follows ---------------------------------------------------------------------------------


def raised(task: Task, *, actor: Person, shown: str) -> None:
    """Say that one raised what the action is about, and hear of every change of it: "named", "private" or "not_me".

    Promised: privately, nobody else learns it: there is no record and no history of it, no name on any page, and the
    messages about the action are the same as those to all others. Whoever did so may show their name later, or take it
    back. Where somebody raised it privately, another may still say that they did; the first one follows it from then
    on, and nobody learns that either. Refused: when somebody did so with their name; with one's name for the first time
    once the action is called done, because whoever raised it may call it finished.
    """
    if shown == "named" and not task.is_open and not task.was_raised_by(actor):
        raise DomainError(_("The action is called done already. Follow it here, and tell the group that you raised it"))
    if task.raised_by_id not in {None, actor.id}:
        if not task.raised_privately:
            raise DomainError(_("Somebody else said so already"))
        if shown == "not_me":
            return
        first = task.raised_by_id
        if not any(one.person_id == first and one.part is Part.FOLLOWS for one in task.circle):
            db.session.add(TaskPerson(space_id=task.space_id, task_id=task.id, person_id=first, part=Part.FOLLOWS))
    is_mine = shown != "not_me"
    task.raised_by_id, task.raised_privately = (actor.id if is_mine else None), shown == "private"


def join(task: Task, *, actor: Person, part: Part) -> None:
    """Help with an action, or follow it. Doing so twice changes nothing."""
    if not task.has(actor, part):
        db.session.add(TaskPerson(space_id=task.space_id, task_id=task.id, person_id=actor.id, part=part))


def step_back(task: Task, *, actor: Person, part: Part) -> None:
    """Help or follow no more."""
    mine = (TaskPerson.task_id == task.id, TaskPerson.person_id == actor.id, TaskPerson.part == part)
    for row in db.session.scalars(select(TaskPerson).where(*mine)):
        db.session.delete(row)
