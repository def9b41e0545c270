"""A meeting that is happening, with somebody who chairs it, and what a page that follows it asks for."""

from dataclasses import dataclass
from typing import Any

from tests.meetings.running.forum import Forum, forum
from tests.support.visitor import Page, Visitor, fields_of
from workspace import db
from workspace.meetings.invitations.models import Duty, Invitation
from workspace.meetings.models import MeetingState
from workspace.once import new_key

HTMX = {"HX-Request": "true"}


@dataclass
class Room:
    """A forum at its meeting: Nora takes notes, Olly organises, Ann chairs, Zoe takes part."""

    forum: Forum

    @property
    def follow(self) -> str:
        return f"{self.forum.address}/follow"

    @property
    def turns(self) -> str:
        return f"{self.forum.address}/turns"


def room(state: MeetingState = MeetingState.HAPPENING, items: int = 3) -> Room:
    """Return the meeting, chaired by Ann."""
    made = forum(state, items)
    place_of(made.meeting, made.ann).duty = Duty.CHAIR
    db.session.flush()
    return Room(made)


def place_of(meeting_id: int, person_id: int) -> Invitation:
    return db.session.query(Invitation).filter_by(meeting_id=meeting_id, person_id=person_id).one()


def poll(visitor: Visitor, page: Page, element: str = "follow-pulse", **kwargs: Any) -> Page:
    """Ask for news as the script on this page does, and return the answer: 204, or the parts that are new."""
    address = page.find(element).get("hx-get")
    assert address, "the page does not ask for news"
    answer = visitor.client.get(address, headers={**HTMX, "HX-Current-URL": f"http://localhost{page.address}"})
    assert answer.status_code in {200, 204}, answer.status_code
    return Page(answer, address)


def said(page: Page) -> str:
    return page.answer.headers.get("HX-Trigger-After-Swap", "")


def token(visitor: Visitor) -> dict[str, str]:
    """Return what a form of this visitor carries, for a post to an address that no page offers them."""
    fields = fields_of(visitor.get("/reading").form("Use these settings"))
    return {"csrf_token": fields["csrf_token"], "once": new_key()}
