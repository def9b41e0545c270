"""What an organiser does with meetings that come again: plan them all at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from workspace.errors import DomainError
from workspace.meetings import service as meetings
from workspace.meetings.agenda import service as agenda
from workspace.meetings.models import Meeting
from workspace.meetings.offer import service as offer
from workspace.meetings.series.rhythm import MOST
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in

SHARED = (
    "title", "purpose", "involvement", "who_decides", "work_level", "can_change", "cannot_change", "decided_by_others",
    "money", "is_statutory", "venue_id", "place", "way_in", "online_link", "phone_in", "to_join", "mix",
)  # fmt: skip
OF_ITEM = ("kind", "title", "details", "content_note", "minutes")


def repeat(meeting: Meeting, *, actor: Person, spans: Sequence[tuple[datetime, datetime]]) -> list[Meeting]:
    """Plan meetings like this one, each with its own copy of what is said, of the offer and of the agenda. Recorded.

    From then on each is a meeting of its own: changed, moved and called off by itself. Nobody is invited yet.
    A place that is out of use is left out, with the room and the way in that were written for it.
    Refused: none or more than 12, the same time twice, and a time that is past.
    """
    if not 0 < len(set(spans)) == len(spans) <= MOST:
        raise DomainError(_("Plan from 1 to %(most)d meetings at once", most=MOST))
    names = names_in([meeting.welcomer, *(item.led_by for item in meeting.items)])
    shared = {name: getattr(meeting, name) for name in SHARED} | {"welcomer": to_names(meeting.welcomer, names)}
    if meeting.venue and meeting.venue.retired_at:
        shared |= {"venue_id": None, "place": "", "way_in": ""}
    return [_like(meeting, actor, {**shared, "starts_at": starts, "ends_at": ends}, names) for starts, ends in spans]


def _like(meeting: Meeting, actor: Person, facts: dict[str, Any], names: dict[int, str]) -> Meeting:
    made = meetings.plan(meeting.space, actor=actor, facts=facts)
    offer.carry(meeting.offered, made, actor=actor)
    for item in meeting.items:
        copied = {name: getattr(item, name) for name in OF_ITEM}
        agenda.add(made, actor=actor, facts=copied | {"led_by": to_names(item.led_by, names)})
    return made
