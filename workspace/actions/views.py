"""Pages of actions."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from workspace.access import Action, allow
from workspace.actions import queries, service, words
from workspace.actions.forms import TaskChangeForm, TaskFilterForm, TaskForm
from workspace.actions.models import ActionState, Task
from workspace.errors import DomainError
from workspace.forms import LINE, filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.closing.queries import missed as load_missed
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

LONGEST_NUMBER = 10  # digits: a longer one, typed into an address, is nobody's

blueprint = Blueprint("actions", __name__)
blueprint.add_app_template_global(words.STATE.__getitem__, "action_state")
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "action_tag")
blueprint.add_app_template_global(words.late_words, "late_words")


@blueprint.app_template_global()
def action_form(item: AgendaItem) -> TaskForm:
    """Return the form that writes down an action, for the page of a meeting, which holds it among others."""
    return _offering(item, filled(TaskForm, "action"))


def _offering(item: AgendaItem, form: TaskForm) -> TaskForm:
    form.offer(place.person for place in item.meeting.invitations)
    return form


@blueprint.get("/spaces/<slug>/actions")
@allow(Action.ACTION_LIST, load_space)
def index(space: Space) -> Response:
    """The actions of a space, those that are not done first and the late ones on top."""
    filters = filters_of(space)
    found = queries.chosen(space, current_user, choice_of(filters), words.today())
    return respond(
        "actions/index.html",
        filters=filters,
        chosen=filters.in_address,
        found=found,
        sums=queries.sums(space, current_user, words.today()),
        most_counted=queries.MOST_COUNTED,
        names=queries.names_in_tasks(
            found.tasks, (text for task in found.tasks for text in (task.what, task.state_words))
        ),
    )


def filters_of(space: Space) -> TaskFilterForm:
    """Return what was chosen; an address that was changed by hand until it makes no sense shows what is open."""
    who = request.args.get("who", "")
    owners = queries.owners(space, current_user, int(who) if who.isdecimal() and len(who) < LONGEST_NUMBER else None)
    form = TaskFilterForm.offering(owners, request.args)
    return form if form.validate() else TaskFilterForm.offering(owners, MultiDict())


def choice_of(filters: TaskFilterForm) -> queries.Choice:
    """Return what was chosen in an address."""
    return queries.Choice(
        owner_id=current_user.id if filters.who.data == "me" else int(filters.who.data or 0),
        state=filters.state.data,
        words=filters.words.data or "",
        page=request.args.get("page", 1, type=int),
    )


@blueprint.get("/spaces/<slug>/actions/<int:task_id>")
@allow(Action.ACTION_READ, queries.task)
def show(task: Task) -> Response:
    """An action, its history, and, for its owner and for note takers, how to say how it is going."""
    form = filled(TaskChangeForm, data={"state": task.state.value})
    return _page(task, form)


@blueprint.post("/spaces/<slug>/actions/<int:task_id>")
@allow(Action.ACTION_UPDATE, queries.task)
def change(task: Task) -> Response:
    """Say how an action is going."""
    form = filled(TaskChangeForm)
    if not form.validate_on_submit():
        return _page(task, form, 422)
    state = ActionState(form.state.data)
    try:
        service.change_state(task, actor=current_user, state=state, words=form.words.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(task, form, 422)
    address = url_for("actions.show", slug=task.space.slug, task_id=task.id)
    return done(address, _("Saved. The action is now: %(state)s", state=words.STATE[state]))


def _page(task: Task, form: TaskChangeForm, status: int = 200) -> Response:
    names = queries.names_in_tasks([task], [task.what, *(change.words for change in task.changes)])
    return respond("actions/show.html", status=status, task=task, form=form, names=names)


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/actions", methods=["GET", "POST"])
@allow(Action.ACTION_RECORD, load_item)
def record(item: AgendaItem) -> Response:
    """Write down what somebody said they would do: a page of its own, or in its place on the page of the meeting."""
    form = action_form(item)
    if not form.validate_on_submit():
        return _record_page(item, form, 422 if request.method == "POST" else 200)
    try:
        task = service.record(item, actor=current_user, promise=_promise(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _record_page(item, form, 422)
    return done(
        url_for("running.run", slug=item.space.slug, meeting_id=item.meeting_id),
        _("Action saved: %(name)s will do it", name=task.owner.preferred_name),
        fragment="actions/_record.html",
        focus=f"action-{task.id}",
        **_around(item, _offering(item, TaskForm(formdata=None, prefix="action"))),
    )


def _promise(form: TaskForm) -> service.Promise:
    owner_id = int(form.owner.data) if form.owner.data.isdecimal() else 0
    return service.Promise(form.what.data or "", owner_id, form.said_yes.data, form.due.day)


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/missed/<int:missed_id>/action", methods=["GET", "POST"])
@allow(Action.ACTION_RECORD, load_missed)
def record_missed(row: Missed) -> Response:
    """Make an action of what a meeting has missed."""
    words = to_names(row.words, names_in([row.words]))
    form = filled(TaskForm, data={"what": words[:LINE] if row.kind is MissedKind.WHAT else ""})
    form.offer(place.person for place in row.meeting.invitations)
    if not form.validate_on_submit():
        return _missed_page(row, form, words)
    try:
        task = service.record_missed(row, actor=current_user, promise=_promise(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _missed_page(row, form, words)
    said = _("Action saved: %(name)s will do it", name=task.owner.preferred_name)
    return done(url_for("closing.close", slug=row.space.slug, meeting_id=row.meeting_id), said)


def _missed_page(row: Missed, form: TaskForm, words: str) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("actions/missed.html", status=status, meeting=row.meeting, row=row, form=form, words=words)


def _record_page(item: AgendaItem, form: TaskForm, status: int = 200) -> Response:
    return respond("actions/record.html", "actions/_record.html", status, **_around(item, form))


def _around(item: AgendaItem, form: TaskForm) -> dict[str, object]:
    tasks = [task for task in queries.tasks_of_meeting(item.meeting_id) if task.item_id == item.id]
    return {
        "item": item,
        "meeting": item.meeting,
        "form": form,
        "tasks": tasks,
        "names": names_in(task.what for task in tasks),
    }
