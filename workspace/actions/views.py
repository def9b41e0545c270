"""Pages of actions."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from workspace import i18n
from workspace.access import Action, allow
from workspace.actions import choosing, queries, service, words
from workspace.actions.bodies.queries import known_names
from workspace.actions.circle.forms import AnswerForm
from workspace.actions.forms import MoreTimeForm, RewordForm, SettleForm, TaskChangeForm, TaskFilterForm, TaskForm
from workspace.actions.models import ActionState, Task
from workspace.actions.settling import settling
from workspace.errors import DomainError
from workspace.forms import LINE, Form, filled
from workspace.i18n import today
from workspace.meanwhile import filled_meanwhile
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
blueprint.add_app_template_global(words.change_words, "change_words")


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
    found = choosing.chosen(space, current_user, choice_of(filters), today())
    return respond(
        "actions/index.html",
        filters=filters,
        chosen=filters.in_address,
        found=found,
        sums=queries.sums(space, current_user, today()),
        most_counted=queries.MOST_COUNTED,
        names=queries.names_in_tasks(
            found.tasks, (text for task in found.tasks for text in (task.what, task.state_words))
        ),
    )


def filters_of(space: Space) -> TaskFilterForm:
    """Return what was chosen. Of an address that was changed by hand, or cut off, what makes sense is kept, and what
    does not is named on the page."""
    owners = queries.owners(space, current_user, _number(request.args.get("who", "")))
    form = TaskFilterForm.offering(owners, request.args)
    if form.validate():
        return form
    known = MultiDict([(name, text) for name, text in request.args.items(multi=True) if name not in form.errors])
    kept = TaskFilterForm.offering(owners, known)
    kept.validate()
    kept.left_out = [str(form[name].label.text) for name in form.errors if name]
    return kept


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < LONGEST_NUMBER else None


def choice_of(filters: TaskFilterForm) -> choosing.Choice:
    """Return what was chosen in an address."""
    return choosing.Choice(
        owner_id=current_user.id if filters.who.data == "me" else int(filters.who.data or 0),
        state=filters.state.data,
        words=filters.words.data or "",
        page=request.args.get("page", 1, type=int),
        meeting_id=_number(filters.meeting.data),
        due=filters.due.data,
    )


@blueprint.get("/spaces/<slug>/actions/<int:task_id>")
@allow(Action.ACTION_READ, queries.task)
def show(task: Task) -> Response:
    """An action, its history, and, for its owner and for note takers, how to say how it is going."""
    return page(task)


@blueprint.post("/spaces/<slug>/actions/<int:task_id>")
@allow(Action.ACTION_UPDATE, queries.task)
def change(task: Task) -> Response:
    """Say how an action is going."""
    form = filled(TaskChangeForm)
    if form.written_since(task, current_user):
        form.add_error(
            "", _("Somebody wrote about this while you were typing. Read it above your words, then save again")
        )
        return page(task, form, 422)
    if not form.validate_on_submit():
        return page(task, form, 422)
    state = ActionState(form.state.data)
    try:
        service.change_state(task, actor=current_user, state=state, words=form.words.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return page(task, form, 422)
    return done(page_of(task), _("Saved. The action is now: %(state)s", state=words.STATE[state]))


@blueprint.post("/spaces/<slug>/actions/<int:task_id>/finished")
@allow(Action.ACTION_SETTLE, queries.task)
def settle(task: Task) -> Response:
    """Say, for the group or as the one who raised it, whether an action is finished."""
    form = filled(SettleForm, "settle")
    if not form.validate_on_submit():
        return page(task, settle_form=form, status=422)
    finished = form.finished.data == "yes"
    try:
        service.settle(task, actor=current_user, finished=finished, words=form.words.data or "")
    except DomainError as refused:
        if not refused.field:
            return done(page_of(task), refused.words)
        form.add_error(refused.field, refused.words)
        return page(task, settle_form=form, status=422)
    return done(page_of(task), _("Saved. It is finished") if finished else _("Saved. It goes on"))


def page_of(task: Task) -> str:
    """Return the address of an action."""
    return url_for("actions.show", slug=task.space.slug, task_id=task.id)


def page(
    task: Task,
    form: TaskChangeForm | None = None,
    status: int = 200,
    *,
    settle_form: SettleForm | None = None,
    answer_form: AnswerForm | None = None,
) -> Response:
    """Return the page of an action, with the form that was refused, if any, in place of an empty one."""
    texts = [text for change in task.changes for text in (change.words, change.what_before)]
    last = str(max((change.id for change in task.changes), default=0))
    form = form or filled(TaskChangeForm, data={"state": task.state.value, "seen": last})
    meanwhile = form.written_since(task, current_user)
    form.seen.data = last  # what is shown now is read before it is sent again
    return respond(
        "actions/show.html",
        status=status,
        task=task,
        settling=settling(task),
        days=words.new_days(task),
        form=settle_form or answer_form or form,  # the one whose errors stand above the page
        state_form=form,
        meanwhile=meanwhile,
        settle_form=settle_form or filled(SettleForm, "settle"),
        answer_form=answer_form or filled(AnswerForm, "answer"),
        names=queries.names_in_tasks([task], [task.what, task.why, *texts]),
    )


@blueprint.route("/spaces/<slug>/actions/<int:task_id>/words", methods=["GET", "POST"])
@allow(Action.ACTION_REWORD, queries.task)
def reword(task: Task) -> Response:
    """Put an action in other words, or give it another day, and say why."""
    names = queries.names_in_tasks([task], [task.what, task.why])
    due = i18n.day(task.due_on) if task.due_on else ""
    shown = {"what": to_names(task.what, names), "why": to_names(task.why, names), "due": due}
    form = filled_meanwhile(RewordForm, data=shown)
    if form.validate_on_submit():
        worded = service.Worded(form.what.data or "", form.due.day, form.why.data or "")
        try:
            service.reword(task, actor=current_user, promise=worded, words=form.words.data or "")
            return done(page_of(task), _("Saved. What it said before is in its history"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return page_beside("actions/reword.html", task, form)


@blueprint.route("/spaces/<slug>/actions/<int:task_id>/day", methods=["GET", "POST"])
@allow(Action.ACTION_UPDATE, queries.task)
def more_time(task: Task) -> Response:
    """Give an action that one does another day."""
    form = filled(MoreTimeForm)
    if form.validate_on_submit() and form.due.day:
        try:
            service.give_day(task, actor=current_user, due_on=form.due.day, words=form.words.data or "")
            return done(page_of(task), _("Thank you for saying so. The new day is kept"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return page_beside("actions/more_time.html", task, form)


def page_beside(template: str, task: Task, form: Form, **more: Any) -> Response:
    """Return a page about an action that has a form of its own."""
    what = to_names(task.what, queries.names_in_tasks([task], [task.what]))
    return respond(template, status=422 if request.method == "POST" else 200, task=task, form=form, what=what, **more)


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
        _saved(task),
        fragment="actions/_record.html",
        focus=f"action-{task.id}",
        **_around(item, _offering(item, TaskForm(formdata=None, prefix="action"))),
    )


def _promise(form: TaskForm) -> service.Promise:
    owner_id = int(form.owner.data) if form.owner.data.isdecimal() else 0
    words = (form.what.data or "", form.due.day, form.why.data or "")
    return service.Promise(*words, owner_id=owner_id, said_yes=form.said_yes.data, body=form.body.data or "")


def _saved(task: Task) -> str:
    person = task.owner or task.asked
    name = person.preferred_name if person else ""
    if task.owner_id is None:
        return str(_("Action saved. %(name)s is asked: until their yes, nobody has it", name=name))
    return str(_("Action saved: %(name)s will do it", name=words.for_body(name, task)))


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
    return done(url_for("closing.close", slug=row.space.slug, meeting_id=row.meeting_id), _saved(task))


def _missed_page(row: Missed, form: TaskForm, words: str) -> Response:
    status = 422 if request.method == "POST" else 200
    known = known_names(row.space_id)
    return respond(
        "actions/missed.html", status=status, form=form, words=words, meeting=row.meeting, row=row, known=known
    )


def _record_page(item: AgendaItem, form: TaskForm, status: int = 200) -> Response:
    return respond("actions/record.html", "actions/_record.html", status, **_around(item, form))


def _around(item: AgendaItem, form: TaskForm) -> dict[str, object]:
    tasks = [task for task in queries.tasks_of_meeting(item.meeting_id) if task.item_id == item.id]
    return {
        "item": item,
        "meeting": item.meeting,
        "form": form,
        "tasks": tasks,
        "names": names_in(text for task in tasks for text in (task.what, task.why)),
        "known": known_names(item.space_id),
    }
