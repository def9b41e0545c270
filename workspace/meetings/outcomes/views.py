"""Pages of what is parked and asked: writing it down from an item, and saying later what became of it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace.access import Action, allow
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.queries import names_in_notes
from workspace.meetings.outcomes import queries, service, words
from workspace.meetings.outcomes.forms import AnswerForm, AskForm, ParkedForm, ParkForm
from workspace.meetings.outcomes.models import Parked, Question, QuestionState
from workspace.web import done, respond

blueprint = Blueprint("outcomes", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")
blueprint.add_app_template_global(words.question_state)
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "question_tag")
blueprint.add_app_template_global(words.STATE.__getitem__, "answer_state")


# --- writing down from an item -------------------------------------------------------------------------------------


@blueprint.route("/items/<int:item_id>/park", methods=["GET", "POST"])
@allow(Action.OUTCOME_RECORD, load_item)
def park(item: AgendaItem) -> Response:
    """Put something aside at an item."""
    form = ParkForm.at(item)
    if not form.validate_on_submit():
        return _record_page("outcomes/park.html", item, form)
    try:
        row = service.park(
            item,
            actor=current_user,
            what=form.what.data or "",
            why=form.why.data or "",
            until_on=form.until_on.day if form.until.data == "day" else None,
            owner_id=_number(form.owner.data),
        )
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _record_page("outcomes/park.html", item, form)
    return done(_back(item), _("Parked. %(name)s brings it back", name=_owner(item, row.owner_id)))


@blueprint.route("/items/<int:item_id>/question", methods=["GET", "POST"])
@allow(Action.OUTCOME_RECORD, load_item)
def ask(item: AgendaItem) -> Response:
    """Write down a question at an item."""
    form = AskForm.at(item)
    if not form.validate_on_submit():
        return _record_page("outcomes/ask.html", item, form)
    try:
        row = service.ask(
            item,
            actor=current_user,
            words=form.words.data or "",
            asked_by_id=_number(form.asked_by.data) or None,
            owner_id=_number(form.owner.data),
            due_on=form.due.day,
            answer=form.answer.data or "",
        )
    except DomainError as refused:
        form.add_error("answer" if refused.field == "words" else refused.field, refused.words)
        return _record_page("outcomes/ask.html", item, form)
    return done(_back(item), _("Question saved. %(state)s", state=words.question_state(row)))


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0


def _owner(item: AgendaItem, person_id: int) -> str:
    return next(p.person.preferred_name for p in item.meeting.invitations if p.person_id == person_id)


def _record_page(page: str, item: AgendaItem, form: ParkForm | AskForm) -> Response:
    recorded = queries.recorded(item.meeting).at(item)
    names = names_in_notes(item.meeting, recorded.texts)
    around = {"back": _back(item), "recorded": recorded, "names": names}
    return respond(page, "", _status(), item=item, meeting=item.meeting, form=form, **around)


def _back(item: AgendaItem) -> str:
    """Return the page on which the item is worked on: that of the meeting while it happens, else its notes."""
    if item.meeting.state is MeetingState.HAPPENING and item.removed_at is None:
        return url_for("running.run", slug=item.space.slug, meeting_id=item.meeting_id, item=item.id)
    return url_for("notes.show", slug=item.space.slug, meeting_id=item.meeting_id)


# --- what became of it ---------------------------------------------------------------------------------------------


@blueprint.get("/parked/<int:parked_id>")
@allow(Action.OUTCOME_READ, queries.parked)
def parked(row: Parked) -> Response:
    """Something that was parked and, for whoever brings it back and for note takers, when it comes back."""
    return _parked_page(row, filled(ParkedForm, data=_as_parked(row)))


@blueprint.post("/parked/<int:parked_id>")
@allow(Action.OUTCOME_CHANGE, queries.parked)
def change_parked(row: Parked) -> Response:
    """Say when it comes back, or why it need not."""
    form = filled(ParkedForm)
    if not form.validate_on_submit():
        return _parked_page(row, form)
    let_go = (form.because.data or "") if form.until.data == "never" else ""
    until_on = form.until_on.day if form.until.data == "day" else None
    try:
        service.change_parked(row, actor=current_user, until_on=until_on, let_go_because=let_go)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _parked_page(row, form)
    said = _("Saved. It need not come back") if let_go else _("Saved. It comes back")
    return done(url_for("outcomes.parked", **_at(row), parked_id=row.id), said)


def _as_parked(row: Parked) -> dict[str, str]:
    return {"until": "never" if row.let_go_at else "day" if row.until_on else "next"}


def _parked_page(row: Parked, form: ParkedForm) -> Response:
    names = names_in_notes(row.meeting, [row.who, *row.texts])
    return respond("outcomes/parked.html", status=_status(), row=row, form=form, names=names)


@blueprint.get("/questions/<int:question_id>")
@allow(Action.OUTCOME_READ, queries.question)
def question(row: Question) -> Response:
    """A question with every answer so far and, for whoever answers it and for note takers, a form for the next one."""
    return _question_page(row, filled(AnswerForm))


@blueprint.post("/questions/<int:question_id>")
@allow(Action.OUTCOME_CHANGE, queries.question)
def answer(row: Question) -> Response:
    """Say where the answer is now."""
    form = filled(AnswerForm)
    if not form.validate_on_submit():
        return _question_page(row, form)
    state, text = QuestionState(form.state.data), form.words.data or ""
    try:
        untold = service.answer(row, actor=current_user, state=state, words=text, due_on=form.due.day)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _question_page(row, form)
    said = _("Saved. %(state)s.", state=words.question_state(row))
    if untold:
        said += " " + _("%(name)s has no e-mail: ring or write to them.", name=untold.preferred_name)
    return done(url_for("outcomes.question", **_at(row), question_id=row.id), said)


def _question_page(row: Question, form: AnswerForm) -> Response:
    said = [text for one in row.answers for text in (one.words, one.who)]
    names = names_in_notes(row.meeting, [row.words, row.who, row.asked_by_whom, *said])
    return respond("outcomes/question.html", status=_status(), row=row, form=form, names=names)


def _at(row: Parked | Question) -> dict[str, Any]:
    return {"slug": row.space.slug, "meeting_id": row.meeting_id}


def _status() -> int:
    return 422 if request.method == "POST" else 200
