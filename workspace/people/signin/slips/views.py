"""Pages of slips."""

from typing import TYPE_CHECKING

from flask import g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from workspace import libraries, mail
from workspace.access import Action, allow
from workspace.db import now
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.people.signin import queries
from workspace.people.signin.forms import EnterForm
from workspace.people.signin.models import Proof, Slip, SlipState
from workspace.people.signin.sessions.views import blueprint, enter, proved
from workspace.people.signin.slips import service
from workspace.people.signin.slips.forms import SlipCodeForm
from workspace.spaces import queries as spaces
from workspace.web import browser_token, carried_out, done, respond

if TYPE_CHECKING:
    from workspace.spaces.models import Membership


# --- making --------------------------------------------------------------------------------------------------------


def _member(slug: str, person_id: int) -> "Membership | None":
    """Return a person's place in this space, with all their places: a slip opens each of them."""
    place = spaces.membership(slug, person_id)
    if place is None or place.left_at:
        return None
    queries.places_of(person_id)
    return place


@blueprint.route("/spaces/<slug>/people/<int:person_id>/slip", methods=["GET", "POST"])
@allow(Action.SLIP_MAKE, _member)
@proved
def make_slip(place: "Membership") -> Response:
    """The slips of one person. Making one shows it at once, ready to print.

    That page is the answer to the form itself: key and code stand in it and nowhere else, in no cookie, no address
    and no row, and the browser keeps no copy. Loading it again makes no second slip and does not show the first.
    """
    form = filled(Form)
    if form.validate_on_submit():
        try:
            printed = service.make(actor=current_user, person=place.person, space_id=place.space_id)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            carried_out(_slips_of(place.space.slug, place.person_id))
            address = mail.link("signin.slip", key=printed.key)
            return respond(
                "signin/slip_made.html", place=place, printed=printed, address=address, drawing=_qr_code(address)
            )
    return respond(
        "signin/slips.html",
        status=422 if form.form_errors else 200,
        form=form,
        place=place,
        slips=queries.slips_of(place.person_id, place.space_id),
        never=queries.holds_keys(place.person),
        states=SlipState,
    )


def _qr_code(address: str) -> Markup:
    """Draw the address as a QR code, in the colour that the stylesheet gives to codes."""
    drawing = libraries.segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass=None, lineclass=None
    )
    drawing = drawing.replace("<svg ", '<svg aria-hidden="true" ', 1).replace('stroke="#000"', 'stroke="currentColor"')
    return Markup(drawing)  # noqa: S704  (made by us, from our own address)


@blueprint.post("/spaces/<slug>/people/<int:person_id>/slip/<int:slip_id>/code")
@allow(Action.SLIP_MAKE, queries.slip_in)
@proved
def switch_slip_code_on(slip: Slip) -> Response:
    """Let the short code of a slip work."""
    page = _slips_of(slip.space.slug, slip.person_id)
    try:
        service.switch_code_on(slip=slip, actor=current_user)
    except DomainError as refused:
        return done(page, refused.words)
    return done(page, _("The short code works now, once. Tell %(name)s", name=slip.person.preferred_name))


@blueprint.post("/spaces/<slug>/people/<int:person_id>/slip/<int:slip_id>/end")
@allow(Action.SLIP_MAKE, queries.slip_in)
def end_slip(slip: Slip) -> Response:
    """Make a slip worthless: it was lost, or went to the wrong person."""
    service.end(slip=slip, actor=current_user)
    return done(_slips_of(slip.space.slug, slip.person_id), _("The slip does not work any more"))


def _slips_of(slug: str, person_id: int) -> str:
    return url_for("signin.make_slip", slug=slug, person_id=person_id)


# --- using ---------------------------------------------------------------------------------------------------------


@blueprint.route("/slip/<key>", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def slip(key: str) -> Response:
    """Name the person whom the slip signs in, and ask for one press: a camera that opens it uses nothing up."""
    found = queries.slip_with(key)
    if found is None:
        return respond("signin/no_slip.html", status=404)
    g.space = found.space  # whom to contact, and how
    form = filled(EnterForm)
    if request.method != "POST" and found.state(now()) is SlipState.READY:
        return respond("signin/enter.html", form=form, who=found.person)
    try:
        if form.validate_on_submit():
            return enter(service.use(slip=found, browser=browser_token()), proof=Proof.SLIP, shared=form.shared.data)
    except DomainError:
        pass  # the page below says so
    if current_user.id == found.person_id:
        return redirect(url_for("people.home"), 303)
    return respond("signin/slip_over.html", status=410, state=found.state(now()), states=SlipState)


@blueprint.route("/slip", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def slip_code() -> Response:
    """Type the short code of a slip, where no camera reads it."""
    form = filled(SlipCodeForm)
    if form.validate_on_submit():
        try:
            person = service.use_code(typed=form.code.data or "", browser=browser_token())
            return enter(person, proof=Proof.SLIP, shared=form.shared.data)
        except DomainError as refused:
            form.add_error(refused.field or "code", refused.words)
    return respond("signin/slip_code.html", status=422 if form.errors else 200, form=form)
