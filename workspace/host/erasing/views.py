"""Pages that erase a person: for themselves, and for whoever hosts the site."""

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.host.erasing import queries, service
from workspace.host.erasing.forms import EraseForm
from workspace.people.models import Person
from workspace.people.signin.sessions.views import proved
from workspace.web import done, respond

blueprint = Blueprint("erasing", __name__)


@blueprint.route("/me/erase", methods=["GET", "POST"])
@allow(Action.ME_EDIT, me)
@proved
def erase_me(person: Person) -> Response:
    """Erase oneself, after reading what goes and what stays."""
    return _page(queries.person(person.id) or person, url_for("spaces.front"), _("You are erased here. Go well"))


@blueprint.route("/host/people/<int:person_id>/erase", methods=["GET", "POST"])
@allow(Action.PERSON_ERASE, queries.person)
@proved
def erase(person: Person) -> Response:
    """Erase somebody who asked for it."""
    return _page(person, url_for("host.index"), _("They are erased. What they did reads “a member” now"))


def _page(person: Person, onward: str, said: str) -> Response:
    form = filled(EraseForm)
    if form.validate_on_submit():
        try:
            service.erase(person, actor=current_user)
            return done(onward, said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    status = 422 if request.method == "POST" else 200
    return respond("erasing/erase.html", status=status, form=form, member=person)
