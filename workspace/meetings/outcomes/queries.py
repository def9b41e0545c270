"""Reading what was parked and asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, literal, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.closing.models import Missed
from workspace.meetings.heard.models import Heard
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision
from workspace.meetings.outcomes.models import Parked, Question
from workspace.meetings.queries import in_meeting

KINDS = (Decision, Parked, Question, Heard, Missed)  # in the order of Recorded


def parked(slug: str, meeting_id: int, parked_id: int) -> Parked | None:
    """Return what this meeting parked, with its item, who brings it back, and the meeting with its invitations."""
    return in_meeting(Parked, slug, meeting_id, parked_id, joinedload(Parked.item), joinedload(Parked.owner))


def question(slug: str, meeting_id: int, question_id: int) -> Question | None:
    """Return a question of this meeting with its answers, its item and people, and the meeting with its invitations."""
    return in_meeting(
        Question,
        slug,
        meeting_id,
        question_id,
        joinedload(Question.item),
        joinedload(Question.owner),
        joinedload(Question.asked_by),
        selectinload(Question.answers),
    )


def question_to_tell(question_id: int) -> Question:
    """Return the question that a message is about, with its people, its meeting and space."""
    return db.session.get_one(
        Question,
        question_id,
        options=[
            joinedload(Question.meeting).joinedload(Meeting.space),
            joinedload(Question.meeting).selectinload(Meeting.invitations).joinedload(Invitation.person),
        ],
    )


@dataclass(frozen=True)
class Recorded:
    """What a meeting decided, parked, asked, heard and missed, each in its order."""

    decisions: Sequence[Decision] = ()
    parked: Sequence[Parked] = ()
    questions: Sequence[Question] = ()
    heard: Sequence[Heard] = ()
    missed: Sequence[Missed] = ()

    @property
    def beside(self) -> dict[str, Any]:
        """Return what stands in the notes beside the decisions, by the names that the document knows."""
        return {"parked": self.parked, "questions": self.questions, "heard": self.heard, "missed": self.missed}

    @property
    def texts(self) -> list[str]:
        """Return the texts of what was parked and asked, in which somebody may be named."""
        asked = [text for row in self.questions for text in row.texts]
        return [text for row in self.parked for text in row.texts] + asked

    def at(self, item: AgendaItem) -> "Recorded":
        """Return what was recorded at one item."""
        return Recorded(
            [row for row in self.decisions if row.item_id == item.id],
            [row for row in self.parked if row.item_id == item.id],
            [row for row in self.questions if row.item_id == item.id],
            [row for row in self.heard if row.item_id == item.id],
        )


def recorded(meeting: Meeting) -> Recorded:
    """Return what a meeting decided, parked, asked, heard and missed, with their people: one query for all."""
    rows = db.session.execute(*_recorded(meeting=meeting.id))
    each = list(zip(*rows, strict=True)) or [()] * len(KINDS)
    return Recorded(*([row for row in one if row is not None] for one in each))


@db.kept
def _recorded(*, meeting: db.Bound) -> Select[Decision, Parked, Question, Heard, Missed]:
    rows = union_all(
        *(
            select(literal(kind.__tablename__).label("kind"), kind.id.label("id")).where(kind.meeting_id == meeting)
            for kind in KINDS
        )
    ).subquery()
    found = select(*KINDS).select_from(rows)
    for kind in KINDS:
        found = found.outerjoin(kind, and_(rows.c.kind == kind.__tablename__, kind.id == rows.c.id))
    found = found.options(joinedload(Parked.owner), joinedload(Question.owner), joinedload(Question.asked_by))
    return found.options(joinedload(Heard.speaker), joinedload(Missed.went_to)).order_by(Decision.number, rows.c.id)
