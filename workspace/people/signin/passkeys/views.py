"""Pages of passkeys: signing in with one, showing again that it is you, and keeping one's own."""

from flask import Blueprint, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace import db
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.models import Person
from workspace.people.signin.devices import device_of
from workspace.people.signin.models import Proof
from workspace.people.signin.passkeys import queries, service
from workspace.people.signin.passkeys.forms import AnswerForm, NameForm, SignInForm
from workspace.people.signin.passkeys.models import Passkey
from workspace.people.signin.sessions.views import enter, go_on, proved
from workspace.web import browser_token, done, local_address, respond

blueprint = Blueprint("passkeys", __name__)


def _sender() -> str:
    return request.remote_addr or ""


# --- using ---------------------------------------------------------------------------------------------------------


@blueprint.post("/sign-in/passkey/challenge")
@allow(Action.SIGN_IN, repeatable=True)
def challenge() -> Response:
    """What a browser needs to use a passkey, for the script of the two pages below."""
    try:
        options = service.ask_to_use(person_id=current_user.id, browser=browser_token(), sender=_sender())
    except DomainError:
        return respond("passkeys/_challenge.html", status=422)  # the script sends its form, which is refused in words
    return respond("passkeys/_challenge.html", options=options)


@blueprint.route("/sign-in/passkey", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def sign_in() -> Response:
    """Sign in with a passkey, for those who added one. The device says whose it is: nothing is typed."""
    form = filled(SignInForm, data={"next": request.args.get("next", "")})
    onward = form.next.data or ""
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(local_address(onward, url_for("people.home")))
    if form.validate_on_submit():
        try:
            person = service.use(answer=form.answer.data or "", browser=browser_token(), sender=_sender())
            return enter(person, proof=Proof.PASSKEY, shared=form.shared.data, onward=onward)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("passkeys/sign_in.html", status=_status(), form=form)


@blueprint.route("/sign-in/again/passkey", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me, repeatable=True)
def again(person: Person) -> Response:
    """Show again that it is you, with a passkey of your own, and go on to where you were going."""
    form = AnswerForm(data={"next": request.args.get("next", "")})
    if form.validate_on_submit():
        try:
            service.use(answer=form.answer.data or "", browser=browser_token(), sender=_sender(), only=person)
            return go_on(form.next.data or "", Proof.PASSKEY)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("passkeys/again.html", status=_status(), form=form)


# --- my own --------------------------------------------------------------------------------------------------------


def _mine(passkey_id: int) -> Passkey | None:
    return queries.passkey_of(current_user.id, passkey_id)


@blueprint.get("/me/passkeys")
@allow(Action.ME_READ)
def index() -> Response:
    """My passkeys: what I call them, since when I have them, when I used them last."""
    return respond("passkeys/index.html", passkeys=queries.passkeys_of(current_user.id))


@blueprint.post("/me/passkeys/challenge")
@allow(Action.ME_EDIT, me, repeatable=True)
def new_challenge(person: Person) -> Response:
    """What a browser needs to make a passkey, for the script of the page below.

    Nothing for somebody who must show first that it is them: the script then sends its form, which leads them there,
    and no device has made a key in vain.
    """
    try:
        fresh = g.user_session.is_fresh(db.now())
        options = service.ask_to_add(actor=person, browser=browser_token(), sender=_sender()) if fresh else ""
    except DomainError:
        options = ""
    return respond("passkeys/_challenge.html", status=200 if options else 422, options=options)


@blueprint.route("/me/passkeys/add", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
@proved
def add(person: Person) -> Response:
    """Add a passkey. It is called after the browser at first; the next page asks for a better name."""
    form = AnswerForm()
    if form.validate_on_submit():
        name = device_of(request.user_agent.string) or _("My passkey")
        answer = form.answer.data or ""
        try:
            made = service.add(actor=person, answer=answer, browser=browser_token(), sender=_sender(), name=name)
            return done(url_for("passkeys.rename", passkey_id=made.id), _("Your passkey is added"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("passkeys/add.html", status=_status(), form=form)


@blueprint.route("/me/passkeys/<int:passkey_id>/name", methods=["GET", "POST"])
@allow(Action.ME_EDIT, _mine)
def rename(passkey: Passkey) -> Response:
    """Name a passkey so that its owner knows it again."""
    form = filled(NameForm, obj=passkey)
    if form.validate_on_submit():
        service.rename(passkey=passkey, name=form.name.data or "")
        return done(url_for("passkeys.index"), _("The name is saved"))
    return respond("passkeys/rename.html", status=_status(), form=form, passkey=passkey)


@blueprint.post("/me/passkeys/<int:passkey_id>/remove")
@allow(Action.ME_EDIT, _mine)
@proved
def remove(passkey: Passkey) -> Response:
    """Make a passkey worthless: the device is lost, or not mine any more."""
    service.remove(passkey=passkey, actor=current_user)
    return done(url_for("passkeys.index"), _("The passkey is removed. It opens nothing any more"))


def _status() -> int:
    return 422 if request.method == "POST" else 200
