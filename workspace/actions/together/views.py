"""The page that brings many actions up to date at once."""

import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from workspace.access import Action, allow
from workspace.actions import choosing
from workspace.actions.forms import TaskFilterForm
from workspace.actions.models import Task
from workspace.actions.queries import names_in_tasks
from workspace.actions.together import queries, service
from workspace.actions.together.forms import MeetingForm, RowForm, Together, row_of
from workspace.actions.views import choice_of, filters_of
from workspace.errors import DomainError
from workspace.i18n import today
from workspace.meanwhile import AS_IT_WAS
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

ROW = re.compile(rf"a(?P<number>\d{{1,9}})-{AS_IT_WAS}", re.ASCII)  # in each row, the mark of how it was

blueprint = Blueprint("together", __name__)


@blueprint.route("/spaces/<slug>/actions/together", methods=["GET", "POST"])
@allow(Action.ACTION_TOGETHER, load_space)
def update(space: Space) -> Response:
    """Say of many actions how they are going. All rows are kept, or, where one has a mistake, none yet."""
    filters = filters_of(space)
    parts: dict[str, Any] = {"slug": space.slug, **filters.in_address}
    found = choosing.chosen(space, current_user, choice_of(filters), today())
    tasks = queries.tasks_to_update(space, _posted() if request.method == "POST" else [task.id for task in found.tasks])
    form = Together([(task, row_of(task)) for task in tasks], names_in_tasks(tasks, (task.what for task in tasks)))
    if request.method == "POST" and form.validate() and _can_all(form):
        changed = [_keep(task, row) for task, row in form.rows if row.says_something_of(task)]
        page, moved_up = _then(space, filters, found)
        said = _said(len(changed)) + (
            ". " + _("Some left the list, so the next ones are on this page") if moved_up else ""
        )
        return done(url_for("together.update", **parts, page=page), said)
    if request.method == "POST":
        form.form_errors.append(_("Nothing is saved yet. All that you typed is here: mend what is below, then save"))
    which = MeetingForm(request.args)
    which.offer(queries.meetings_with_actions(space))
    status = 422 if request.method == "POST" else 200
    return respond("together/update.html", status=status, form=form, which=which, found=found, filters=filters)


def _then(space: Space, filters: TaskFilterForm, found: choosing.Found) -> tuple[int, bool]:
    """Return the page to show once all is saved, and whether it is the same one because those that follow moved up to
    it: where a row leaves the list by its change, going on by a page would pass over another."""
    then = request.form.get("then", "")
    if then == "before":
        return max(1, found.page - 1), False
    if then != "after":
        return found.page, False
    now = choosing.chosen(space, current_user, replace(choice_of(filters), page=found.page), today())
    moved_up = {task.id for task in now.tasks} - set(_posted())
    return (now.page, True) if moved_up else (found.page + 1, False)


def _posted() -> list[int]:
    """Return the numbers of the rows that were sent, so that none is lost which is not on the list any more."""
    found = [row["number"] for name in request.form if (row := ROW.fullmatch(name))]
    return [int(number) for number in found[: choosing.ON_A_PAGE]]


def _can_all(form: Together) -> bool:
    """Say whether all rows can be kept, and show beside its field what cannot."""
    can = True
    for task, row in form.rows:
        try:
            if row.says_something_of(task):
                service.check(task, _update(row))
        except DomainError as refused:
            row.add_error(refused.field, refused.words)
            can = False
    return can


def _keep(task: Task, row: RowForm) -> Task:
    service.update(task, actor=current_user, said=_update(row))
    return task


def _update(row: RowForm) -> service.Update:
    return service.Update(row.to, row.due.day, row.words.data or "")


def _said(changed: int) -> str:
    if not changed:
        return str(_("Nothing was different, so nothing is changed"))
    return str(ngettext("Saved. %(num)d action is changed", "Saved. %(num)d actions are changed", changed))
