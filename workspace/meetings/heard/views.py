"""Pages of what was heard: writing a line down at an item, and reading it back to whoever said it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.heard import queries, service, words
from workspace.meetings.heard.forms import HeardForm, OwnReadingForm, TheirReadingForm
from workspace.meetings.heard.models import Heard, HeardHow, HeardState
from workspace.meetings.notes.queries import names_in_notes
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("heard", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")
blueprint.add_app_template_global(words.STATE.__getitem__, "heard_state")
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "heard_tag")
blueprint.add_app_template_global(words.reading_words)


@blueprint.route("/items/<int:item_id>/heard", methods=["GET", "POST"])
@allow(Action.OUTCOME_RECORD, load_item)
def index(item: AgendaItem) -> Response:
    """What was heard at an item, and a form for the next line."""
    form = HeardForm.at(item)
    if not form.validate_on_submit():
        return _item_page(item, form)
    chosen = form.speaker.data or ""
    speaker_id = int(chosen) if chosen.isascii() and chosen.isdecimal() else -1 if chosen else None
    try:
        service.hear(item, actor=me(), words=form.words.data or "", speaker_id=speaker_id)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _item_page(item, form)
    said = _("Written down. Read it aloud now, and ask: is that what you said?")
    return done(url_for("heard.index", **_at(item), item_id=item.id), said)


def _item_page(item: AgendaItem, form: HeardForm) -> Response:
    lines = queries.heard_at(item)
    names = names_in(text for line in lines for text in (*line.texts, line.who))
    return respond(
        "heard/index.html", status=_status(), item=item, meeting=item.meeting, form=form, lines=lines, names=names
    )


@blueprint.get("/heard/<int:heard_id>")
@allow(Action.OUTCOME_READ, queries.heard)
def show(line: Heard) -> Response:
    """A line with every reading and, for its speaker and whoever takes notes, what the speaker says to it."""
    return _page(line, filled(_form_for(line)))


@blueprint.post("/heard/<int:heard_id>")
@allow(Action.OUTCOME_CHANGE, queries.heard)
def read_back(line: Heard) -> Response:
    """Write down what the speaker says to it."""
    form = filled(_form_for(line))
    if not form.validate_on_submit():
        return _page(line, form)
    own = isinstance(form, OwnReadingForm)
    how = HeardHow.OWN_PAGE if own else HeardHow(form["how"].data)
    state, own_words = HeardState(form.state.data), form.own_words.data or ""
    seen = request.form.get("seen", -1, type=int)
    try:
        service.read_back(line, actor=me(), seen=seen, state=state, own_words=own_words, how=how)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(line, form)
    said = _("Thank you. Your words stand in the notes") if own else _("Saved. It is kept who wrote this down")
    return done(url_for("heard.show", **_at(line), heard_id=line.id), said)


def _form_for(line: Heard) -> type[OwnReadingForm | TheirReadingForm]:
    return OwnReadingForm if line.speaker_id == me().id else TheirReadingForm


def _page(line: Heard, form: OwnReadingForm | TheirReadingForm) -> Response:
    texts = [text for one in line.readings for text in (one.own_words, one.who)]
    texts += [*line.texts, line.who]
    names = {} if line.meeting.without_names else names_in_notes(line.meeting, texts)
    mine = line.speaker_id == me().id
    return respond("heard/show.html", status=_status(), line=line, form=form, names=names, mine=mine)


def _at(thing: AgendaItem | Heard) -> dict[str, Any]:
    return {"slug": thing.space.slug, "meeting_id": thing.meeting_id}


def _status() -> int:
    return 422 if request.method == "POST" else 200
