"""Pages of editions: the public one."""

from flask import Blueprint, Response

from workspace.access import Action, allow
from workspace.meetings.models import Meeting
from workspace.meetings.notes.queries import with_public_notes
from workspace.meetings.notes.views import edition_for
from workspace.spaces.models import Sharing
from workspace.web import respond

blueprint = Blueprint("editions", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")


@blueprint.get("/public-notes")
@allow(Action.SPACE_WELCOME, with_public_notes)
def public(meeting: Meeting) -> Response:
    """What a meeting wrote down for everyone, without sign-in and without names."""
    return respond("editions/public.html", meeting=meeting, notes=edition_for(meeting, Sharing.PUBLIC))
