"""The page on which everybody can check what was signed here."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_login import current_user

from workspace import throttle
from workspace.access import Action, allow
from workspace.charters.verifying import words
from workspace.charters.verifying.checking import Verdict, Where, check
from workspace.charters.verifying.forms import VerifyForm
from workspace.forms import filled
from workspace.web import respond

CHECKS, WINDOW = 60, timedelta(minutes=10)  # from one network address: more is somebody who guesses codes

blueprint = Blueprint("verifying", __name__)
blueprint.add_app_template_global(words.VERDICT.__getitem__, "verdict_words")


@blueprint.route("/verify", methods=["GET", "POST"])
@allow(Action.PUBLIC_READ, repeatable=True, files=True)
def verify() -> Response:
    """Check a code, a receipt or the text of a charter. Nothing that is brought is kept."""
    form = filled(VerifyForm, data={"words": request.args.get("code", "")})
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return respond("verifying/verify.html", status=status, form=form, found=None)
    if not throttle.hit(f"checks from {request.remote_addr}", CHECKS, WINDOW):
        form.add_error("words", _("Much was checked from your network just now. Try again in ten minutes"))
        return respond("verifying/verify.html", status=422, form=form, found=None)
    spaces = () if current_user.is_anonymous else current_user.space_ids
    found = check(form.brought, spaces)
    said: dict[str, Any] = {"where_words": words.WHERE, "members": words.MEMBER, "Verdict": Verdict, "Where": Where}
    return respond("verifying/verify.html", form=form, found=found, **said)
