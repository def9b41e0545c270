"""What organisers do with the way of a concern."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.ladder.models import MOST, LadderStep
from workspace.spaces.ladder.queries import steps
from workspace.spaces.models import Space
from workspace.spaces.venues.queries import people_to_name

NAMING = ("to_whom", "post", "if_not")


def add(space: Space, body_id: int | None, *, actor: Person, facts: dict[str, Any]) -> LadderStep:
    """Put a step at the end. Recorded. Refused: more steps than people can follow."""
    before = steps(space.id, body_id)
    if len(before) >= MOST:
        raise DomainError(_("There are %(most)s steps already. Take one away first", most=MOST))
    made = LadderStep(space_id=space.id, body_id=body_id, position=len(before) + 1)
    _write(made, facts)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.LADDER_STEP_ADDED, made)
    return made


def change(step: LadderStep, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what a step says. Recorded."""
    _write(step, facts)
    audit.record(actor, Event.LADDER_STEP_CHANGED, step)


def move(step: LadderStep, *, actor: Person, up: bool) -> None:
    """Let a step change places with its neighbour; past either end it stays. Recorded."""
    order = list(steps(step.space_id, step.body_id))
    at = order.index(step)
    order.remove(step)
    order.insert(max(0, at + (-1 if up else 1)), step)
    _number(order)
    audit.record(actor, Event.LADDER_STEP_MOVED, step, {"place": step.position})


def remove(step: LadderStep, *, actor: Person) -> None:
    """Take a step away; those after it move up. Recorded."""
    audit.record(actor, Event.LADDER_STEP_REMOVED, step)
    _number([one for one in steps(step.space_id, step.body_id) if one is not step])
    db.session.execute(delete(LadderStep).where(LadderStep.id == step.id, LadderStep.space_id == step.space_id))


def _number(order: list[LadderStep]) -> None:
    for number, one in enumerate(order, start=1):
        one.position = number


def _write(step: LadderStep, facts: dict[str, Any]) -> None:
    people = people_to_name(step.space_id)
    for name, value in facts.items():
        setattr(step, name, to_references(value, people) if name in NAMING else value)
