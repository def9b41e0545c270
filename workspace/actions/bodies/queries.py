"""Reading bodies and roles, and what each of them promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.actions.bodies.models import Body
from workspace.actions.models import OPEN_STATES, ActionState, Task
from workspace.actions.queries import in_hand, is_late, readable, reads_all
from workspace.people.models import Person, SpeaksFor
from workspace.spaces.models import Membership, Space

MOST = 200  # actions of one kind on the page of a body; the list of actions has them all


@dataclass(frozen=True)
class Row:
    """A body in a list, with how much of what it promised is late, goes on and is done."""

    body: Body
    late: int
    open: int
    done: int
    could_not: int
    in_charters: int = 0  # promises in force that it answers for, alone or with others

    @property
    def has_actions(self) -> bool:
        return bool(self.late or self.open or self.done or self.could_not)


@dataclass(frozen=True)
class Promised:
    """What a body promised, as one reader may know it: what goes on, the late first, and what ended, the newest
    first. With `is_cut` there is more."""

    open: Sequence[Task]
    ended: Sequence[Task]

    @property
    def is_cut(self) -> bool:
        return MOST in {len(self.open), len(self.ended)}

    @property
    def tasks(self) -> list[Task]:
        return [*self.open, *self.ended]

    def late(self, today: date) -> list[Task]:
        return [task for task in self.owned if task.days_late(today)]

    def in_time(self, today: date) -> list[Task]:
        return [task for task in self.owned if not task.days_late(today)]

    @property
    def owned(self) -> list[Task]:
        return [task for task in self.open if task.owner_id]

    @property
    def not_owned(self) -> list[Task]:
        """Return what nobody says yes to for it: not yet, or not any more."""
        return [task for task in self.open if not task.owner_id]

    def that_are(self, state: ActionState) -> list[Task]:
        return [task for task in self.ended if task.state == state]


def bodies(space_id: int) -> Sequence[Body]:
    """Return the bodies and roles of a space, by name."""
    return db.session.scalars(select(Body).where(Body.space_id == space_id).order_by(func.lower(Body.name))).all()


def spoken_for(space_id: int) -> Sequence[str]:
    """Return the organisations that members of the space speak for, by name."""
    here = (Membership.space_id == space_id, Membership.left_at.is_(None), Membership.speaks_for == SpeaksFor.BODY)
    found = select(Membership.speaks_for_name).where(*here, Membership.speaks_for_name != "").distinct()
    return sorted(db.session.scalars(found).all(), key=str.casefold)


def known_names(space_id: int) -> list[str]:
    """Return the bodies and roles that a space knows, and the organisations that its members speak for: two queries."""
    names = {name.casefold(): name for name in spoken_for(space_id)}
    names |= {body.name.casefold(): body.name for body in bodies(space_id)}
    return [names[key] for key in sorted(names)]


def body(slug: str, body_id: int) -> Body | None:
    """Return a body or a role of this space."""
    found = select(Body).join(Body.space).where(Space.slug == slug, Body.id == body_id)
    return db.session.scalar(found.options(contains_eager(Body.space)))


def listed(space: Space, reader: Person, today: date, of_charters: Mapping[Body, int]) -> list[Row]:
    """Return the bodies and roles of which the reader may read an action, and those of charters with how many promises
    they answer for, those with something late first: one query."""
    mine = readable([Task], reads_all(reader, space), reader.id, space.id).where(Task.body_id.is_not(None))
    task = mine.with_only_columns(Task.body_id, Task.state, is_late(today).label("is_late"), Task.owner_id).subquery()
    owned = task.c.owner_id.is_not(None)
    counts = (
        func.count().filter(task.c.is_late, owned),
        func.count().filter(task.c.state.in_(OPEN_STATES), owned),
        func.count().filter(task.c.state == ActionState.DONE),
        func.count().filter(task.c.state == ActionState.COULD_NOT),
    )
    rows = select(Body, *counts).join(task, task.c.body_id == Body.id).where(Body.space_id == space.id)
    found = [Row(*row, of_charters.get(row[0], 0)) for row in db.session.execute(rows.group_by(Body.id))]
    seen = {row.body for row in found}
    found += [Row(body, 0, 0, 0, 0, count) for body, count in of_charters.items() if body not in seen]
    return sorted(found, key=lambda row: (-row.late, row.body.name.casefold()))


def promised(of: Body, reader: Person) -> Promised:
    """Return what a body promised and the reader may read: two queries."""
    mine = readable([Task], reads_all(reader, of.space), reader.id, of.space_id).where(Task.body_id == of.id)
    mine = mine.options(*in_hand, joinedload(Task.meeting)).limit(MOST)
    goes_on = mine.where(Task.state.in_(OPEN_STATES)).order_by(Task.due_on.asc().nulls_last(), Task.id)
    ended = mine.where(Task.state.not_in(OPEN_STATES)).order_by(Task.changed_at.desc(), Task.id.desc())
    return Promised(db.session.scalars(goes_on).all(), db.session.scalars(ended).all())
