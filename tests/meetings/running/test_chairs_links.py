"""Whoever chairs a meeting is shown no link that they may not follow."""

from urllib.parse import urldefrag, urljoin

import pytest
from sqlalchemy import delete, select

from tests import factories
from tests.meetings.running.forum import forum, item_of, meeting_of
from workspace import db
from workspace.meetings.invitations.models import Duty, Invitation
from workspace.meetings.models import MeetingState
from workspace.people.models import Person, ReachBy
from workspace.spaces.models import Membership


def _addresses(page):
    links = (link.get("href") for link in page.root.iter("a"))
    return {urldefrag(urljoin(page.address, link)).url for link in links if link}


@pytest.mark.parametrize(
    ("state", "as_guest"),
    [
        (MeetingState.HAPPENING, False),
        (MeetingState.PLANNED, True),
        (MeetingState.HAPPENING, True),
        (MeetingState.CLOSED, True),
    ],
)
def test_whoever_chairs_is_shown_no_link_that_is_closed_to_them(app, data, visit, state, as_guest):
    with data():
        made = forum(state)
        meeting = meeting_of(made)
        meeting.closed_at = db.now() if state is MeetingState.CLOSED else None
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == made.ann)).one()
        place.duty, place.as_guest = Duty.CHAIR, as_guest
        if as_guest:
            db.session.execute(delete(Membership).where(Membership.person_id == made.ann))
        meeting.notes_published_at = meeting.closed_at
        zoe = db.session.get_one(Person, made.zoe)
        zoe.email, zoe.reach_by = None, ReachBy.POST
        factories.suggestion(meeting, zoe)
        factories.paper(item_of(made), zoe)
        factories.decision(item_of(made), zoe)
        factories.parked(item_of(made), zoe)
        factories.question(item_of(made), zoe)
        factories.missed(meeting)
        factories.difficult(item_of(made), zoe)
        factories.offer(meeting)
    ann, waiting, seen, closed = visit(made.ann), [(one, "") for one in ("/me", made.address)], {made.address}, []
    while waiting:
        address, shown_on = waiting.pop()
        page = ann._open(address, method="GET")
        if page.status == 403:
            closed.append(f"{address} on {shown_on}")
        elif page.status == 200 and "html" in page.answer.content_type:
            found = {one for one in _addresses(page) if one.startswith("/spaces/forum")} - seen
            seen |= found
            waiting += [(one, address) for one in sorted(found)]
    assert closed == []
