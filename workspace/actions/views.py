"""Pages of actions."""

from flask import Blueprint, Response

from workspace.access import Action, allow
from workspace.spaces.queries import space
from workspace.web import respond

blueprint = Blueprint("actions", __name__)


@blueprint.get("/spaces/<slug>/actions")
@allow(Action.ACTION_LIST, space)
def index(thing: object) -> Response:
    return respond("stub.html")
