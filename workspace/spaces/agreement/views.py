"""Pages of the group agreement."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import Conflict
from workspace.forms import filled
from workspace.spaces.agreement import queries, service
from workspace.spaces.agreement.forms import AgreementForm
from workspace.spaces.agreement.models import Agreement
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

blueprint = Blueprint("agreement", __name__, url_prefix="/spaces/<slug>/agreement")


@blueprint.get("")
@allow(Action.AGREEMENT_READ, space)
def show(space: Space) -> Response:
    """The group agreement as it is now, and every version before it."""
    return respond("agreement/show.html", versions=queries.versions(space))


@blueprint.route("/edit", methods=["GET", "POST"])
@allow(Action.AGREEMENT_EDIT, space)
def edit(space: Space) -> Response:
    """Change the group agreement. It becomes a new version; the one before is kept."""
    last = queries.newest(space.id)
    form = filled(AgreementForm, data={"text": last.text if last else "", "seen": last.number if last else 0})
    if not form.validate_on_submit():
        return _page(form, 422 if request.method == "POST" else 200)
    try:
        made = service.change(
            space, actor=me(), text=form.text.data or "", because=form.because.data or "", seen=form.seen.data or 0
        )
    except Conflict as conflict:
        form.add_error("text", conflict.words)
        form.seen.data = conflict.theirs.number
        return _page(form, 422, theirs=conflict.theirs)
    address = url_for("agreement.show", slug=space.slug)
    if made is None:
        return done(address, _("Nothing was changed"))
    return done(address, _("The group agreement is changed. This is version %(number)s", number=made.number))


def _page(form: AgreementForm, status: int, theirs: Agreement | None = None) -> Response:
    return respond("agreement/edit.html", status=status, form=form, theirs=theirs)
