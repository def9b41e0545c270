"""Who is asking, and pages of open sessions. Other pages of signin stand on the same blueprint and enter by enter()."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, Request, current_app, g, has_request_context, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import db, drafts, web
from workspace.access import Action, allow
from workspace.extensions import login
from workspace.meetings.invitations.queries import chairs_a_meeting
from workspace.people.models import Nobody, Person
from workspace.people.signin import queries, service
from workspace.people.signin.devices import device_of
from workspace.people.signin.models import SESSION_LIVES, Proof, UserSession
from workspace.people.signin.passkeys.queries import has_passkey
from workspace.web import done, local_address, respond

blueprint = Blueprint("signin", __name__)

# What the page cookie keeps when somebody signs out, and again when the same person comes back: forms that are still
# open can then be sent, and what was typed meanwhile finds its way to whoever typed it.
KEPT_AT_SIGN_OUT = ("person", "browser", "csrf_token")


# --- who is asking -------------------------------------------------------------------------------------------------


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
    return web.go(url_for("signin.ask", next=web.keep_typed()))


def init_app(app: Flask) -> None:
    """Let every request know who is asking, from its own session row."""
    login.init_app(app)
    login.anonymous_user = Nobody
    login.request_loader(_person_of)
    app.extensions["ask_for_sign_in"] = _ask_for_sign_in
    app.context_processor(_who)


def _who() -> dict[str, object]:
    """Give templates `person` and `space`; on a page of no space, the space of somebody who has just one.

    A message is written outside any request: nobody is asking there.
    """
    if g.get("no_database") or not has_request_context():
        return {"person": None, "space": None}
    person = current_user._get_current_object() if current_user.is_authenticated else None
    space = g.get("space")
    if space is None and person:
        mine = [m.space for m in person.memberships if m.left_at is None]
        space = mine[0] if mine else None
    return {"person": person, "space": space}


# --- in and out ----------------------------------------------------------------------------------------------------


def enter(person: Person, *, proof: Proof, shared: bool, onward: str = "") -> Response:
    """Sign the person in on this browser and lead them onward, by default to their own page.

    Both cookies begin anew. What this browser kept while they were signed out is theirs now, unless somebody else was
    signed in here before: then it may be that person's, and stays hidden.
    """
    if current_user.is_authenticated:
        service.sign_out(session=g.user_session, actor=current_user)
    device = device_of(request.user_agent.string)
    key = service.start_session(person, device=device, shared_computer=shared, proof=proof)
    before = session.get("person")
    if before in (None, person.id):
        drafts.adopt(web.browser_token(), person.id)
    _empty_page_cookie(kept=KEPT_AT_SIGN_OUT if before == person.id else ())
    session["person"] = person.id
    session.permanent = not shared
    answer = done(
        local_address(onward, url_for("people.home")), _("You are signed in as %(name)s", name=person.preferred_name)
    )
    return with_key(answer, key, shared=shared)


def go_on(onward: str, proof: Proof) -> Response:
    """Note that the person showed again that it is them, and how, and lead them back to where they were going."""
    key = service.prove(session=g.user_session, proof=proof)
    answer = done(local_address(onward, url_for("people.home")), _("Thank you. Go on where you were"))
    return with_key(answer, key, shared=g.user_session.shared_computer)


def with_key(answer: Response, key: str, *, shared: bool) -> Response:
    """Return the answer with the session's key as a cookie: for 30 days, or until a shared browser closes."""
    answer.set_cookie(
        cookie_name(),
        key,
        max_age=None if shared else SESSION_LIVES,
        secure=current_app.config["SETTINGS"].https,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _empty_page_cookie(*, kept: tuple[str, ...]) -> None:
    values = {name: session[name] for name in kept if name in session}
    session.clear()
    session.update(values)


@blueprint.post("/sign-out")
@allow(Action.SIGN_IN, repeatable=True)
def out() -> Response:
    """Sign out here. The key is dead at once, and no page of theirs is kept by the browser."""
    if current_user.is_authenticated:
        service.sign_out(session=g.user_session, actor=current_user)
    _empty_page_cookie(kept=KEPT_AT_SIGN_OUT)
    answer = done(url_for("signin.ask"), _("You are signed out"))
    answer.headers["Clear-Site-Data"] = '"storage"'  # words of theirs that could not be sent (static/app.js)
    answer.delete_cookie(cookie_name(), secure=current_app.config["SETTINGS"].https, httponly=True, samesite="Lax")
    return answer


# --- sensitive acts ------------------------------------------------------------------------------------------------


def proved(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view as sensitive: it is opened to somebody who showed in the last 15 minutes that it is them.

    Others are asked first, and come back to what they had typed. Stands under @allow, which looks at rights.
    """

    @wraps(view)
    def guarded(*things: Any) -> Any:
        if g.user_session.is_fresh(db.now()):
            return view(*things)
        return redirect(url_for("signin.again", next=web.keep_typed()), 303)

    return guarded


# --- the list ------------------------------------------------------------------------------------------------------


def _mine(session_id: int) -> UserSession | None:
    return next((one for one in queries.open_sessions(current_user.id) if one.id == session_id), None)


@blueprint.get("/me/sessions")
@allow(Action.ME_READ)
def sessions() -> Response:
    """Where I am signed in, this browser first said, and what opens my account."""
    return respond(
        "signin/sessions.html",
        sessions=queries.open_sessions(current_user.id),
        here_now=g.user_session,
        offers_passkey=passkeys_are_on() and _looks_after_others() and not has_passkey(current_user.id),
    )


def passkeys_are_on() -> bool:
    """Say whether this installation takes passkeys."""
    return bool(current_app.config["SETTINGS"].passkeys)


def _looks_after_others() -> bool:
    """Say whether somebody else's needs and notes hang on this account: its owner is offered a second factor."""
    return queries.holds_keys(current_user) or chairs_a_meeting(current_user.id)


@blueprint.post("/me/sessions/<int:session_id>/end")
@allow(Action.ME_EDIT, _mine)
def end_session(one: UserSession) -> Response:
    """Sign me out on another browser."""
    service.end_session(session=one, actor=current_user)
    return done(url_for("signin.sessions"), _("You are signed out there"))


@blueprint.post("/me/sessions/end-others")
@allow(Action.ME_EDIT)
def end_other_sessions() -> Response:
    """Sign me out everywhere but here."""
    count = service.end_other_sessions(session=g.user_session, actor=current_user)
    said = ngettext("You are signed out in %(num)d other place", "You are signed out in %(num)d other places", count)
    return done(url_for("signin.sessions"), said)
