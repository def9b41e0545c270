"""Pages of a consultation: the draft with what people are asked, one clause, all that was said, and typing in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace import throttle
from workspace.access import Action, allow, me
from workspace.actions.models import Task
from workspace.actions.queries import tasks_by_number
from workspace.charters import queries as charters
from workspace.charters.consulting import queries, service, words
from workspace.charters.consulting.forms import ClauseForm, TypeForm, WholeForm, questions_in, whole_form
from workspace.charters.consulting.models import About, CharterComment, Consultation, ConsultationQuestion, Fate
from workspace.charters.consulting.saying import Said, Source
from workspace.charters.models import CharterPart
from workspace.charters.order import grouped
from workspace.charters.views import around
from workspace.charters.words import CLAUSE_KIND
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.i18n import today
from workspace.meetings.closing.words import is_nothing
from workspace.meetings.editions.changes import Piece, changes
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.people.signin.queries import sealed
from workspace.roles import Role
from workspace.spaces.models import Space
from workspace.spaces.queries import people_with_role
from workspace.web import done, respond

MOST_AN_HOUR = 30  # comments from one place without an account: a hall may share its connection
HOUR = timedelta(hours=1)
ANSWERED = (Fate.THINKING, Fate.CHANGED, Fate.NOT_CHANGED)
SHOWN = {"waiting": (Fate.WAITING,), "answered": ANSWERED}

blueprint = Blueprint("consulting", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/consultation")
for _name in ("about_words", "FATE", "FATE_TAG", "STANCE_TAG", "CAME", "PHASE", "state_words"):
    blueprint.add_app_template_global(getattr(words, _name), f"consulting_{_name.lower()}")
blueprint.add_app_template_global(today, "today_here")
blueprint.add_app_template_test(is_nothing, "nothing_missed")


@blueprint.app_template_global()
def consulting_pieces(one: CharterComment, names: dict[int, str]) -> list[Piece]:
    """Return what leads from the old words of a clause to the new ones."""
    return changes(to_names(one.old_words, names), to_names(one.new_words, names))


@dataclass(frozen=True)
class ClauseAsked:
    """A clause of a draft that people are asked about."""

    consultation: Consultation
    part: CharterPart

    @property
    def space_id(self) -> int:
        """Return whose it is."""
        return self.consultation.space_id

    @property
    def space(self) -> Space:
        """Return whose it is."""
        return self.consultation.space

    @property
    def is_public(self) -> bool:
        """Say whether anybody who has the address can read it."""
        return self.consultation.is_public


# --- what this visitor may know of ---------------------------------------------------------------------------------


def newest(slug: str, charter_id: int) -> Consultation | None:
    """Return the newest consultation on a charter; to nobody in particular only one that is for anybody."""
    return _known(queries.newest(slug, charter_id))


def one_of_them(slug: str, charter_id: int, consultation_id: int) -> Consultation | None:
    """Return a consultation on a charter; to nobody in particular only one that is for anybody."""
    return _known(queries.consultation(slug, charter_id, consultation_id))


def clause_asked(slug: str, charter_id: int, clause_number: int) -> ClauseAsked | None:
    """Return a clause of the draft that people are asked about now."""
    found = newest(slug, charter_id)
    part = queries.clause(found, clause_number) if found else None
    return ClauseAsked(found, part) if found and part else None


def _known(found: Consultation | None) -> Consultation | None:
    return found if found and (found.is_public or current_user.is_authenticated) else None


def _is_member(of: Consultation) -> bool:
    return current_user.is_authenticated and current_user.role_in(of.space_id) is not None


# --- reading and saying something ----------------------------------------------------------------------------------


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.CONSULTATION_COMMENT, newest)
def show(consultation: Consultation) -> Response:
    """The whole draft with what people are asked, and a form for what they say of it."""
    asked = queries.questions(consultation, questions_in(request.form))
    form = filled(whole_form(asked))
    if form.validate_on_submit() and _say(form, consultation, _of_whole(form, asked)):
        return done(_address("show", consultation), _thanks(consultation))
    parts = [one for one in charters.all_parts(consultation.version) if not one.is_out]
    shown = around(consultation.version, parts, consultation.texts)
    shown |= {} if _is_member(consultation) else {"names": {}}
    counts = queries.counts_of_clauses(consultation)
    return respond(
        "charters/consulting/show.html", status=_status(), consultation=consultation, form=form, asked=asked,
        counts=counts, total=sum(queries.counts_of_fates([consultation])[consultation.id].values()), **shown,
    )  # fmt: skip


@blueprint.route("/clauses/<int:clause_number>", methods=["GET", "POST"])
@allow(Action.CONSULTATION_COMMENT, clause_asked)
def clause(clause: ClauseAsked) -> Response:
    """One clause, what was said of it, and a form to say something."""
    consultation, part = clause.consultation, clause.part
    form = filled(ClauseForm)
    address = url_for("consulting.clause", clause_number=part.number, **_at(consultation))
    if form.validate_on_submit():
        said = Said(About.CLAUSE, form.words.data or "", form.chosen, part=part)
        if _say(form, consultation, [said]):
            return done(f"{_address('show', consultation)}#clause-{part.number}", _thanks(consultation))
    found = _comments(consultation, clause=part.number)
    texts = [*part.texts, *(text for one in found.rows for text in one.texts)]
    return respond(
        "charters/consulting/clause.html", status=_status(), consultation=consultation, part=part, form=form,
        found=found, address=address, names=_names(consultation, texts),
    )  # fmt: skip


def _of_whole(form: WholeForm, asked: Any) -> list[Said]:
    said = [Said(About.QUESTION, form[f"question_{one.id}"].data or "", question=one) for one in asked]
    return [Said(About.WHOLE, form.words.data or "", form.chosen), *said]


def _say(form: Any, consultation: Consultation, said: list[Said]) -> bool:
    """Keep what this visitor says. Whoever has no account is counted first: nobody floods the page."""
    stranger = not current_user.is_authenticated
    if stranger and not throttle.hit(f"comments from {sealed('device', str(request.remote_addr))}", MOST_AN_HOUR, HOUR):
        form.add_error("", _("Much came from your connection in the last hour. What you wrote is still here: send it "
                             "in an hour, or tell the people below"))  # fmt: skip
        return False
    source = Source(None if stranger else me(), form.called.data or "")
    try:
        service.say(consultation, source=source, said=said)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return False
    return True


def _thanks(consultation: Consultation) -> str:
    if current_user.is_authenticated:
        return str(_("Thank you. The group reads what you said, and you find its answer under “What I said”"))
    return str(_("Thank you. The group reads what you said, and its answer is shown under “What people said”"))


@blueprint.get("/<int:consultation_id>/said")
@allow(Action.CONSULTATION_READ, one_of_them)
def said(consultation: Consultation) -> Response:
    """All that was said, with the group's answers and what was changed because of it."""
    shown = request.args.get("shown", "")
    found = _comments(consultation, shown)
    tasks = _tasks(consultation)
    texts = [*consultation.texts, *(task.what for task in tasks.values())]
    texts += [text for one in found.rows for text in one.texts]
    return respond(
        "charters/consulting/said.html", consultation=consultation, found=found, shown=shown if shown in SHOWN else "",
        sums=queries.counts_of_fates([consultation])[consultation.id], names=_names(consultation, texts),
        is_member=_is_member(consultation), tasks=tasks,
    )  # fmt: skip


def _tasks(consultation: Consultation) -> dict[int, Task]:
    """Return the actions that came of who and what was missed; to others than members none is shown."""
    numbers = [one for one in (consultation.who_task_id, consultation.what_task_id) if one]
    return tasks_by_number(consultation.space_id, numbers) if _is_member(consultation) else {}


@blueprint.get("/<int:consultation_id>/mine")
@allow(Action.COMMENT_OWN, queries.consultation)
def mine(consultation: Consultation) -> Response:
    """What I said, and what became of it."""
    rows = queries.comments_by(consultation, me().id)
    names = names_in(text for one in rows for text in one.texts)
    return respond("charters/consulting/mine.html", consultation=consultation, rows=rows, names=names)


def _comments(consultation: Consultation, shown: str = "", clause: int | None = None) -> queries.Comments:
    """Return a page of comments. Who is no member reads what the group has answered: nothing that a stranger typed is
    shown to others before somebody of the group has read it."""
    fates = SHOWN.get(shown, tuple(Fate)) if _is_member(consultation) else ANSWERED
    return queries.comments(consultation, request.args.get("page", 1, type=int), fates=fates, clause=clause)


def _names(consultation: Consultation, texts: list[str]) -> dict[int, str]:
    """Return the names in these texts; to others than members nobody is named."""
    return names_in(texts) if _is_member(consultation) else {}


# --- typing in -----------------------------------------------------------------------------------------------------


@blueprint.route("/<int:consultation_id>/type", methods=["GET", "POST"])
@allow(Action.COMMENT_TYPE, queries.consultation)
def type_in(consultation: Consultation) -> Response:
    """Type in what came by post, by phone, by mail or in a meeting."""
    groups = grouped(one for one in charters.all_parts(consultation.version) if not one.is_out)
    asked, people = queries.questions(consultation), people_with_role(consultation.space_id, set(Role))
    clauses = {str(one.number): one for group in groups for one in group.clauses}
    names = names_in(one.words for one in clauses.values())
    called = {number: _called(one, names) for number, one in clauses.items()}
    form = filled(TypeForm).offer(groups, asked, people, called)
    if form.validate_on_submit():
        said = _typed(form, clauses, {str(one.id): one for one in asked})
        try:
            service.say(consultation, source=form.source(me()), said=[said])
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(_address("type_in", consultation), _("It is kept. You can type in the next one"))
    return respond("charters/consulting/type.html", status=_status(), consultation=consultation, form=form)


def _typed(form: TypeForm, clauses: dict[str, CharterPart], asked: dict[str, ConsultationQuestion]) -> Said:
    kind, _dash, number = (form.about.data or "").partition("-")
    return Said(
        About(kind), form.words.data or "", form.chosen,
        question=asked.get(number) if kind == About.QUESTION else None,
        part=clauses.get(number) if kind == About.CLAUSE else None,
    )  # fmt: skip


def _called(part: CharterPart, names: dict[int, str]) -> str:
    kind = CLAUSE_KIND[part.kind] if part.kind else ""
    return f"{kind} {part.number}: {to_names(part.words, names)[:60]}"


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _at(consultation: Consultation) -> dict[str, Any]:
    return {"slug": consultation.space.slug, "charter_id": consultation.version.charter_id}


def _address(page: str, consultation: Consultation) -> str:
    of: dict[str, Any] = {} if page == "show" else {"consultation_id": consultation.id}
    return url_for(f"consulting.{page}", **of, **_at(consultation))
