"""Pages of hiding a comment, of asking somebody to look again, and of what they decide."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.charters.consulting import queries
from workspace.charters.consulting.hiding import service
from workspace.charters.consulting.hiding.forms import BACK, AppealForm, HideForm, SettleForm
from workspace.charters.consulting.hiding.queries import who_looks_again
from workspace.charters.consulting.models import CharterComment
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint(
    "hiding", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/consultation/comments/<int:comment_id>"
)


@blueprint.route("/hide", methods=["GET", "POST"])
@allow(Action.COMMENT_HIDE, queries.comment)
def hide(comment: CharterComment) -> Response:
    """Hide something that breaks the group agreement."""
    people = who_looks_again(comment, me())
    form = filled(HideForm).offer(people)
    if form.validate_on_submit():
        try:
            service.hide(comment, actor=me(), why=form.why.data or "", appeal_to=int(form.appeal_to.data))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("said", comment), _("It is hidden. The reason stands in its place"))
    return _page("hide", comment, form, people=people)


@blueprint.route("/appeal", methods=["GET", "POST"])
@allow(Action.COMMENT_APPEAL, queries.comment)
def appeal(comment: CharterComment) -> Response:
    """Ask the named person to look again at what I said."""
    form = filled(AppealForm)
    if form.validate_on_submit():
        try:
            service.appeal(comment, actor=me(), words=form.words.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("mine", comment), _("It is sent. They look at it again, and you get their answer"))
    return _page("appeal", comment, form)


@blueprint.route("/look-again", methods=["GET", "POST"])
@allow(Action.APPEAL_SETTLE, queries.comment)
def settle(comment: CharterComment) -> Response:
    """Decide whether something that is hidden is shown again."""
    form = filled(SettleForm)
    if form.validate_on_submit():
        try:
            is_back = form.result.data == BACK
            service.settle(comment, actor=me(), is_back=is_back, words=form.words.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("said", comment), _("It is kept. Whoever said it is told"))
    return _page("settle", comment, form)


def _page(name: str, comment: CharterComment, form: Any, **more: Any) -> Response:
    status = 422 if request.method == "POST" else 200
    around: dict[str, Any] = {
        "comment": comment,
        "consultation": comment.consultation,
        "names": names_in(comment.texts),
    }
    return respond(f"charters/consulting/{name}.html", status=status, form=form, **around, **more)


def _address(page: str, comment: CharterComment) -> str:
    of: dict[str, Any] = {
        "charter_id": comment.consultation.version.charter_id,
        "consultation_id": comment.consultation_id,
    }
    at = url_for(f"consulting.{page}", slug=comment.space.slug, **of)
    return f"{at}#comment-{comment.id}"
