"""Pages that bring in a charter: paste its words, mend what was found, save it as a draft."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from wtforms.validators import ValidationError

from workspace.access import Action, allow, me
from workspace.actions.bodies.queries import known_names
from workspace.charters import queries
from workspace.charters.bringing import service
from workspace.charters.bringing.forms import MendForm, WordsForm
from workspace.charters.bringing.rows import LEFT_OUT, Row, mended
from workspace.charters.models import CharterReading
from workspace.charters.reading import read_text
from workspace.charters.reading.structure import Reading
from workspace.charters.views import page_of
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.uploads import taking
from workspace.web import done, respond

blueprint = Blueprint("bringing", __name__, url_prefix="/spaces/<slug>/charters/bring-in")


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, load_space)
def begin(space: Space) -> Response:
    """Paste the words of a charter, or go on with one that was begun."""
    form = filled(WordsForm)
    if not form.validate_on_submit():
        return _begin_page(space, form)
    try:
        made = service.begin(space, _read(form), actor=me())
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _begin_page(space, form)
    return done(_address(made), _("We read it. Look whether each part is what we took it for"))


def _read(form: WordsForm) -> Reading:
    file, pasted = form.file.data, form.words.data or ""
    if bool(file) == bool(pasted):
        both = _("Choose a file or paste words, not both at once")
        raise DomainError(both if file else _("Choose a file, or paste the words of the charter"), "words")
    try:
        words = taking.read_words(file) if file else taking.Words(pasted, [])
    except ValidationError as refused:
        raise DomainError(str(refused), "file") from refused
    return read_text(words.text, words.left_out)


@blueprint.route("/<int:text_id>", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, queries.reading)
def mend(reading: CharterReading) -> Response:
    """Mend what was found: what each row is, its words, its place. It is kept by each button."""
    rows = [Row(*one) for one in reading.rows]
    form = filled(MendForm, data={"title": reading.title, "body": reading.body, "rows": _shown(rows)})
    if not form.validate_on_submit():
        return _mend_page(reading, form)
    service.keep(reading, title=form.title.data or "", body=form.body.data or "", rows=mended(form.typed))
    if request.form.get("do") != "save":
        return done(_address(reading), _("It is kept, and in the order that you gave it"))
    try:
        version = service.save(reading, actor=me())
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _mend_page(reading, form)
    return done(page_of(version), _("It is saved as a draft. Only people of the group can read it"))


@blueprint.post("/<int:text_id>/throw-away")
@allow(Action.CHARTER_WRITE, queries.reading)
def throw_away(reading: CharterReading) -> Response:
    """Forget a text that was brought in."""
    service.throw_away(reading, actor=me())
    return done(url_for("bringing.begin", slug=reading.space.slug), _("It is thrown away"))


def _shown(rows: list[Row]) -> list[dict[str, str]]:
    return [{"what": row.what, "words": row.words, "place": str(number)} for number, row in enumerate(rows, 1)]


def _begin_page(space: Space, form: WordsForm) -> Response:
    return respond("charters/bring_in.html", status=_status(), form=form, begun=queries.readings(space.id))


def _mend_page(reading: CharterReading, form: MendForm) -> Response:
    rows = [row for row, _place in form.typed]
    around: dict[str, Any] = {
        "known": known_names(reading.space_id),
        "lost": [number for number, row in enumerate(rows) if row.is_lost_heading],
        "left_out": [number for number, row in enumerate(rows) if row.what == LEFT_OUT],
    }
    return respond("charters/mend.html", status=_status(), form=form, text=reading, **around)


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(reading: CharterReading) -> str:
    return url_for("bringing.mend", slug=reading.space.slug, text_id=reading.id)
