"""Pages of the register, and of a charter that everybody may read."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace.access import Action, allow, can, me
from workspace.charters import queries as charters
from workspace.charters.adopting.queries import adopters
from workspace.charters.evidence import queries as evidence
from workspace.charters.models import CharterVersion, VersionState
from workspace.charters.register import queries, service
from workspace.charters.register.files import as_table
from workspace.charters.register.forms import OpenForm
from workspace.charters.register.queries import ORDERS, Row
from workspace.charters.sealing.canonical import sealed_text
from workspace.charters.signing import queries as signings
from workspace.charters.signing.words import STANDING, STANDING_TAG
from workspace.charters.supporters.queries import count_of, named_under
from workspace.charters.views import around
from workspace.forms import filled
from workspace.people.queries import names_in
from workspace.web import as_file, done, respond

blueprint = Blueprint("register", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>")
blueprint.add_app_template_global(STANDING.__getitem__, "standing_words")
blueprint.add_app_template_global(STANDING_TAG.__getitem__, "standing_tag")


def to_read(slug: str, charter_id: int) -> CharterVersion | None:
    """Return the version in force of a charter that whoever asks may read: its members, and everybody where the group
    says so."""
    found = signings.agreed(slug, charter_id)
    if found and can(current_user, Action.CHARTER_READ, found):
        return found
    return queries.public_version(slug, charter_id)


@blueprint.get("/public")
@allow(Action.SPACE_WELCOME, to_read)
def public(version: CharterVersion) -> Response:
    """The charter for everybody: its words, who signed, who has not yet, and who put their name under it."""
    shown = around(version, charters.all_parts(version))
    found = queries.rows(version)
    shown["base"] = evidence.base(version)
    count, named = count_of(version.charter), named_under(version.charter)
    shown |= {"adopters": adopters(version)}
    return respond("register/public.html", rows=found, count=count, named=named, **shown)


@blueprint.get("/register")
@allow(Action.SPACE_WELCOME, to_read)
def index(version: CharterVersion) -> Response:
    """Who signed, as a table that can be put in another order."""
    by = request.args.get("by", "signed")
    by = by if by in ORDERS else "signed"
    down = request.args.get("order", "down" if by == "signed" else "up") == "down"
    found = queries.in_order(_rows(version), by, down)
    names = names_in(text for row in found for text in row.signing.texts)
    return respond("register/index.html", version=version, rows=found, names=names, by=by, down=down)


@blueprint.get("/register.csv")
@allow(Action.SPACE_WELCOME, to_read)
def table(version: CharterVersion) -> Response:
    """The register for other programs."""
    found = _rows(version)
    names = names_in(text for row in found for text in row.signing.texts)
    return as_file(as_table(found, names), "text/csv", _("register") + ".csv")


def _rows(version: CharterVersion) -> list[Row]:
    return queries.rows(version)


def agreed_to_read(slug: str, charter_id: int, version_number: int) -> CharterVersion | None:
    """Return an agreed version of a charter that whoever asks may read."""
    found = charters.version(slug, charter_id, version_number)
    if found is None or found.state is not VersionState.AGREED:
        return None
    is_open = found.charter.is_public and found.space.is_public
    return found if is_open or can(current_user, Action.CHARTER_READ, found) else None


@blueprint.get("/versions/<int:version_number>/text")
@allow(Action.SPACE_WELCOME, agreed_to_read)
def text(version: CharterVersion) -> Response:
    """The words of a version in the one plain form that is sealed."""
    kept = signings.sealed_of(version)
    content = kept.text if kept else sealed_text(version, charters.all_parts(version))
    return as_file(content, "text/plain", f"{_('charter')}-{version.charter_id}-{version.number}.txt")


@blueprint.route("/open", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, signings.agreed)
def open_to(version: CharterVersion) -> Response:
    """Say who may read the charter, and whether everybody can put their name under it."""
    data = {"is_public": version.charter.is_public, "takes_names": version.charter.takes_names}
    form = filled(OpenForm, data=data)
    if form.validate_on_submit():
        chosen = {"is_public": bool(form.is_public.data), "takes_names": bool(form.takes_names.data)}
        service.open_to(version, actor=me(), **chosen)
        parts: dict[str, Any] = {"charter_id": version.charter_id}
        return done(url_for("register.public", slug=version.space.slug, **parts), _("It is kept"))
    status = 422 if request.method == "POST" else 200
    return respond("register/open.html", status=status, version=version, form=form)
