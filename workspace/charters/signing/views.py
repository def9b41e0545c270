"""Pages of the one who is asked to sign: what is asked, whether they are ready, the words, the check, the receipt."""

from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.signing import queries, service, words
from workspace.charters.signing.files import as_text
from workspace.charters.signing.forms import ReadyForm, SignForm, WhyForm, ready_as_written, sign_as_written
from workspace.charters.signing.models import Signing, SigningState
from workspace.charters.signing.service import PROOFS, Written
from workspace.charters.stamping.queries import stamp_of
from workspace.charters.views import around
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.people.queries import names_in
from workspace.web import as_file, done, go, respond

blueprint = Blueprint("signing", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/sign/<int:signing_id>")
blueprint.add_app_template_global(words.PROOF.__getitem__, "proof_words")


@blueprint.get("")
@allow(Action.CHARTER_SIGN, queries.signing)
def show(signing: Signing) -> Response:
    """What I am asked, and how far I am."""
    newer = queries.number_in_force(signing.charter_id, signing.space_id) != signing.version.number
    return respond("signing/show.html", signing=signing, names=names_in(signing.texts), is_newer=newer)


@blueprint.route("/ready", methods=["GET", "POST"])
@allow(Action.CHARTER_SIGN, queries.signing)
def ready(signing: Signing) -> Response:
    """Say whether my body is ready, and what it gains."""
    form = filled(ReadyForm, data=ready_as_written(signing, names_in(signing.texts)))
    if form.validate_on_submit():
        said = {"missing": form.missing.data or "", "interests": form.interests.data or ""}
        try:
            is_ready = service.say_ready(signing, actor=me(), not_yet=form.not_yet, **said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            if is_ready:
                return done(_at("words", signing), _("Thank you. Now read the words, and sign below them"))
            return done(
                _at("show", signing), _("Thank you. The group reads what is missing. Come back when it is there")
            )
    return respond("signing/ready.html", status=_status(), signing=signing, form=form)


@blueprint.route("/words", methods=["GET", "POST"])
@allow(Action.CHARTER_SIGN, queries.signing)
def words_of_it(signing: Signing) -> Response:
    """The whole charter, and the form under it."""
    if signing.state is not SigningState.ASKED or signing.ready_at is None:
        return go(_at("ready" if signing.state is SigningState.ASKED else "show", signing))
    parts = charters.all_parts(signing.version)
    shown = around(signing.version, parts, signing.texts)
    clauses = [one for one in parts if one.kind and not one.is_out]
    form = filled(SignForm, data=sign_as_written(signing, shown["names"])).offer(clauses, shown["names"])
    if form.validate_on_submit():
        try:
            service.write(signing, actor=me(), written=Written(**form.facts))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_at("check", signing))
    declares = service.declaration(signing)
    return respond("signing/words.html", status=_status(), signing=signing, form=form, declares=declares, **shown)


@blueprint.route("/check", methods=["GET", "POST"])
@allow(Action.CHARTER_SIGN, queries.signing)
def check(signing: Signing) -> Response:
    """Everything once more, to somebody who has shown that it is them since they wrote it; then it is signed."""
    if signing.state is not SigningState.ASKED or signing.written_at is None:
        return go(_at("show", signing))
    session = g.user_session
    if session.proved_at < signing.written_at or session.proved_by not in PROOFS:
        return go(url_for("signin.again", next=_at("check", signing)))
    form = Form()
    if form.validate_on_submit():
        try:
            service.sign(signing, actor=me(), proof=session.proved_by)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_at("receipt", signing), _("You have signed. This is your receipt"))
    declares = service.declaration(signing)
    names = names_in(signing.texts)
    return respond("signing/check.html", status=_status(), signing=signing, form=form, names=names, declares=declares)


@blueprint.route("/decline", methods=["GET", "POST"])
@allow(Action.CHARTER_SIGN, queries.signing)
def decline(signing: Signing) -> Response:
    """Say that I do not sign, and why."""
    return _with_reason(signing, service.decline, "decline", _("Your answer is kept. Thank you for saying why"))


@blueprint.route("/withdraw", methods=["GET", "POST"])
@allow(Action.CHARTER_SIGN, queries.signing)
def withdraw(signing: Signing) -> Response:
    """Take my signature back, and say why."""
    return _with_reason(signing, service.withdraw, "withdraw", _("Your signature is withdrawn"))


def _with_reason(signing: Signing, verb: Any, page: str, said: str) -> Response:
    form = filled(WhyForm)
    if form.validate_on_submit():
        try:
            verb(signing, actor=me(), why=form.why.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_at("show", signing), said)
    return respond(f"signing/{page}.html", status=_status(), signing=signing, form=form)


# --- the receipt ---------------------------------------------------------------------------------------------------


def signed(slug: str, charter_id: int, signing_id: int) -> Signing | None:
    """Return a signature that was given: there is a receipt of it."""
    found = queries.signing(slug, charter_id, signing_id)
    return found if found and found.is_signed else None


@blueprint.get("/receipt")
@allow(Action.CHARTER_SIGN, signed)
def receipt(signing: Signing) -> Response:
    """What I signed, when, and how everybody can check it."""
    shown: dict[str, Any] = {"names": names_in(signing.texts), "stamp": stamp_of(signing)}
    return respond("signing/receipt.html", signing=signing, evidence=queries.evidence_of(signing), **shown)


@blueprint.get("/receipt.tsr")
@allow(Action.CHARTER_SIGN, signed)
def time_stamp(signing: Signing) -> Response:
    """The time stamp of the receipt that is a file, as its authority gave it, for other programs."""
    kept = stamp_of(signing)
    return _file(kept.answer, "application/timestamp-reply", "tsr", signing) if kept else abort(404)


@blueprint.get("/receipt.json")
@allow(Action.CHARTER_SIGN, signed)
def receipt_file(signing: Signing) -> Response:
    """The receipt as a file, sealed."""
    return _file(queries.receipt_of(signing), "application/json", "json", signing)


@blueprint.get("/receipt.txt")
@allow(Action.CHARTER_SIGN, signed)
def receipt_text(signing: Signing) -> Response:
    """The receipt in plain text, with the words that were signed."""
    content = as_text(queries.evidence_of(signing), queries.sealed_of(signing.version))
    return _file(content, "text/plain", "txt", signing)


def _file(content: str | bytes, kind: str, ending: str, signing: Signing) -> Response:
    return as_file(content, kind, f"{_('receipt')}-{signing.code}.{ending}")


def _at(page: str, signing: Signing) -> str:
    endpoint = "words_of_it" if page == "words" else page
    parts: dict[str, Any] = {"charter_id": signing.charter_id, "signing_id": signing.id}
    return url_for(f"signing.{endpoint}", slug=signing.space.slug, **parts)


def _status() -> int:
    return 422 if request.method == "POST" else 200
