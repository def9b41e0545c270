"""Pages of signin."""

from flask import Blueprint, Flask, Request, current_app, g, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import web
from workspace.access import Action, allow
from workspace.extensions import login
from workspace.people.models import Nobody, Person
from workspace.people.signin import queries

blueprint = Blueprint("signin", __name__)


def cookie_name() -> str:
    """Return the name of the cookie that holds a session's key."""
    return "__Host-session" if current_app.config["SETTINGS"].https else "session_key"


def _person_of(request: Request) -> Person | None:
    key = request.cookies.get(cookie_name(), "")
    if not key or g.get("no_database"):
        return None
    g.user_session = queries.open_session(key)
    return g.user_session.person if g.user_session else None


def _ask_for_sign_in() -> Response:
    """Send somebody to the sign-in page; what they posted is kept, and shown again once they have signed in."""
    return redirect(url_for("signin.ask", next=web.keep_typed()), 303)


def init_app(app: Flask) -> None:
    """Let every request know who is asking, from its own session row."""
    login.init_app(app)
    login.anonymous_user = Nobody
    login.request_loader(_person_of)
    app.extensions["ask_for_sign_in"] = _ask_for_sign_in
    app.context_processor(_who)


def _who() -> dict[str, object]:
    """Give templates `person` and `space`; on a page of no space, the space of somebody who has just one."""
    if g.get("no_database"):
        return {"person": None, "space": None}
    person = current_user._get_current_object() if current_user.is_authenticated else None
    space = g.get("space")
    if space is None and person:
        mine = [m.space for m in person.memberships if m.left_at is None]
        space = mine[0] if mine else None
    return {"person": person, "space": space}


@blueprint.get("/sign-in")
@allow(Action.SIGN_IN)
def ask() -> object:
    return web.respond("stub.html")


@blueprint.post("/sign-out")
@allow(Action.SIGN_IN, repeatable=True)
def out() -> object:
    return web.respond("stub.html")
