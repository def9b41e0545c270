"""Pages of the changes of people."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.handover import queries, service, words
from workspace.spaces.handover.forms import HandoverForm
from workspace.spaces.handover.models import Handover
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

blueprint = Blueprint("handover", __name__, url_prefix="/spaces/<slug>/changes-of-people")
blueprint.add_app_template_global(queries.wait_for_a_note)
blueprint.add_app_template_global(words.became, "became_of_post")
blueprint.add_app_template_global(words.post_of)


@blueprint.get("")
@allow(Action.HANDOVER_READ, space)
def index(space: Space) -> Response:
    """Who changed, since when, why, and who looks after what they did."""
    rows = queries.log(space.id)
    lately = [row for row in rows if row.from_day > i18n.local(db.now()).date() - queries.YEAR]
    return respond(
        "handover/index.html",
        waiting=[row for row in rows if row.written_at is None],
        written=[row for row in rows if row.written_at],
        lately=len(lately),
        with_note=len([row for row in lately if row.written_at]),
        names=names_in(text for row in rows for text in row.texts),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.HANDOVER_WRITE, space)
def add(space: Space) -> Response:
    """Write of a change that the pages did not notice."""
    today = i18n.day(i18n.local(db.now()).date(), weekday=False)
    return _write(space, None, filled(HandoverForm, data={"from_day": today}))


@blueprint.route("/<int:handover_id>", methods=["GET", "POST"])
@allow(Action.HANDOVER_WRITE, queries.handover)
def write(handover: Handover) -> Response:
    """Write the note of a change that was noticed."""
    names = names_in(handover.texts)
    known = {name: to_names(getattr(handover, name), names) for name in service.TEXTS}
    form = filled(
        HandoverForm, data={**known, "post": handover.post, "from_day": i18n.day(handover.from_day, weekday=False)}
    )
    return _write(handover.space, handover, form)


@blueprint.post("/<int:handover_id>/drop")
@allow(Action.HANDOVER_WRITE, queries.handover)
def drop(handover: Handover) -> Response:
    """Take away a change that was noticed by mistake."""
    back = _back(handover.space)
    try:
        service.drop(handover, actor=me())
    except DomainError as refused:
        return done(back, refused.words)
    return done(back, _("It is taken away"))


def _write(space: Space, noticed: Handover | None, form: HandoverForm) -> Response:
    if form.validate_on_submit():
        try:
            service.write(space, noticed, actor=me(), facts=form.facts)
            return done(_back(space), _("The note is written. Every member is told"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    status = 422 if request.method == "POST" else 200
    who = form.who.data if noticed else ""
    return respond(
        "handover/edit.html", status=status, form=form, noticed=noticed, subject=who, back=_back(space)
    )  # fmt: skip


def _back(space: Space) -> str:
    return url_for("handover.index", slug=space.slug)
