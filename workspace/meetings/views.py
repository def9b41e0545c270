"""Pages of meetings."""

from flask import Blueprint, Response

from workspace.access import Action, allow
from workspace.spaces.queries import space
from workspace.web import respond

blueprint = Blueprint("meetings", __name__)


@blueprint.get("/spaces/<slug>/meetings")
@allow(Action.MEETING_LIST, space)
def index(thing: object) -> Response:
    return respond("stub.html")
