"""Pages on which everybody can put their name under a charter, confirm it, and take it away."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.charters.models import CharterVersion
from workspace.charters.register.queries import public_version
from workspace.charters.signing.queries import agreed
from workspace.charters.supporters import queries, service, words
from workspace.charters.supporters.forms import HelperForm, JoinForm
from workspace.charters.supporters.models import Capacity, Supporter
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.web import done, respond

blueprint = Blueprint("supporters", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/names")
blueprint.add_app_template_global(words.AS.__getitem__, "supporter_as")


@blueprint.get("")
@allow(Action.SPACE_WELCOME, public_version)
def index(version: CharterVersion) -> Response:
    """Who put their name under the charter, all or those of one kind."""
    wanted = request.args.get("as", "")
    capacity = Capacity(wanted) if wanted in set(Capacity) else None
    found = queries.named_under(version.charter, capacity)
    count = queries.count_of(version.charter)
    return respond("supporters/index.html", version=version, named=found, count=count, capacity=capacity)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.SPACE_WELCOME, public_version)
def join(version: CharterVersion) -> Response:
    """Put my name under the charter, without an account."""
    form = filled(JoinForm)
    if form.validate_on_submit():
        about = {"email": form.email.data or "", "sender": request.remote_addr or ""}
        try:
            service.put(version.charter, **about, language=i18n.language().code, facts=form.facts)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_at("sent", version), "")
    return respond("supporters/join.html", status=_status(), version=version, form=form)


@blueprint.get("/sent")
@allow(Action.SPACE_WELCOME, public_version)
def sent(version: CharterVersion) -> Response:
    """One step is left: the link in a message."""
    return respond("supporters/sent.html", version=version)


@blueprint.route("/link/<token>", methods=["GET", "POST"])
@allow(Action.SPACE_WELCOME, queries.supporter_with, repeatable=True)
def confirm(one: Supporter) -> Response:
    """Confirm my name by one press, and later, on the same page, share it or take it away."""
    form = Form()
    if form.validate_on_submit():
        service.confirm(one)
        return done(_here(one), _("Thank you. Your name counts"))
    address = url_for("register.public", slug=one.space.slug, charter_id=one.charter_id, _external=True)
    about: dict[str, Any] = {"token": queries.token_of(one), "address": address}
    return respond("supporters/confirm.html", one=one, form=form, title_of_it=queries.title_of(one.charter), **about)


@blueprint.post("/link/<token>/take-away")
@allow(Action.SPACE_WELCOME, queries.supporter_with)
def take_away(one: Supporter) -> Response:
    """Take my name away."""
    service.take_away(one, actor=None)
    return done(url_for("spaces.welcome", slug=one.space.slug), _("Your name is taken away. Thank you all the same"))


@blueprint.route("/typed", methods=["GET", "POST"])
@allow(Action.NAME_TYPE, agreed)
def type_in(version: CharterVersion) -> Response:
    """Type in a name that somebody gave on paper, by phone or at a meeting."""
    form = filled(HelperForm)
    if form.validate_on_submit():
        service.type_in(version.charter, actor=me(), way=form.way, facts=form.facts)
        return done(_at("type_in", version), _("It is counted. You can type the next one"))
    return respond("supporters/type_in.html", status=_status(), version=version, form=form)


@blueprint.post("/<int:supporter_id>/remove")
@allow(Action.CHARTER_WRITE, queries.supporter)
def remove(one: Supporter) -> Response:
    """Take away a name that does not belong there."""
    service.take_away(one, actor=me())
    return done(url_for("supporters.index", slug=one.space.slug, charter_id=one.charter_id), _("It is taken away"))


def _here(one: Supporter) -> str:
    parts: dict[str, Any] = {"charter_id": one.charter_id, "token": queries.token_of(one)}
    return url_for("supporters.confirm", slug=one.space.slug, **parts)


def _at(page: str, version: CharterVersion) -> str:
    return url_for(f"supporters.{page}", slug=version.space.slug, charter_id=version.charter_id)


def _status() -> int:
    return 422 if request.method == "POST" else 200
