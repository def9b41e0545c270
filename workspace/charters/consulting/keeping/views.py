"""Pages on which organisers keep a consultation: begin it, change it, close it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.consulting import queries, service, words
from workspace.charters.consulting.keeping.forms import ANYBODY, GROUP, CloseConsultationForm, ConsultationForm
from workspace.charters.consulting.models import Consultation, Fate, Phase
from workspace.charters.models import CharterVersion
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.i18n import today
from workspace.meanwhile import filled_meanwhile
from workspace.meetings.closing.models import MissedKind
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Space
from workspace.web import done, respond

blueprint = Blueprint("keeping", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/consultation")


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.CONSULTATION_KEEP, charters.draft)
def begin(version: CharterVersion) -> Response:
    """Ask people about a draft."""
    has_content = any(one.phase is Phase.CONTENT for one in queries.of_version(version))
    phase = Phase.DESIGN if has_content else Phase.CONTENT
    data = {"phase": phase.value, "who": GROUP, "questions": "\n".join(map(str, words.QUESTIONS[phase]))}
    form = filled(ConsultationForm, data=data)
    if form.validate_on_submit():
        try:
            made = service.begin(version, actor=me(), facts=form.facts, questions=form.questions.read)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(
                _address("show", made), _kept(made, _("People are asked. Everybody in the group gets a message"))
            )
    return _keep_page(version, None, form)


@blueprint.route("/<int:consultation_id>/change", methods=["GET", "POST"])
@allow(Action.CONSULTATION_KEEP, queries.consultation)
def change(consultation: Consultation) -> Response:
    """Change until when people are asked, why, and what."""
    form = _to_change(consultation)
    if form.validate_on_submit():
        try:
            service.change(consultation, actor=me(), facts=form.facts, questions=form.questions.read)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("show", consultation), _kept(consultation, _("It is kept")))
    return _keep_page(consultation.version, consultation, form)


def _to_change(consultation: Consultation) -> ConsultationForm:
    """Return the form without what cannot change any more: the phase, and a first day that has come."""
    names = names_in(consultation.texts)
    data = {name: to_names(getattr(consultation, name), names) for name in service.NAMING}
    data |= {"questions": "\n".join(one.words for one in queries.questions(consultation))}
    data |= {"who": ANYBODY if consultation.is_public else GROUP}
    data |= {name: i18n.day(getattr(consultation, name), weekday=False) for name in ("opens_on", "closes_on")}
    left_out = {"phase"} | ({"opens_on"} if consultation.opens_on <= today() else set())
    kind = type("ConsultationToChangeForm", (ConsultationForm,), dict.fromkeys(left_out))
    return filled_meanwhile(kind, data={name: value for name, value in data.items() if name not in left_out})


@blueprint.route("/<int:consultation_id>/close", methods=["GET", "POST"])
@allow(Action.CONSULTATION_KEEP, queries.consultation)
def close(consultation: Consultation) -> Response:
    """End it, with who and what was missed."""
    form = filled(CloseConsultationForm)
    if form.validate_on_submit():
        try:
            service.close(consultation, actor=me(), missed=form.missed)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("said", consultation), _("It is closed. Answers can still be written"))
    sums = queries.counts_of_fates([consultation])[consultation.id]
    return respond(
        "charters/consulting/close.html", status=_status(), consultation=consultation, form=form,
        waiting=sums[Fate.WAITING] + sums[Fate.THINKING],
    )  # fmt: skip


@blueprint.post("/<int:consultation_id>/missed")
@allow(Action.CONSULTATION_KEEP, queries.consultation)
def follow_up(consultation: Consultation) -> Response:
    """Make an action of who, or of what, it has missed."""
    address, answer = f"{_address('said', consultation)}#missed-h", request.form.get("answer", "")
    if answer not in set(MissedKind):
        return done(address, _("Choose what becomes an action"))
    try:
        service.follow_up(consultation, MissedKind(answer), actor=me())
    except DomainError as refused:
        return done(address, refused.words)
    return done(address, _("It is an action now. Nobody has it yet: ask somebody, or take it on"))


def _kept(consultation: Consultation, said: str) -> str:
    """Say that it is kept, and what there is to think of about its days."""
    return " ".join([f"{said}.", *_against(consultation.space, consultation.opens_on, consultation.closes_on)])


def _against(space: Space, opens: Any, closes: Any) -> list[str]:
    if not opens or not closes or closes < opens:
        return []
    return words.against_dates(space, opens, closes, queries.against(space, opens, closes))


def _keep_page(version: CharterVersion, consultation: Consultation | None, form: ConsultationForm) -> Response:
    opens = form.opens_on.day if "opens_on" in form else consultation and consultation.opens_on
    closes = form.closes_on.day or (consultation and consultation.closes_on)
    return respond(
        "charters/consulting/keep.html", status=_status(), version=version, consultation=consultation, form=form,
        against=_against(version.space, opens, closes),
    )  # fmt: skip


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(page: str, consultation: Consultation) -> str:
    of: dict[str, Any] = {} if page == "show" else {"consultation_id": consultation.id}
    of |= {"charter_id": consultation.version.charter_id}
    return url_for(f"consulting.{page}", slug=consultation.space.slug, **of)
