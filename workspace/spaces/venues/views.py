"""Pages of venues."""

from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.meetings.queries import guests_at, meetings_at
from workspace.people.queries import names_in
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.spaces.venues import queries, service, words
from workspace.spaces.venues.forms import WORDS, CheckForm, DescribeForm, PhotoForm, VenueForm
from workspace.spaces.venues.models import FACILITIES, Venue, VenuePhoto
from workspace.uploads.models import UploadKind
from workspace.uploads.taking import given, most_megabytes
from workspace.web import done, respond

blueprint = Blueprint("venues", __name__, url_prefix="/spaces/<slug>/venues")
blueprint.add_app_template_global(words.FACILITY.__getitem__, "facility_words")
blueprint.add_app_template_global(words.FACILITY_HINT.__getitem__, "facility_hint")


def readable(slug: str, venue_id: int) -> Venue | None:
    """Return the venue, which knows the guests of its meetings: they read it too."""
    venue = queries.venue(slug, venue_id)
    if venue is not None:
        venue.guests = guests_at(venue.id)
    return venue


def readable_photo(slug: str, venue_id: int, photo_id: int) -> VenuePhoto | None:
    """Return the photo of a venue, which knows the guests of its meetings."""
    photo = queries.photo(slug, venue_id, photo_id)
    if photo is not None:
        photo.venue.guests = guests_at(venue_id)
    return photo


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.get("")
@allow(Action.VENUE_LIST, space)
def index(space: Space) -> Response:
    """The places where the space meets."""
    found = queries.venues(space)
    return respond("venues/index.html", venues=found, names=names_in(one.checked_by for one in found), today=_today())


@blueprint.get("/<int:venue_id>")
@allow(Action.VENUE_READ, readable)
def show(venue: Venue) -> Response:
    """One place: the way there and in, what is in it, what it looks like, and who looked last."""
    return respond(
        "venues/show.html", venue=venue, facilities=FACILITIES, names=names_in([venue.checked_by]), today=_today()
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.VENUE_EDIT, space)
def add(space: Space) -> Response:
    """Add a place."""
    form = filled(VenueForm)
    if not form.validate_on_submit():
        return respond("venues/edit.html", status=_status(), form=form, venue=None, facilities=FACILITIES)
    venue = service.add(space, actor=me(), facts=form.facts)
    said = _("%(name)s is kept. What is left empty is shown as not known", name=venue.name)
    return done(url_for("venues.show", slug=space.slug, venue_id=venue.id), said)


@blueprint.route("/<int:venue_id>/edit", methods=["GET", "POST"])
@allow(Action.VENUE_EDIT, queries.venue)
def edit(venue: Venue) -> Response:
    """Change what is said of a place; take it out of use, or delete it."""
    form = filled_meanwhile(VenueForm, data=_written(venue))
    if not form.validate_on_submit():
        return _edit_page(venue, form)
    service.change(venue, actor=me(), facts=form.facts)
    return done(_address(venue), _("%(name)s is changed", name=venue.name))


@blueprint.route("/<int:venue_id>/check", methods=["GET", "POST"])
@allow(Action.VENUE_EDIT, queries.venue)
def check(venue: Venue) -> Response:
    """Say who looked at a place, and when."""
    at_first = {"by": me().preferred_name, "on": i18n.day(_today(), weekday=False)}
    form = filled(CheckForm, data=at_first)
    if form.validate_on_submit() and form.on.day:
        try:
            service.check(venue, actor=me(), by=form.by.data or "", on=form.on.day)
            return done(_address(venue), _("Kept. Everyone can read who looked, and when"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("venues/check.html", status=_status(), venue=venue, form=form)


@blueprint.post("/<int:venue_id>/retire")
@allow(Action.VENUE_EDIT, queries.venue)
def retire(venue: Venue) -> Response:
    """Take a place out of use."""
    service.retire(venue, actor=me())
    return done(_address(venue), _("%(name)s is out of use. No new meeting can be there", name=venue.name))


@blueprint.post("/<int:venue_id>/bring-back")
@allow(Action.VENUE_EDIT, queries.venue)
def bring_back(venue: Venue) -> Response:
    """Take a place into use again."""
    service.bring_back(venue, actor=me())
    return done(_address(venue), _("%(name)s is in use again", name=venue.name))


@blueprint.post("/<int:venue_id>/remove")
@allow(Action.VENUE_EDIT, queries.venue)
def remove(venue: Venue) -> Response:
    """Delete a place that no meeting is or was at."""
    try:
        service.remove(venue, actor=me())
    except DomainError as refused:
        form = VenueForm(formdata=None, data=_written(venue))
        form.add_error(refused.field, refused.words)
        return _edit_page(venue, form)
    return done(url_for("venues.index", slug=venue.space.slug), _("%(name)s is deleted", name=venue.name))


# --- photos --------------------------------------------------------------------------------------------------------


@blueprint.route("/<int:venue_id>/photos", methods=["GET", "POST"])
@allow(Action.VENUE_EDIT, queries.venue, files=True)
def photos(venue: Venue) -> Response:
    """Add photos of a place, and remove them."""
    form = filled(PhotoForm)
    if form.validate_on_submit() and form.picture.taken:
        try:
            service.add_photo(venue, actor=me(), picture=form.picture.taken, alt=form.alt.data or "")
            return done(_photos_address(venue), _("The photo is kept. What the camera wrote into it is not"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    most = most_megabytes(UploadKind.PHOTO)
    return respond("venues/photos.html", status=_status(), venue=venue, form=form, most=most)


@blueprint.get("/<int:venue_id>/photos/<int:photo_id>.jpg")
@allow(Action.VENUE_READ, readable_photo)
def picture(photo: VenuePhoto) -> Response:
    """The picture itself."""
    return given(photo.upload, f"photo-{photo.id}")


@blueprint.route("/<int:venue_id>/photos/<int:photo_id>", methods=["GET", "POST"])
@allow(Action.VENUE_EDIT, queries.photo)
def describe(photo: VenuePhoto) -> Response:
    """Change what is said of a photo in words."""
    form = filled(DescribeForm, data={"alt": photo.alt})
    if not form.validate_on_submit():
        return respond("venues/describe.html", status=_status(), venue=photo.venue, photo=photo, form=form)
    service.describe(photo, actor=me(), alt=form.alt.data or "")
    return done(_photos_address(photo.venue), _("The words of the photo are changed"))


@blueprint.post("/<int:venue_id>/photos/<int:photo_id>/remove")
@allow(Action.VENUE_EDIT, queries.photo)
def remove_photo(photo: VenuePhoto) -> Response:
    """Delete a photo."""
    service.remove_photo(photo, actor=me())
    return done(_photos_address(photo.venue), _("The photo is deleted"))


def _today() -> date:
    return i18n.local(db.now()).date()


def _address(venue: Venue) -> str:
    return url_for("venues.show", slug=venue.space.slug, venue_id=venue.id)


def _photos_address(venue: Venue) -> str:
    return url_for("venues.photos", slug=venue.space.slug, venue_id=venue.id)


def _written(venue: Venue) -> dict[str, str]:
    return {name: getattr(venue, name) for name in WORDS}


def _edit_page(venue: Venue, form: VenueForm) -> Response:
    return respond(
        "venues/edit.html", status=_status(), form=form, venue=venue, facilities=FACILITIES, used=meetings_at(venue.id)
    )
