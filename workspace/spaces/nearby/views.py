"""Pages of help and support nearby."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Space
from workspace.spaces.nearby import queries, service
from workspace.spaces.nearby.forms import FACTS, PlaceForm
from workspace.spaces.nearby.models import HelpPlace
from workspace.spaces.queries import space
from workspace.spaces.views import open_space
from workspace.web import done, respond

blueprint = Blueprint("nearby", __name__, url_prefix="/spaces/<slug>/help-nearby")


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.get("")
@allow(Action.SPACE_WELCOME, open_space)
def index(space: Space) -> Response:
    """Other places to turn to, to read and to print; organisers also change the list here."""
    found = queries.places(space)
    names = names_in(one.checked_by for one in found)
    return respond("nearby/index.html", places=found, names=names, today=i18n.local(db.now()).date())


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.NEARBY_KEEP, space)
def add(space: Space) -> Response:
    """Put a place on the list."""
    form = filled(PlaceForm, data=_checked_now())
    if form.validate_on_submit() and form.checked_on.day:
        try:
            made = service.add(
                space, actor=me(), facts=form.facts, by=form.checked_by.data or "", on=form.checked_on.day
            )
            return done(f"{_address(space)}#place-{made.id}", _("%(name)s is on the list", name=made.name))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("nearby/edit.html", status=_status(), form=form, place=None)


@blueprint.route("/<int:place_id>", methods=["GET", "POST"])
@allow(Action.NEARBY_KEEP, queries.place)
def change(place: HelpPlace) -> Response:
    """Check a place again, and change what is said of it."""
    written = {name: getattr(place, name) for name in FACTS}
    form = filled(PlaceForm, data=written | _checked_now())
    if form.validate_on_submit() and form.checked_on.day:
        try:
            service.change(place, actor=me(), facts=form.facts, by=form.checked_by.data or "", on=form.checked_on.day)
            return done(f"{_address(place.space)}#place-{place.id}", _("%(name)s is checked", name=place.name))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    checked_by = to_names(place.checked_by, names_in([place.checked_by]))
    return respond("nearby/edit.html", status=_status(), form=form, place=place, checked_by=checked_by)


@blueprint.post("/<int:place_id>/remove")
@allow(Action.NEARBY_KEEP, queries.place)
def remove(place: HelpPlace) -> Response:
    """Take a place off the list."""
    service.remove(place, actor=me())
    return done(_address(place.space), _("%(name)s is off the list", name=place.name))


def _checked_now() -> dict[str, str]:
    today = i18n.local(db.now()).date()
    return {"checked_by": me().preferred_name, "checked_on": i18n.day(today, weekday=False)}


def _address(space: Space) -> str:
    return url_for("nearby.index", slug=space.slug)
