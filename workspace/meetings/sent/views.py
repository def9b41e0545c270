"""Pages of what was sent: about a meeting for organisers, and one's own."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.queries import meetings_by_number
from workspace.meetings.sent import queries, service, words
from workspace.meetings.sent.models import HandDelivery, Way
from workspace.people.models import Person
from workspace.web import done, respond

blueprint = Blueprint("sent", __name__)
blueprint.add_app_template_global(words.ABOUT.__getitem__, "about_message")
blueprint.add_app_template_global(words.how_sent)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/sent")
@allow(Action.SENT_READ, load_meeting)
def show(meeting: Meeting) -> Response:
    """Who was told what about the meeting, how, and when; who still has to be told."""
    found = queries.sent_about(meeting)
    rows = [
        (place, words.reads(place.person, place.person.language or meeting.space.language), found[place.person_id])
        for place in meeting.invitations
    ]
    waiting = [one.by_hand for all_of in found.values() for one in all_of if one.by_hand and one.at is None]
    return respond(
        "sent/show.html",
        meeting=meeting,
        rows=rows,
        waiting=waiting,
        ways_for=words.ways_for,
        way_done=words.WAY_DONE,
    )


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/sent/<int:delivery_id>")
@allow(Action.SENT_MARK, queries.delivery)
def mark(delivery: HandDelivery) -> Response:
    """Say that somebody was told by hand, or was not after all."""
    way = next((way for way in Way if way == request.form.get("way")), None)
    service.tell_done(delivery, actor=me(), way=way)
    address = url_for("sent.show", slug=delivery.space.slug, meeting_id=delivery.meeting_id)
    name, what = delivery.person.preferred_name, words.ABOUT[delivery.template]
    said = _("%(what)s, %(name)s: %(way)s", what=what, name=name, way=words.WAY[way]) if way else _("Not told yet")
    return done(f"{address}#person-{delivery.person_id}", said)


@blueprint.get("/me/sent")
@allow(Action.ME_READ, me)
def mine(person: Person) -> Response:
    """What I was sent, how, and why like that."""
    rows = queries.sent_to(person)
    meetings = meetings_by_number(row.meeting_id for row in rows if row.meeting_id)
    reads = words.reads(person, person.language or i18n.language().code)
    return respond("sent/mine.html", rows=rows, meetings=meetings, reads=reads)
