"""Pages of spaces."""

from flask import Blueprint, Response

from workspace.access import Action, allow
from workspace.spaces.queries import space
from workspace.web import respond

blueprint = Blueprint("spaces", __name__)


@blueprint.get("/")
@allow(Action.PUBLIC_READ)
def front() -> Response:
    return respond("stub.html")


@blueprint.get("/spaces/<slug>")
@allow(Action.SPACE_WELCOME, space)
def welcome(thing: object) -> Response:
    return respond("stub.html")


@blueprint.get("/spaces/<slug>/people")
@allow(Action.PEOPLE_LIST, space)
def people(thing: object) -> Response:
    return respond("stub.html")


@blueprint.get("/spaces/<slug>/contact")
@allow(Action.SPACE_WELCOME, space)
def contact(thing: object) -> Response:
    return respond("stub.html")
