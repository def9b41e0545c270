"""Reading papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.papers.models import Paper, PaperReading, PaperVersion
from workspace.spaces.models import Sharing, Space, reaching


def papers(meeting: Meeting, audience: Sharing = Sharing.GROUP) -> Sequence[Paper]:
    """Return the papers of a meeting that are open to this circle, as their items are, in the order of its agenda, with
    their items and versions: one query."""
    return (
        db.session.scalars(
            select(Paper)
            .join(Paper.item)
            .where(Paper.meeting_id == meeting.id, AgendaItem.sharing.in_(reaching(audience)))
            .options(contains_eager(Paper.item), joinedload(Paper.versions).joinedload(PaperVersion.upload))
            .order_by(AgendaItem.removed_at.is_not(None), AgendaItem.position, Paper.id)
        )
        .unique()
        .all()
    )


@dataclass(frozen=True)
class PaperPromises:
    """How many papers were promised, how many of them came in time, and how many did not."""

    promised: int
    kept: int
    missed: int


def promised_papers(meetings: Iterable[Meeting], today: date) -> dict[int, PaperPromises]:
    """Return the promises of papers of these meetings of one space, by the meeting's number: one query. They are counts
    alone: whoever may not read a paper learns nothing of it."""
    first = func.min(PaperVersion.sent_on)
    rows = db.session.execute(
        select(Paper.meeting_id, Paper.due_on, first)
        .outerjoin(PaperVersion, PaperVersion.paper_id == Paper.id)
        .where(Paper.meeting_id.in_([meeting.id for meeting in meetings]))
        .group_by(Paper.id)
    )
    sent: dict[int, list[tuple[date, date | None]]] = {}
    for meeting_id, due, came in rows:
        sent.setdefault(meeting_id, []).append((due, came))
    return {meeting_id: _counted(papers, today) for meeting_id, papers in sent.items()}


def _counted(papers: list[tuple[date, date | None]], today: date) -> PaperPromises:
    kept = sum(came is not None and came <= due for due, came in papers)
    return PaperPromises(len(papers), kept, sum((came or today) > due for due, came in papers))


def by_item(found: Sequence[Paper]) -> dict[int, list[Paper]]:
    """Return the papers by the number of their item."""
    items: dict[int, list[Paper]] = {}
    for one in found:
        items.setdefault(one.item_id, []).append(one)
    return items


def paper(slug: str, meeting_id: int, paper_id: int) -> Paper | None:
    """Return a paper of this meeting with its versions, and the meeting with its agenda and everybody invited."""
    whole = contains_eager(Paper.meeting)
    return db.session.scalar(
        select(Paper)
        .join(Paper.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Paper.id == paper_id)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.items),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
            joinedload(Paper.item),
            selectinload(Paper.versions).joinedload(PaperVersion.upload),
        )
    )


def version(slug: str, meeting_id: int, paper_id: int, version_id: int) -> PaperVersion | None:
    """Return a version of this paper with its file, and who may read it."""
    whole = contains_eager(PaperVersion.paper).contains_eager(Paper.meeting)
    return db.session.scalar(
        select(PaperVersion)
        .join(PaperVersion.paper)
        .join(Paper.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Paper.id == paper_id, PaperVersion.id == version_id)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
            contains_eager(PaperVersion.paper).joinedload(Paper.item),
            joinedload(PaperVersion.upload),
        )
    )


def readings(found: Sequence[Paper]) -> dict[int, list[PaperReading]]:
    """Return who read each of these papers before it was final, by the paper's number, the last reading first: one
    query."""
    by_paper: dict[int, list[PaperReading]] = {one.id: [] for one in found}
    for row in db.session.scalars(
        select(PaperReading)
        .join(PaperReading.paper)
        .where(PaperReading.paper_id.in_(by_paper), Paper.meeting_id.in_({one.meeting_id for one in found}))
        .order_by(PaperReading.read_on.desc(), PaperReading.id.desc())
    ):
        by_paper[row.paper_id].append(row)
    return by_paper


def reading(slug: str, meeting_id: int, paper_id: int, reading_id: int) -> PaperReading | None:
    """Return a reading of this paper, with the paper's meeting, space and invitations."""
    whole = contains_eager(PaperReading.paper).contains_eager(Paper.meeting)
    return db.session.scalar(
        select(PaperReading)
        .join(PaperReading.paper)
        .join(Paper.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Paper.id == paper_id, PaperReading.id == reading_id)
        .options(
            whole.contains_eager(Meeting.space), whole.selectinload(Meeting.invitations).joinedload(Invitation.person)
        )
    )


def paper_to_tell(meeting_id: int, paper_id: int) -> Paper | None:
    """Return the paper that a message is about, with its versions; None when it was taken away since."""
    return db.session.scalar(
        select(Paper).where(Paper.meeting_id == meeting_id, Paper.id == paper_id).options(selectinload(Paper.versions))
    )
