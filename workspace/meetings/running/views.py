"""Pages for whoever runs a meeting or takes its notes."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace.access import Action, allow
from workspace.actions.queries import tasks_of_meeting
from workspace.errors import Conflict, DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Introduction, TurnAt
from workspace.meetings.models import Meeting
from workspace.meetings.notes import queries as notes
from workspace.meetings.notes.document import Written
from workspace.meetings.notes.editor import editor_refused
from workspace.meetings.notes.forms import NoteForm
from workspace.meetings.notes.service import save_note
from workspace.meetings.notes.words import INTRODUCTION
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.running import queries, service
from workspace.meetings.running.agenda import Agenda
from workspace.meetings.running.introductions import Round, round_of
from workspace.meetings.running.work import Work, work_after, work_at
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("running", __name__)
blueprint.add_app_template_global(INTRODUCTION.__getitem__, "introduction_words")


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/run")
@allow(Action.RUN, load_meeting)
def run(meeting: Meeting) -> Response:
    """Run a meeting: introductions, item by item, notes, decisions and actions, on one page."""
    return _page(meeting, work_at(meeting, current_user, request.args.get("item", type=int)))


def _page(meeting: Meeting, work: Work, status: int = 200) -> Response:
    return respond("running/run.html", "running/_work.html", status, **_around(meeting, work))


def _around(meeting: Meeting, work: Work) -> dict[str, Any]:
    item_id = work.item.id if work.item else 0
    decisions = [row for row in notes.decisions(meeting) if row.item_id == item_id]
    tasks = [task for task in tasks_of_meeting(meeting.id) if task.item_id == item_id]
    written = Written([], decisions, tasks)
    return {
        "meeting": meeting,
        "work": work,
        "form": work.editor.form if work.editor else None,
        "decisions": decisions,
        "tasks": tasks,
        "names": names_in(written.texts(meeting)),
        "closed_by": queries.closed_by(meeting) if meeting.closed_at else None,
    }


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/open", endpoint="open")
@allow(Action.RUN, load_meeting)
def start(meeting: Meeting) -> Response:
    """Start the meeting."""
    try:
        service.open_meeting(meeting, actor=current_user)
    except DomainError as refused:
        return done(_run_address(meeting), refused.words)
    return done(_run_address(meeting), _("The meeting has begun"))


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/introduce")
@allow(Action.RUN, load_meeting)
def introduce(meeting: Meeting) -> Response:
    """Note that somebody has introduced themselves, was skipped for now, or has their turn earlier or later."""
    try:
        said = _introduced(meeting)
    except DomainError as refused:
        return done(_run_address(meeting), refused.words)
    return done(
        f"{_run_address(meeting)}#introductions-h",
        said,
        fragment="running/_introductions.html",
        focus="introductions-h",
        meeting=meeting,
        round=round_of(meeting),
    )


def _introduced(meeting: Meeting) -> str:
    wanted = request.form.get("introduction")
    state = next((state for state in Introduction if state == wanted), None)
    turn = next((turn for turn in TurnAt if turn == wanted), None)
    number = request.form.get("other" if turn is TurnAt.NEXT else "place", type=int)
    place = next((place for place in meeting.invitations if place.id == number), None)
    if place is None or not (state or turn):
        raise DomainError(_("We cannot find that person. Look at the list again"))
    if turn:
        service.take_turn(place, actor=current_user, turn=turn)
    elif state:
        service.introduce(place, actor=current_user, state=state)
    return _turns(round_of(meeting))


def _turns(turns: Round) -> str:
    if turns.next is None:
        return str(_("Everyone has had their turn to introduce themselves"))
    name = turns.next.person.preferred_name
    if turns.after is None:
        return str(_("Now: %(name)s. Nobody comes after that", name=name))
    return str(_("Now: %(name)s. After that: %(after)s", name=name, after=turns.after.person.preferred_name))


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/go-to")
@allow(Action.RUN, load_meeting)
def go_to(meeting: Meeting) -> Response:
    """Go to an item. What stands in the notes at this moment is saved first, so that nobody has to think of it."""
    item, writing = _posted_item(meeting, "go_to"), _posted_item(meeting, "writing")
    if item is None:
        return done(_run_address(meeting), _("That item is not on the agenda any more"))
    before = Agenda(list(meeting.items)).now or writing
    form = filled(NoteForm, NoteForm.id_for(writing or item))
    try:
        conflict = _save_first(writing, form)
        service.go_to(item, actor=current_user)
    except DomainError as refused:
        if refused.words:
            form.add_error(refused.field, refused.words)
        work = work_at(meeting, current_user, (writing or item).id)
        refused_editor = editor_refused(writing or item, form)
        return _page(meeting, replace(work, editor=refused_editor), status=422)
    # Whoever has two texts to choose between, or writes at another item than the meeting was at, stays there.
    stay = writing if writing and (conflict or writing is not before) else item
    return _gone(meeting, stay, conflict)


def _save_first(writing: AgendaItem | None, form: NoteForm) -> str:
    """Save the notes that were sent along. Return what there is to say of somebody else's text, or nothing."""
    if writing is None:
        return ""
    if not form.validate_on_submit():
        raise DomainError("")
    try:
        save_note(writing, actor=current_user, **form.typed)
    except Conflict as conflict:
        return str(conflict.words)
    return ""


def _gone(meeting: Meeting, stay: AgendaItem, conflict: str) -> Response:
    agenda = Agenda(list(meeting.items))
    now, after = (item.title if item else "" for item in (agenda.now, agenda.next))
    said = _("Now: %(item)s. After that: %(after)s", item=now, after=after) if after else _("Now: %(item)s", item=now)
    return done(
        f"{_run_address(meeting, item=stay.id)}#now-h",
        f"{conflict}. {said}" if conflict else said,
        fragment="running/_work.html",
        focus="now-h",
        **_around(meeting, work_after(meeting, current_user, stay)),
    )


def _posted_item(meeting: Meeting, name: str) -> AgendaItem | None:
    number = request.form.get(name, type=int)
    return next((item for item in meeting.items if item.id == number), None)


def _run_address(meeting: Meeting, **more: Any) -> str:
    return url_for("running.run", slug=meeting.space.slug, meeting_id=meeting.id, **more)
