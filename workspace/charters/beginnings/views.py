"""Pages of our examples: read one, and begin a charter with it."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from workspace.access import Action, allow, me
from workspace.charters.beginnings import service
from workspace.charters.beginnings.shape import Beginning
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart
from workspace.charters.order import grouped
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

blueprint = Blueprint("beginnings", __name__, url_prefix="/spaces/<slug>/charters/new/examples")
blueprint.add_app_template_global(lambda: service.beginnings().values(), "beginnings")


@blueprint.get("")
@allow(Action.CHARTER_WRITE, load_space)
def look(space: Space) -> Response:
    """All that an example says, before anybody takes it: the one that the address names, or the first."""
    beginning = _named()
    parts, number = [], 0
    for place, facts in enumerate(service.as_facts(beginning), 1):
        number += bool(facts["kind"])
        parts.append(CharterPart(id=place, number=number if facts["kind"] else None, **facts))
    return respond("charters/beginning.html", beginning=beginning, groups=grouped(parts), names={}, Kind=Kind)


@blueprint.post("")
@allow(Action.CHARTER_WRITE, load_space)
def take(space: Space) -> Response:
    """Begin a charter with the example that the address names."""
    version = service.take(space, _named(), actor=me())
    where = url_for("charters.write", slug=space.slug, charter_id=version.charter_id)
    return done(where, _("The charter is begun. Change each part until it says what you mean"))


def _named() -> Beginning:
    """Return the example that the address names; the first, where it names none."""
    key = request.args.get("of", next(iter(service.beginnings())))
    if key not in service.beginnings():
        raise NotFound
    return service.beginnings()[key]
