"""A person's own record, and the file of it. No address shows anybody else's."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.actions.files.tables import as_csv
from workspace.actions.record import words
from workspace.people.models import Person
from workspace.web import as_file, respond

blueprint = Blueprint("record", __name__)


@blueprint.get("/me/record")
@allow(Action.ME_READ, me)
def show(person: Person) -> Response:
    """What I took part in."""
    return respond("record/show.html", entries=words.record_of(person), offers=words.offers_of(person))


@blueprint.get("/me/record.csv")
@allow(Action.ME_READ, me)
def table(person: Person) -> Response:
    """What I took part in, as a table to carry away."""
    content = as_csv((_("Day"), _("What"), _("Group")), words.as_rows(person))
    return as_file(content, "text/csv", f"{_('my-record')}-{i18n.local(db.now()):%Y-%m-%d}.csv")
