"""A forum whose meeting is happening: who is there, and the items on its agenda."""

from dataclasses import dataclass

from tests import factories
from workspace import db
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.invitations.models import Answer
from workspace.meetings.models import Meeting, MeetingState
from workspace.roles import Role


@dataclass
class Forum:
    """Numbers of rows, for tests that open their own transactions."""

    meeting: int
    nora: int  # takes notes
    olly: int  # organises
    ann: int
    zoe: int  # asked not to be named
    items: list[int]

    @property
    def address(self) -> str:
        return f"/spaces/forum/meetings/{self.meeting}"

    @property
    def run(self) -> str:
        return f"{self.address}/run"

    def note(self, number: int = 0) -> str:
        return f"{self.address}/items/{self.items[number]}/note"


def forum(state: MeetingState = MeetingState.HAPPENING, items: int = 3) -> Forum:
    """Return a meeting of a forum, with a note taker, an organiser, a member and somebody who is not to be named."""
    space = factories.space("Forum", slug="forum")
    nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER)
    olly = factories.member(space, "Olly Organiser", role=Role.ORGANISER)
    ann = factories.member(space, "Ann Owner")
    zoe = factories.member(space, "Zoe Quiet")
    meeting = factories.meeting(space, olly, "School buses", state=state)
    for who in (nora, olly, ann, zoe):
        factories.invitation(meeting, who, answer=Answer.IN_PERSON, name_in_notes=who is not zoe)
    kinds = [ItemKind.INTRODUCTIONS, ItemKind.DISCUSSION, ItemKind.DECISION]
    titles = ["Hello", "What families hear", "The letter"]
    rows = [
        factories.item(meeting, titles[n] if n < 3 else f"Item {n + 1}", kind=kinds[n % 3]).id for n in range(items)
    ]
    return Forum(meeting.id, nora.id, olly.id, ann.id, zoe.id, rows)


def item_of(made: Forum, number: int = 0) -> AgendaItem:
    return db.session.get_one(AgendaItem, made.items[number])


def meeting_of(made: Forum) -> Meeting:
    return db.session.get_one(Meeting, made.meeting)
