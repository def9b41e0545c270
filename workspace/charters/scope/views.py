"""Pages on which people find out whether a charter covers them, and on which the questions are written."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from workspace.access import Action, allow, can, me
from workspace.charters import queries as charters
from workspace.charters.models import CharterVersion
from workspace.charters.register.queries import public_version
from workspace.charters.scope import service
from workspace.charters.scope.checking import Answer, Outcome, check
from workspace.charters.scope.forms import ScopeForm, as_written
from workspace.meanwhile import filled_meanwhile
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("scope", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/covers")


def to_check(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the version in force, or the draft, to members; to everybody what the group lets everybody read."""
    found = charters.in_force(slug, charter_id)
    return found if found and can(current_user, Action.CHARTER_READ, found) else public_version(slug, charter_id)


@blueprint.get("")
@allow(Action.SPACE_WELCOME, to_check)
def ask(version: CharterVersion) -> Response:
    """One question after the other, and what the answers come to. Nothing is kept: the answers are in the address."""
    if not version.charter.scope:
        raise NotFound
    found = check(version.charter.scope, request.args.get("said", ""))
    texts = [words for pair in version.charter.scope for words in pair]
    around: dict[str, Any] = {"names": names_in([*texts, version.contact]), "Answer": Answer, "Outcome": Outcome}
    return respond("scope/ask.html", version=version, check=found, **around)


@blueprint.route("/write", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.in_force)
def write(version: CharterVersion) -> Response:
    """Write the questions, or change them."""
    names = names_in(words for pair in version.charter.scope for words in pair)
    form = filled_meanwhile(ScopeForm, data=as_written(version.charter, names))
    if form.validate_on_submit():
        service.write(version.charter, actor=me(), questions=form.questions)
        page = "ask" if form.questions else "write"
        address = url_for(f"scope.{page}", slug=version.space.slug, charter_id=version.charter_id)
        return done(address, _("It is kept"))
    status = 422 if request.method == "POST" else 200
    return respond("scope/write.html", status=status, version=version, form=form)
