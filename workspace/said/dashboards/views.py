"""The page on which an organiser gives out a key, and the addresses that programs read with it.

Pages of the workspace answer people and are never JSON; these addresses are the exception, and openapi.json says what
they answer.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import errors, i18n, mail, throttle
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.i18n import today
from workspace.said.dashboards import answers, forms, queries, service
from workspace.said.dashboards.models import DashboardKey
from workspace.said.measures.queries import measures as load_measures
from workspace.said.pairs.queries import Wanted, public_pairs
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import carried_out, done, respond

LOOKS = 600  # an hour, with one key
GUESSES = 60  # an hour, from one address, with a key that is none
HOUR = timedelta(hours=1)
DESCRIPTION = Path(__file__).with_name("openapi.json")

blueprint = Blueprint("dashboards", __name__)


# --- for organisers ------------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/dashboard")
@allow(Action.SPACE_EDIT, load_space)
def show(space: Space) -> Response:
    """The key for a dashboard: what it opens, when it was last used, and how to make or end it."""
    return respond("dashboards/show.html", kept=queries.key_of(space), address=_address(space))


@blueprint.post("/spaces/<slug>/dashboard")
@allow(Action.SPACE_EDIT, load_space)
def make(space: Space) -> Response:
    """Make a key, or a new one in place of the old, and show it this once."""
    key = service.make_key(space, actor=me())
    carried_out(url_for("dashboards.show", slug=space.slug))
    return respond("dashboards/made.html", key=key, address=_address(space))


@blueprint.post("/spaces/<slug>/dashboard/end")
@allow(Action.SPACE_EDIT, load_space)
def end(space: Space) -> Response:
    """End the key."""
    kept = queries.key_of(space)
    if kept is not None:
        service.end_key(kept, actor=me())
    return done(url_for("dashboards.show", slug=space.slug), _("The key does not work any more"))


def _address(space: Space) -> str:
    return mail.link("dashboards.actions", slug=space.slug)


# --- for programs --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Caller:
    """Whoever asks, with the key of the space that they named, if they brought it."""

    kept: DashboardKey | None


def caller(slug: str) -> Caller:
    """Return who asks. A key of another space, or none, is nobody's, as it is where there is no such space."""
    given = request.authorization
    token = given.token if given and given.type == "bearer" else None
    return Caller(queries.key_with(slug, token) if token else None)


@blueprint.get("/api/v1/openapi.json")
@allow(Action.PUBLIC_READ)
def description() -> Response:
    """What the addresses take and answer, for programs and for whoever writes them."""
    return _conditional(DESCRIPTION.read_bytes())


@blueprint.get("/api/v1/spaces/<slug>/actions")
@allow(Action.PUBLIC_READ, caller)
def actions(by: Caller) -> Response:
    """The actions that everyone may read."""

    def found(space: Space) -> dict[str, Any]:
        asked = forms.actions_in(request.args)
        page = queries.open_actions(space, asked)
        forms.refuse_beyond(asked.page, page.pages)
        return answers.actions(space, page)

    return _answered(by, "actions", found)


@blueprint.get("/api/v1/spaces/<slug>/measures")
@allow(Action.PUBLIC_READ, caller)
def measures(by: Caller) -> Response:
    """The numbers of a time, as members read them."""

    def found(space: Space) -> dict[str, Any]:
        period = forms.period_in(request.args)
        return answers.measures(space, period, load_measures(space, period, today()))

    return _answered(by, "measures", found)


@blueprint.get("/api/v1/spaces/<slug>/pairs")
@allow(Action.PUBLIC_READ, caller)
def pairs(by: Caller) -> Response:
    """What people said and what was done, as it was approved for everyone."""

    def found(space: Space) -> dict[str, Any]:
        wanted = Wanted(request.args.get("theme", ""), request.args.get("when", ""))
        asked = forms.page_in(request.args)
        page = public_pairs(space, wanted, asked)
        forms.refuse_beyond(asked, page.pages)
        return answers.pairs(space, page)

    return _answered(by, "pairs", found)


def _answered(by: Caller, what: str, found: Callable[[Space], dict[str, Any]]) -> Response:
    """Answer whoever brings the key of this space; anybody else is told no more than that one is needed."""
    kept = by.kept
    asked, most = (f"dashboard {kept.id}", LOOKS) if kept else (f"dashboards from {request.remote_addr}", GUESSES)
    if not throttle.hit(asked, most, HOUR):
        answer = errors.problem(429, _("This was asked for too often. Try again in an hour."))
        answer.headers["Retry-After"] = str(int(HOUR.total_seconds()))
        return answer
    if kept is None:
        answer = errors.problem(401, _("Send the key of this space as “Authorization: Bearer …”."))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    service.note_use(kept)
    with i18n.speaking(kept.space.language, kept.space):
        try:
            forms.refuse_unknown(request.args, what)
            return _conditional(json.dumps(found(kept.space), ensure_ascii=False).encode())
        except DomainError as refused:
            return errors.problem(404 if isinstance(refused, forms.Beyond) else 400, str(refused.words))


def _conditional(content: bytes) -> Response:
    """Answer with these bytes, or say that they are those that the program has already."""
    answer = Response(content, content_type="application/json")
    answer.add_etag()
    answer.headers["Cache-Control"] = "private, no-cache"  # keep it, and ask each time whether it still stands
    answer.make_conditional(request)
    return answer
