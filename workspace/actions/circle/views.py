"""Pages of who has to do with an action."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace.access import Action, allow, can
from workspace.actions.bodies.queries import known_names
from workspace.actions.circle import queries, service
from workspace.actions.circle.forms import AnswerForm, AskForm, RaisedForm
from workspace.actions.circle.words import PART_SAID
from workspace.actions.models import Part, Task
from workspace.actions.queries import task as load_task
from workspace.actions.views import page, page_beside, page_of
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.web import done

blueprint = Blueprint("circle", __name__)


@blueprint.post("/spaces/<slug>/actions/<int:task_id>/answer")
@allow(Action.ACTION_ANSWER, load_task)
def answer(task: Task) -> Response:
    """Say yes or no to an action that one is asked to do."""
    form = filled(AnswerForm, "answer")
    if not form.validate_on_submit():
        return page(task, answer_form=form, status=422)
    try:
        if form.answer.data == "yes":
            service.say_yes(task, actor=current_user)
            return done(page_of(task), _("Thank you. It is yours now. If it gets hard, say so here"))
        service.say_no(task, actor=current_user, words=form.words.data or "")
    except DomainError as refused:
        return done(page_of(task), refused.words)
    here = page_of(task) if can(current_user, Action.ACTION_READ, task) else url_for("people.home")
    return done(here, _("Thank you for saying so. Somebody else is looked for"))


@blueprint.route("/spaces/<slug>/actions/<int:task_id>/ask", methods=["GET", "POST"])
@allow(Action.ACTION_ASK, load_task)
def ask(task: Task) -> Response:
    """Ask somebody to do an action."""
    form = filled(AskForm, data={"body": task.body.name if task.body else ""})
    form.offer(queries.people_to_ask(task))
    if form.validate_on_submit():
        try:
            number = int(form.person.data) if form.person.data.isdecimal() else 0
            person = service.ask(task, actor=current_user, person_id=number, body=form.body.data or "")
            return done(page_of(task), _("%(name)s is asked", name=person.preferred_name))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return page_beside("circle/ask.html", task, form, known=known_names(task.space_id))


@blueprint.route("/spaces/<slug>/actions/<int:task_id>/raised", methods=["GET", "POST"])
@allow(Action.ACTION_JOIN, load_task)
def raised(task: Task) -> Response:
    """Say that one raised what the action is about, with a name or privately."""
    form = filled(RaisedForm)
    if form.validate_on_submit():
        try:
            service.raised(task, actor=current_user, shown=form.shown.data)
            return done(page_of(task), _("Saved"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return page_beside("circle/raised.html", task, form)


@blueprint.post("/spaces/<slug>/actions/<int:task_id>/part")
@allow(Action.ACTION_JOIN, load_task)
def part(task: Task) -> Response:
    """Help with an action or follow it, or do so no more."""
    wanted, _sign, no_more = request.form.get("part", "").partition("-")
    if wanted not in set(Part):
        return done(page_of(task), _("Nothing was changed"))
    chosen = Part(wanted)
    (service.step_back if no_more else service.join)(task, actor=current_user, part=chosen)
    return done(page_of(task), PART_SAID[chosen, bool(no_more)])
