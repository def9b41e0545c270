"""Pages of passwords."""

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.models import Person
from workspace.people.signin.models import Proof
from workspace.people.signin.passwords import service
from workspace.people.signin.passwords.forms import PasswordSignInForm, SetPasswordForm
from workspace.people.signin.sessions.views import blueprint, enter, proved
from workspace.web import done, respond


@blueprint.route("/sign-in/password", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def password() -> Response:
    """Sign in with a password, for those who set one."""
    form = filled(PasswordSignInForm, data={"next": request.args.get("next", "")})
    if form.validate_on_submit():
        try:
            person = service.check(address=form.email.data or "", password=form.password.data or "")
            return enter(person, proof=Proof.PASSWORD, shared=form.shared.data, onward=form.next.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("signin/password.html", status=422 if request.method == "POST" else 200, form=form)


@blueprint.route("/me/password", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
@proved
def set_password(person: Person) -> Response:
    """Set a password, or another one."""
    form = filled(SetPasswordForm)
    if form.validate_on_submit():
        try:
            service.set_password(actor=person, password=form.password.data or "")
            return done(url_for("signin.set_password"), _("Your password is set. The link by mail still works too"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("signin/set_password.html", status=422 if request.method == "POST" else 200, form=form)


@blueprint.post("/me/password/remove")
@allow(Action.ME_EDIT, me)
@proved
def remove_password(person: Person) -> Response:
    """Go without a password."""
    service.remove_password(actor=person)
    return done(url_for("signin.set_password"), _("Your password is removed. You sign in by mail"))
