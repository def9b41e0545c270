"""Pages of needs: a person's own access profile, and who has looked at it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.forms import filled
from workspace.meetings.queries import meetings_by_number
from workspace.people.models import Person
from workspace.people.needs import queries, service
from workspace.people.needs.forms import NeedForm
from workspace.people.needs.models import Need, NeedKind, SeenBy
from workspace.people.needs.words import SEEN_BY, need_name
from workspace.web import done, respond

blueprint = Blueprint("needs", __name__)
blueprint.add_app_template_global(SEEN_BY.__getitem__, "seen_by_words")
blueprint.add_app_template_global(need_name, "need_name")


def my_need(need_id: int) -> Need | None:
    """Return a need of whoever is asking."""
    return queries.my_need(me(), need_id)


@blueprint.get("/me/needs")
@allow(Action.ME_READ, me)
def index(person: Person) -> Response:
    """What I need to take part, and who may see each need."""
    return respond("needs/index.html", needs=queries.my_needs(person))


@blueprint.route("/me/needs/add", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
def add(person: Person) -> Response:
    """Write a need down, and choose who may see it."""
    form = filled(NeedForm)
    if not form.validate_on_submit():
        return respond("needs/edit.html", status=422 if request.method == "POST" else 200, form=form, need=None)
    need = service.add_need(person, **_answers(form))
    return done(url_for("needs.index"), _said(need))


@blueprint.route("/me/needs/<int:need_id>", methods=["GET", "POST"])
@allow(Action.ME_EDIT, my_need)
def change(need: Need) -> Response:
    """Change a need or who may see it. Showing it is agreed to anew each time."""
    form = filled(NeedForm, obj=need)
    if not form.validate_on_submit():
        return respond("needs/edit.html", status=422 if request.method == "POST" else 200, form=form, need=need)
    service.change_need(need, actor=me(), **_answers(form))
    return done(url_for("needs.index"), _said(need))


@blueprint.post("/me/needs/<int:need_id>/withdraw")
@allow(Action.ME_EDIT, my_need)
def withdraw(need: Need) -> Response:
    """Take back that others may see a need."""
    service.withdraw(need, actor=me())
    return done(url_for("needs.index"), _said(need))


@blueprint.post("/me/needs/<int:need_id>/remove")
@allow(Action.ME_EDIT, my_need)
def remove(need: Need) -> Response:
    """Delete a need."""
    service.remove_need(need, actor=me())
    return done(url_for("needs.index"), _("Removed. We no longer have this need of yours"))


@blueprint.get("/me/needs/looks")
@allow(Action.ME_READ, me)
def looks(person: Person) -> Response:
    """Every look by somebody else at my needs."""
    found = queries.looks_at(person)
    meetings = meetings_by_number(look.thing_id for look in found if look.thing_kind == "meeting")
    return respond("needs/looks.html", looks=found, meetings=meetings)


def _answers(form: NeedForm) -> dict[str, Any]:
    return {
        "kind": NeedKind(form.kind.data),
        "words": form.words.data,
        "seen_by": SeenBy(form.seen_by.data),
    }


def _said(need: Need) -> str:
    said = {
        SeenBy.ORGANISERS: _("Saved. Organisers of your meetings may see this need"),
        SeenBy.CHAIR: _("Saved. The chair of your meeting may see this need"),
        SeenBy.NOBODY: _("Saved. Nobody but you sees this need"),
    }
    return str(said[need.seen_by])
