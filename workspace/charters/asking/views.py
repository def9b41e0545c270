"""Pages of organisers who ask leaders to sign."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.actions.bodies.queries import known_names
from workspace.charters.models import CharterVersion
from workspace.charters.register.queries import rows
from workspace.charters.signing import queries, service
from workspace.charters.signing.forms import LeftForm, SignerForm
from workspace.charters.signing.models import Signing
from workspace.charters.signing.service import Asked
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("asking", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/signing")


@blueprint.get("")
@allow(Action.SIGNATURE_ASK, queries.agreed)
def index(version: CharterVersion) -> Response:
    """Who was asked to sign, how far each is, and what can be done."""
    found = rows(version)
    names = names_in(text for row in found for text in row.signing.texts)
    return respond("signing/asking.html", version=version, rows=found, names=names)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.SIGNATURE_ASK, queries.agreed)
def new(version: CharterVersion) -> Response:
    """Ask a leader to sign; with ?again= the one who signed an older version, so that nobody types it twice."""
    form = filled(SignerForm, data=_again(version, request.args.get("again", 0, type=int)))
    if form.validate_on_submit() and form.answer_by.day:
        whom = Asked(
            name=form.name.data or "", email=form.email.data or "", post=form.post.data or "",
            body=form.body.data or "", answer_by=form.answer_by.day,
        )  # fmt: skip
        try:
            made = service.ask(version, actor=me(), whom=whom)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            said = _("%(name)s is asked. They get a message with a page of their own", name=made.person.preferred_name)
            return done(_index(made), said)
    known = known_names(version.space_id)
    return respond("signing/new.html", status=_status(), version=version, form=form, known=known)


def _again(version: CharterVersion, signing_id: int) -> dict[str, str]:
    """Return what is known of whom to ask again: who left the post is followed by somebody else."""
    found = queries.signing(version.space.slug, version.charter_id, signing_id) if signing_id else None
    if found is None:
        return {}
    known = {"post": found.post, "body": found.body.name}
    if found.left_on:
        return known
    return known | {"name": found.person.preferred_name, "email": found.person.email or ""}


@blueprint.post("/<int:signing_id>/remind")
@allow(Action.SIGNATURE_ASK, queries.signing)
def remind(signing: Signing) -> Response:
    """Write to a leader once more."""
    return _done(signing, service.remind, _("They get another message. It is sent at most once a day"))


@blueprint.post("/<int:signing_id>/take-back")
@allow(Action.SIGNATURE_ASK, queries.signing)
def take_back(signing: Signing) -> Response:
    """Ask no more."""
    return _done(signing, service.take_back, _("They are not asked any more"))


def _done(signing: Signing, verb: Any, said: str) -> Response:
    try:
        verb(signing, actor=me())
    except DomainError as refused:
        return done(_index(signing), refused.words)
    return done(_index(signing), said)


@blueprint.route("/<int:signing_id>/left", methods=["GET", "POST"])
@allow(Action.SIGNATURE_ASK, queries.signing)
def left(signing: Signing) -> Response:
    """Write down that whoever signed left their post."""
    form = filled(LeftForm)
    if form.validate_on_submit() and form.on.day:
        try:
            service.note_left(signing, actor=me(), on=form.on.day)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_index(signing), _("It is written down. Their signature has lapsed; ask who follows them"))
    return respond("signing/left.html", status=_status(), signing=signing, form=form)


def _index(signing: Signing) -> str:
    return url_for("asking.index", slug=signing.space.slug, charter_id=signing.charter_id)


def _status() -> int:
    return 422 if request.method == "POST" else 200
