"""Pages of bodies and roles: what was promised for each of them, and what became of it."""

from flask import Blueprint, Response
from flask_login import current_user

from workspace.access import Action, allow
from workspace.actions.bodies import queries
from workspace.actions.bodies.models import Body
from workspace.actions.queries import names_in_tasks
from workspace.charters.register.queries import answering, of_body
from workspace.i18n import today
from workspace.spaces.ladder.queries import climbed, texts_of
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import respond

blueprint = Blueprint("bodies", __name__, url_prefix="/spaces/<slug>/bodies")


@blueprint.get("")
@allow(Action.ACTION_LIST, load_space)
def index(space: Space) -> Response:
    """The bodies and roles that said yes to actions or that charters name, those with something late first."""
    return respond("bodies/index.html", rows=queries.listed(space, current_user, today(), answering(space.id)))


@blueprint.get("/<int:body_id>")
@allow(Action.ACTION_LIST, queries.body)
def show(body: Body) -> Response:
    """What one body promised: late, going on, done with what changed, not possible with why."""
    promised = queries.promised(body, current_user)
    ladder = climbed(body.space, body.id)
    charters = of_body(body)
    texts = [text for task in promised.tasks for text in (task.what, task.state_words)]
    texts += [text for part in charters.owes for text in part.texts]
    texts += [text for row in charters.rows for text in row.signing.texts]
    return respond(
        "bodies/show.html",
        body=body,
        promised=promised,
        today=today(),
        names=names_in_tasks(promised.tasks, [*texts, *texts_of(ladder)]),
        ladder=ladder,
        charters=charters,
    )
