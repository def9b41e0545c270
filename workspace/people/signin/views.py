"""Pages of signin: asking for a message, its code, its link, and showing again that it is you."""

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace.access import Action, allow
from workspace.db import now
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.people.signin import queries, service
from workspace.people.signin.forms import AgainForm, AskForm, CodeForm, EnterForm
from workspace.people.signin.models import Proof, SignIn
from workspace.people.signin.passkeys.queries import has_passkey
from workspace.people.signin.passwords import service as passwords_service
from workspace.people.signin.passwords import views as passwords
from workspace.people.signin.sessions.views import blueprint, cookie_name, enter, go_on, init_app, passkeys_are_on
from workspace.people.signin.slips import views as slips
from workspace.web import browser_token, done, local_address, respond

# Pages of passwords and slips stand on the same blueprint, which is registered with all of them from here.
__all__ = ["blueprint", "cookie_name", "init_app", "passwords", "slips"]

ASKED = "sign_in"  # in the page cookie: which sign-in this browser asked for, where it was sent, where it leads


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow(Action.SIGN_IN)
def ask() -> Response:
    """Type the address that a link and a code are mailed to."""
    form = filled(AskForm, data={"next": request.args.get("next", "")})
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(local_address(form.next.data or "", url_for("people.home")))
    if form.validate_on_submit():
        try:
            asked = service.ask(address=form.email.data or "", browser=browser_token(), sender=_sender())
            _remember(asked, sent_to=form.email.data or "", onward=form.next.data or "")
            return done(url_for("signin.code"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("signin/ask.html", status=_status(form), form=form)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def code() -> Response:
    """Check your mail: type the code here, or use the link. Sending another message keeps what was typed."""
    asked = _asked_here()
    if asked is None:
        return redirect(url_for("signin.ask"), 303)
    form = filled(CodeForm)
    try:
        if "another" in request.form:
            _remember(service.ask_again(asked=asked, browser=browser_token(), sender=_sender()))
            flash(_("We sent another message. Use the newest one"))
        elif form.validate_on_submit():
            person = service.use_code(asked=asked, typed=form.code.data or "", browser=browser_token())
            return enter(person, proof=Proof.CODE, shared=form.shared.data, onward=_onward(asked))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
    return respond("signin/code.html", status=_status(form), form=form, sent_to=session[ASKED]["sent_to"])


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
@allow(Action.SIGN_IN, repeatable=True)
def link(token: str) -> Response:
    """Name the person whom the link signs in, and ask for one press: programs that open links use nothing up."""
    asked = queries.sign_in_with(token)
    if asked is None:
        return respond("signin/no_link.html", status=404)
    form = filled(EnterForm)
    if "another" in request.form and asked.address:
        return _another_link(asked, form)
    if request.method != "POST" and not asked.used_at and asked.link_lives(now()):
        return respond("signin/enter.html", form=form, who=asked.person)
    try:
        if form.validate_on_submit():
            person = service.use_link(asked=asked, browser=browser_token())
            proof = Proof.HOST if asked.by_host else Proof.LINK
            return enter(person, proof=proof, shared=form.shared.data, onward=_onward(asked))
    except DomainError:
        pass  # used or too old: the page below says so
    if current_user.id == asked.person_id:
        return redirect(url_for("people.home"), 303)
    return _link_over(asked, form)


def _another_link(asked: SignIn, form: EnterForm) -> Response:
    """Send a new message in place of a link that is used or too old. The address is shown in part: it may not be
    the reader's own."""
    try:
        again = service.ask_again(asked=asked, browser=browser_token(), sender=_sender())
    except DomainError as refused:
        form.add_error("", refused.words)
        return _link_over(asked, form)
    _remember(again, sent_to=_masked(asked.address), onward="")
    return done(url_for("signin.code"), _("We sent a new message"))


def _link_over(asked: SignIn, form: EnterForm) -> Response:
    return respond("signin/link_over.html", status=410, form=form, asked=asked)


@blueprint.route("/sign-in/again", methods=["GET", "POST"])
@allow(Action.ME_EDIT, repeatable=True)
def again() -> Response:
    """Show again that it is you, by a code or by the password, and go on to where you were going."""
    form = filled(AgainForm, data={"next": request.args.get("next", "")})
    asked = _asked_here()
    if asked and (asked.person_id != current_user.id or asked.used_at):
        asked = None
    try:
        if "another" in request.form and current_user.has_mail:
            asked = service.ask(address=current_user.email, browser=browser_token(), sender=_sender())
            _remember(asked, sent_to=current_user.email, onward=form.next.data or "")
            flash(_("We sent you a message with a code"))
        elif form.validate_on_submit():
            return _go_on(form, asked)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
    owns_one = passkeys_are_on() and has_passkey(current_user.id)
    return respond("signin/again.html", status=_status(form), form=form, asked=asked, has_passkey=owns_one)


def _go_on(form: AgainForm, asked: SignIn | None) -> Response:
    if form.password.data and current_user.password_hash:
        passwords_service.check(address=current_user.email, password=form.password.data)
        proof = Proof.PASSWORD
    elif asked and form.code.data:
        service.use_code(asked=asked, typed=form.code.data, browser=browser_token())
        proof = Proof.CODE
    else:
        raise DomainError(_("Type the code from the message, or your password"), "code" if asked else "")
    return go_on(form.next.data or "", proof)


def _remember(asked: SignIn, **about: str) -> None:
    """Keep in the page cookie which sign-in this browser asked for, where it was sent, and where it leads."""
    session[ASKED] = {**session.get(ASKED, {}), "id": asked.id, **about}


def _asked_here() -> SignIn | None:
    kept = session.get(ASKED)
    return queries.sign_in_asked(kept["id"], browser_token()) if kept else None


def _onward(asked: SignIn) -> str:
    """Return where this sign-in leads: what the browser that asked remembers; elsewhere nothing is known."""
    kept = session.get(ASKED, {})
    return kept["onward"] if kept.get("id") == asked.id else ""


def _sender() -> str:
    return request.remote_addr or ""


def _masked(address: str) -> str:
    name, _at, domain = address.partition("@")
    return f"{name[:2]}•••@{domain}"


def _status(form: Form) -> int:
    return 422 if form.errors or form.form_errors else 200
