"""What people wrote back, for the organisers of a meeting."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.received import queries, service, words
from workspace.meetings.received.models import ReceivedMail
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("received", __name__)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/written")
@allow(Action.INVITE, load_meeting)
def index(meeting: Meeting) -> Response:
    """The messages that came back about a meeting, as people wrote them. Only organisers read them."""
    rows = queries.to_read(meeting)
    names = names_in(row.words for row in rows)
    return respond("received/index.html", meeting=meeting, rows=rows, names=names, said=words.SAID, why=words.WHY)


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/written/<int:received_id>/read")
@allow(Action.INVITE, queries.received)
def mark_read(received: ReceivedMail) -> Response:
    """Say that I have dealt with a message."""
    service.mark_read(received, actor=me())
    address = url_for("received.index", slug=received.space.slug, meeting_id=received.meeting_id)
    name = received.person.preferred_name
    return done(address, _("Done: what %(name)s wrote is dealt with", name=name))
