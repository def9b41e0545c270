"""Reading the way of a concern."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from workspace import db, i18n
from workspace.spaces.dates.counting import working_days_after
from workspace.spaces.dates.queries import calendar
from workspace.spaces.ladder.models import LadderStep
from workspace.spaces.models import Space


@dataclass(frozen=True)
class Climbed:
    """A step, with the day by which somebody who writes today has an answer."""

    step: LadderStep
    answered_by: date


def steps(space_id: int, body_id: int | None = None) -> Sequence[LadderStep]:
    """Return the steps of the space, or those that a body set itself, in order: one query."""
    found = select(LadderStep).where(LadderStep.space_id == space_id, LadderStep.body_id.is_not_distinct_from(body_id))
    return db.session.scalars(found.order_by(LadderStep.position, LadderStep.id)).all()


def climbed(space: Space, body_id: int | None = None) -> list[Climbed]:
    """Return the steps with the days counted out: those of the body, or where it has none, those of the space."""
    found = steps(space.id, body_id) or (steps(space.id) if body_id else [])
    kept = calendar(space) if found else None
    holidays, today = kept.dates if kept else set(), i18n.local(db.now()).date()
    return [Climbed(one, working_days_after(today, one.days, holidays)) for one in found]


def texts_of(ladder: Sequence[Climbed]) -> list[str]:
    """Return all texts of it that may name people."""
    return [text for one in ladder for text in one.step.texts]


def step(slug: str, step_id: int) -> LadderStep | None:
    """Return a step of this space, with the space."""
    found = select(LadderStep).join(LadderStep.space).where(Space.slug == slug, LadderStep.id == step_id)
    return db.session.scalar(found.options(contains_eager(LadderStep.space)))
