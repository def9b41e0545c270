"""Pages of copying: choose a charter to begin with, and see what was changed since."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.comparing.views import compared
from workspace.charters.copying import queries, service
from workspace.charters.copying.forms import CopyForm
from workspace.charters.copying.models import CharterCopy
from workspace.charters.copying.parts import as_parts
from workspace.errors import DomainError
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

blueprint = Blueprint("copying", __name__, url_prefix="/spaces/<slug>/charters")


@blueprint.route("/new/copy", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, load_space)
def copy(space: Space) -> Response:
    """Choose a charter of one's own groups, and begin one with its words."""
    form = CopyForm()
    if form.validate_on_submit():
        source = queries.one_to_copy(me(), form.version.data or 0)
        if source is None:
            raise NotFound
        try:
            made = service.copy(source, space, actor=me())
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            where = url_for("charters.write", slug=space.slug, charter_id=made.charter_id)
            return done(where, _("It is copied. It says whose words it began with"))
    status = 422 if request.method == "POST" else 200
    return respond("charters/copy.html", status=status, form=form, sources=queries.to_copy(me()))


@blueprint.get("/<int:charter_id>/since-copied")
@allow(Action.CHARTER_READ, queries.copy)
def since(copied: CharterCopy) -> Response:
    """What was changed since the charter was copied, up to its newest version."""
    version = charters.newest(copied.space.slug, copied.charter_id)
    if version is None:
        raise NotFound
    parts = [one for one in charters.all_parts(version) if not one.is_out]
    return respond(
        "charters/since_copied.html", copied=copied, version=version, **compared(as_parts(copied.parts), parts)
    )
