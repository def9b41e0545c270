"""The page of measures."""

from flask import Blueprint, Response, request
from flask_login import current_user

from workspace.access import Action, allow
from workspace.actions.queries import names_in_tasks
from workspace.i18n import today
from workspace.said.measures import queries, words
from workspace.said.measures.forms import PeriodForm
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import respond

blueprint = Blueprint("measures", __name__)


@blueprint.get("/spaces/<slug>/actions/measures")
@allow(Action.ACTION_LIST, load_space)
def show(space: Space) -> Response:
    """How well the group keeps what it says, in a few numbers, each with what it means."""
    form = PeriodForm(request.args)
    stuck = queries.stuck_longest(space, current_user, today())
    return respond(
        "measures/show.html",
        filters=form,
        period=words.PERIOD[form.period],
        found=queries.measures(space, form.period, today()),
        NAME=words.NAME,
        MEANS=words.MEANS,
        stuck=stuck,
        names=names_in_tasks([one.task for one in stuck], [one.task.what for one in stuck]),
    )
