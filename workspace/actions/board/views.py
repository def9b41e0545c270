"""Pages of the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from workspace.access import Action, allow
from workspace.actions import choosing, queries, service, words
from workspace.actions.board.forms import MoveForm
from workspace.actions.choosing import Choice
from workspace.actions.models import ActionState, Task
from workspace.actions.views import choice_of, filters_of
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.i18n import today
from workspace.people.names import to_names
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, go, respond

IN_A_COLUMN = 20
Chosen = Mapping[str, Any]  # what is to be seen, as parts of an address

blueprint = Blueprint("board", __name__)


@dataclass(frozen=True)
class Column:
    """The first actions of a state, and how many there are: one more than the most that are counted, where there are
    more."""

    state: ActionState
    tasks: list[Task]
    total: int


@blueprint.get("/spaces/<slug>/actions/board")
@allow(Action.ACTION_LIST, load_space)
def index(space: Space) -> Response:
    """The actions that were chosen in the address, in columns by their state."""
    filters = filters_of(space)
    columns = _columns(space, choice_of(filters))
    tasks = [task for column in columns for task in column.tasks]
    return respond(
        "board/index.html",
        filters=filters,
        chosen=filters.in_address,
        columns=columns,
        most_counted=queries.MOST_COUNTED,
        states=list(ActionState),
        names=queries.names_in_tasks(tasks, (text for task in tasks for text in (task.what, task.state_words))),
    )


def _columns(space: Space, choice: Choice) -> list[Column]:
    numbers = choosing.first_of_each(space, current_user, choice, today(), queries.MOST_COUNTED + 1)
    tasks = choosing.loaded([number for some in numbers.values() for number in some[:IN_A_COLUMN]])
    return [Column(state, [task for task in tasks if task.state == state], len(numbers[state])) for state in numbers]


@blueprint.route("/spaces/<slug>/actions/<int:task_id>/move", methods=["GET", "POST"])
@allow(Action.ACTION_UPDATE, queries.task)
def move(task: Task) -> Response:
    """Move a card to another column. Where the new state asks for words, a page asks for them."""
    chosen: Chosen = filters_of(task.space).in_address
    form = filled(MoveForm, data={"state": request.args.get("to", task.state.value), "was": task.state.value})
    if not form.validate_on_submit():
        return _words_page(task, form, chosen)
    was = task.state
    if not form.is_seen_as(task):
        said = _("Somebody moved it meanwhile. It is now: %(state)s", state=words.STATE[was])
        return done(_card(task, was, chosen), said)
    if form.lacks_words and "words" not in request.form:
        return go(url_for("board.move", slug=task.space.slug, task_id=task.id, **{**chosen, "to": form.to.value}))
    try:
        service.change_state(task, actor=current_user, state=form.to, words=form.words.data or "")
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _words_page(task, form, chosen)
    return done(_card(task, was, chosen), _said(task, chosen))


def _is_shown(task: Task, chosen: Chosen) -> bool:
    return task.state in choosing.states_of(chosen["state"])


def _card(task: Task, was: ActionState, chosen: Chosen) -> str:
    """Return the address of the card on the board, or of the column where it was when the board does not show it."""
    anchor = f"card-{task.id}" if _is_shown(task, chosen) else f"column-{was}"
    return url_for("board.index", slug=task.space.slug, **{**chosen, "_anchor": anchor})


def _said(task: Task, chosen: Chosen) -> str:
    said = {"what": _what(task), "state": words.STATE[task.state]}
    if _is_shown(task, chosen):
        return str(_("Moved. “%(what)s” is now: %(state)s", **said))
    return str(_("Moved. “%(what)s” is now: %(state)s. As you chose, the board does not show those", **said))


def _what(task: Task) -> str:
    return to_names(task.what, queries.names_in_tasks([task], [task.what]))


def _words_page(task: Task, form: MoveForm, chosen: Chosen) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("board/move.html", status=status, task=task, form=form, what=_what(task), chosen=chosen)
