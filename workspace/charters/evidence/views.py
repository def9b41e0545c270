"""Pages of what a charter is built on."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.evidence import queries, service
from workspace.charters.evidence.forms import KIND, EvidenceForm, as_written
from workspace.charters.evidence.models import CharterEvidence
from workspace.charters.models import CharterVersion
from workspace.charters.scope.views import to_check
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("evidence", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/evidence")


@blueprint.get("")
@allow(Action.SPACE_WELCOME, to_check)
def index(version: CharterVersion) -> Response:
    """Both kinds of evidence side by side, what each asks for, and which clause answers it."""
    base = queries.base(version)
    names = names_in(text for one in base.rows for text in one.texts)
    return respond("evidence/index.html", version=version, base=base, names=names, KIND=KIND)


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, charters.newest)
def add(version: CharterVersion) -> Response:
    """Write a piece of evidence down."""
    form = _with_clauses(filled(EvidenceForm), version)
    if form.validate_on_submit():
        made = service.add(version, actor=me(), facts=form.facts)
        return done(_at(made), _("It is kept. Ask two others to review it"))
    return _page(version, form, None)


@blueprint.route("/<int:evidence_id>/change", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, queries.piece)
def change(row: CharterEvidence) -> Response:
    """Change what it says."""
    version = queries.newest(row)
    form = _with_clauses(filled_meanwhile(EvidenceForm, data=as_written(row, names_in(row.texts))), version)
    if form.validate_on_submit():
        try:
            service.change(row, actor=me(), facts=form.facts)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_at(row), _("It is kept. Ask two others to review it"))
    return _page(version, form, row)


@blueprint.post("/<int:evidence_id>/review")
@allow(Action.CHARTER_ANSWER, queries.piece)
def review(row: CharterEvidence) -> Response:
    """Say that it is told rightly."""
    try:
        service.review(row, actor=me())
    except DomainError as refused:
        return done(_at(row), refused.words)
    return done(_at(row), _("Thank you. It is kept that you reviewed it"))


@blueprint.post("/<int:evidence_id>/take-back")
@allow(Action.CHARTER_WRITE, queries.piece)
def take_back(row: CharterEvidence) -> Response:
    """Forget the words of somebody who wants their story back."""
    try:
        service.take_back(row, actor=me())
    except DomainError as refused:
        return done(_at(row), refused.words)
    return done(_at(row), _("Its words and the name are gone from every page"))


def _with_clauses(form: EvidenceForm, version: CharterVersion) -> EvidenceForm:
    form.asks.clauses = frozenset(one.number for one in charters.all_parts(version) if one.number and not one.is_out)
    return form


def _page(version: CharterVersion, form: EvidenceForm, row: CharterEvidence | None) -> Response:
    around: dict[str, Any] = {"version": version, "row": row}
    return respond("evidence/write.html", status=422 if request.method == "POST" else 200, form=form, **around)


def _at(row: CharterEvidence) -> str:
    page = url_for("evidence.index", slug=row.space.slug, charter_id=row.charter_id)
    return f"{page}#evidence-{row.id}"
