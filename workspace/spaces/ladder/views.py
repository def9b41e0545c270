"""Pages on which organisers write the way of a concern."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.actions.bodies.queries import body as load_body
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meanwhile import filled_meanwhile
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.ladder import queries, service
from workspace.spaces.ladder.forms import FACTS, StepForm
from workspace.spaces.ladder.models import MOST, LadderStep
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

if TYPE_CHECKING:
    from workspace.actions.bodies.models import Body

blueprint = Blueprint("ladder", __name__, url_prefix="/spaces/<slug>")


@blueprint.get("/ladder")
@allow(Action.LADDER_KEEP, space)
def index(space: Space) -> Response:
    """The steps of the space, to put in order."""
    return _list(space, None)


@blueprint.get("/bodies/<int:body_id>/ladder")
@allow(Action.LADDER_KEEP, load_body)
def of_body(body: "Body") -> Response:
    """The steps that a body set itself, to put in order."""
    return _list(body.space, body)


@blueprint.route("/ladder/new", methods=["GET", "POST"])
@allow(Action.LADDER_KEEP, space)
def add(space: Space) -> Response:
    """Write a step of the space."""
    return _add(space, None)


@blueprint.route("/bodies/<int:body_id>/ladder/new", methods=["GET", "POST"])
@allow(Action.LADDER_KEEP, load_body)
def add_of_body(body: "Body") -> Response:
    """Write a step that a body set itself."""
    return _add(body.space, body)


@blueprint.route("/ladder/<int:step_id>", methods=["GET", "POST"])
@allow(Action.LADDER_KEEP, queries.step)
def change(step: LadderStep) -> Response:
    """Change what a step says."""
    names = names_in(step.texts)
    said = {name: getattr(step, name) for name in FACTS}
    form = filled_meanwhile(
        StepForm, data={name: to_names(text, names) if text in step.texts else text for name, text in said.items()}
    )
    back = _address(step.space, step.body_id)
    if form.validate_on_submit():
        service.change(step, actor=me(), facts=form.facts)
        return done(back, _("The step is kept"))
    here = url_for("ladder.change", slug=step.space.slug, step_id=step.id)
    whom = to_names(step.to_whom, names)
    return respond("ladder/edit.html", status=_status(), form=form, step=step, subject=whom, here_is=here, back=back)


@blueprint.post("/ladder/<int:step_id>/move")
@allow(Action.LADDER_KEEP, queries.step)
def move(step: LadderStep) -> Response:
    """Move a step up or down."""
    service.move(step, actor=me(), up=request.form.get("to") == "up")
    return done(_address(step.space, step.body_id), _("It is step %(number)s now", number=step.position))


@blueprint.post("/ladder/<int:step_id>/remove")
@allow(Action.LADDER_KEEP, queries.step)
def remove(step: LadderStep) -> Response:
    """Take a step away."""
    service.remove(step, actor=me())
    return done(_address(step.space, step.body_id), _("The step is taken away"))


def _list(space: Space, body: "Body | None") -> Response:
    found = queries.steps(space.id, body.id if body else None)
    names = names_in(text for one in found for text in one.texts)
    new = (
        url_for("ladder.add_of_body", slug=space.slug, body_id=body.id)
        if body
        else url_for("ladder.add", slug=space.slug)
    )
    return respond("ladder/index.html", steps=found, names=names, body=body, new=new, most=MOST)


def _add(space: Space, body: "Body | None") -> Response:
    form = filled(StepForm)
    back = _address(space, body.id if body else None)
    if form.validate_on_submit():
        try:
            service.add(space, body.id if body else None, actor=me(), facts=form.facts)
            return done(back, _("The step is added"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    name = body.name if body else ""
    here = f"{back}/new"
    return respond("ladder/edit.html", status=_status(), form=form, step=None, subject=name, here_is=here, back=back)


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(space: Space, body_id: int | None) -> str:
    if body_id:
        return url_for("ladder.of_body", slug=space.slug, body_id=body_id)
    return url_for("ladder.index", slug=space.slug)
