"""Lists and can() agree: what a list leaves out is what its own page refuses, for everybody and at every level."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tests import factories
from workspace import db
from workspace.access import Action, can
from workspace.actions import choosing
from workspace.actions import queries as actions
from workspace.actions.models import Task
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Duty
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision, Note, Result
from workspace.meetings.papers.models import PaperVersion
from workspace.meetings.papers.queries import version as load_version
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.search import queries as search
from workspace.meetings.search.service import make_findable, make_paper_findable
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space, narrowest

TODAY = datetime(2026, 6, 3, tzinfo=UTC).date()
READERS = ("organiser", "note_taker", "invited", "chairs", "owner", "guest", "member")
CLOSER = (None, Sharing.GROUP, Sharing.MEMBERS)


@pytest.fixture
def people(app: Flask, data) -> dict[str, int]:
    """Somebody of each kind, and a meeting with an item for each way in which its level, and what is at it, can be."""
    with data():
        space = factories.space("Forum", slug="forum")
        roles = {"organiser": Role.ORGANISER, "note_taker": Role.NOTE_TAKER}
        found = {name: factories.member(space, name, role=roles.get(name, Role.MEMBER)) for name in READERS}
        meeting = factories.meeting(
            space, found["organiser"], state=MeetingState.CLOSED, notes_published_at=db.now(), opened_at=db.now()
        )
        for name in ("invited", "chairs", "guest"):
            duty = Duty.CHAIR if name == "chairs" else Duty.NONE
            factories.invitation(meeting, found[name], duty=duty, as_guest=name == "guest")
        for number, (level, closer) in enumerate(product(Sharing, CLOSER)):
            _write_at(factories.item(meeting, sharing=level), closer, number, found["owner"])
        factories.task(space, found["organiser"], "of no meeting")
        factories.task(space, found["organiser"], "of no item", meeting_id=meeting.id)  # shared as its meeting is
        numbers = {name: one.id for name, one in found.items()}
    with data():
        made = load_meeting("forum", meeting.id)
        assert made
        make_findable(made)
    return numbers


def _write_at(item: AgendaItem, closer: Sharing | None, number: int, owner: Person) -> None:
    at = {"space_id": item.space_id, "meeting_id": item.meeting_id, "item_id": item.id, "sharing": closer}
    factories._saved(Note(**at, text="plum", version=1, saved_at=db.now(), saved_by_id=owner.id))
    made = {"recorded_at": db.now(), "recorded_by_id": owner.id, "result": Result.AGREED, "reason": ""}
    factories._saved(Decision(**at, **made, number=number, words="plum"))
    paper = factories.paper(item, owner, "plum") if closer is None else None
    if paper:
        factories.version(paper)
        make_paper_findable(paper, db.session.get_one(Meeting, item.meeting_id))
    space = db.session.get_one(Space, item.space_id)
    factories.task(space, owner, meeting_id=item.meeting_id, item_id=item.id)


@pytest.fixture(params=READERS)
def reader(app: Flask, people: dict[str, int], request: pytest.FixtureRequest) -> Iterator[Person]:
    with app.app_context():
        loaded = [selectinload(Person.memberships)]
        yield db.session.get_one(Person, people[request.param], options=loaded)


def _forum() -> Space:
    return db.session.scalars(select(Space).where(Space.slug == "forum")).one()


def test_the_list_of_actions_holds_what_somebody_may_open_and_nothing_else(reader: Person) -> None:
    tasks = [actions.task("forum", number) for number in db.session.scalars(select(Task.id))]
    mine = {task.id for task in tasks if task and can(reader, Action.ACTION_READ, task)}
    listed = choosing.chosen(_forum(), reader, choosing.Choice(state="all"), TODAY)
    assert {task.id for task in listed.tasks} == mine
    assert len(tasks) == 11
    assert len(mine) == {"owner": 10, "member": 7}.get(reader.preferred_name, 11)


def test_the_search_finds_the_notes_decisions_and_papers_that_somebody_may_read_and_nothing_else(
    reader: Person,
) -> None:
    meeting = load_meeting("forum", db.session.scalars(select(Meeting.id)).one())
    levels = {item.id: item.sharing for item in meeting.items} if meeting else {}
    whole = can(reader, Action.KEPT_READ, meeting)

    def readable(kind: type[Note] | type[Decision]) -> set[int]:
        rows = db.session.scalars(select(kind)).all()
        return {row.id for row in rows if whole or narrowest(levels[row.item_id], row.sharing).reaches(Sharing.MEMBERS)}

    found = [entry for page in (1, 2) for entry in search.found(_forum(), reader, words="plum", page=page).entries]
    assert {entry.note_id for entry in found if entry.note_id} == readable(Note)
    assert {entry.decision_id for entry in found if entry.decision_id} == readable(Decision)
    versions = [load_version("forum", one.paper.meeting_id, one.paper_id, one.id) for one in _versions()]
    papers = {one.paper_id for one in versions if one and can(reader, Action.PAPER_READ, one)}
    assert {entry.paper_id for entry in found if entry.paper_id} == papers
    assert len(papers) == (3 if whole else 2)
    assert len({entry.id for entry in found}) == (21 if whole else 10)


def _versions() -> list[PaperVersion]:
    return list(db.session.scalars(select(PaperVersion).options(joinedload(PaperVersion.paper))))
