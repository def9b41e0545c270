"""Pages of people."""

from flask import Blueprint, Response

from workspace.access import Action, allow
from workspace.web import respond

blueprint = Blueprint("people", __name__)


@blueprint.get("/me")
@allow(Action.ME_READ)
def home() -> Response:
    return respond("stub.html")
