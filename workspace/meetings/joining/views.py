"""What to expect at a meeting, and the letters and calls to those whom mail does not reach."""

from flask import Blueprint, Response

from workspace.access import Action, allow, me
from workspace.meetings.agenda.clock import timed
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.models import Meeting
from workspace.meetings.notes_clock import notes_clock
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.queries import names_in
from workspace.web import respond

blueprint = Blueprint("joining", __name__)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/joining")
@allow(Action.MEETING_READ, load_meeting)
def show(meeting: Meeting) -> Response:
    """What to expect on the day, for somebody who has never come: one page, to read or to print."""
    rows = timed(meeting, meeting.items)
    return respond(
        "joining/show.html",
        meeting=meeting,
        mine=meeting.place_of(me()),
        first=rows[0] if rows else None,
        breaks=[row for row in rows if row.item.kind is ItemKind.BREAK],
        hard=[row for row in rows if row.item.content_note],
        names=names_in([meeting.welcomer, *(row.item.led_by for row in rows[:1])]),
        notes=notes_clock(meeting),
    )
