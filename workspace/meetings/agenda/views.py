"""Pages of the agenda."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.meanwhile import filled_meanwhile
from workspace.meetings.agenda import queries, service
from workspace.meetings.agenda.clock import LONGEST_STRETCH, longest_stretch, minutes_over, timed, tiring
from workspace.meetings.agenda.forms import ItemForm, MoveForm, StartForm, as_written
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.patterns import ROWS, Pattern
from workspace.meetings.agenda.queries import as_kept
from workspace.meetings.matters.views import carried
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting
from workspace.meetings.suggestions.queries import waiting_count
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.glossary.views import advised
from workspace.web import done, is_htmx, respond

blueprint = Blueprint("agenda", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/agenda")
LIST = "agenda/_list.html"


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, meeting)
def edit(meeting: Meeting) -> Response:
    """The agenda with a button for each change, and a form that adds an item at its end."""
    form = filled(ItemForm, data={"sharing": meeting.sharing.value})
    if not form.validate_on_submit():
        return _page(meeting, form)
    try:
        item = service.add(meeting, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(meeting, form)
    answer = done(f"{_address(meeting)}#item-{item.id}-h", _("“%(title)s” is on the agenda", title=item.title))
    return advised(answer, meeting.space, *_texts(form))


def _texts(form: ItemForm) -> list[str | None]:
    return [form.title.data, form.details.data, form.content_note.data]


def _starting(meeting: Meeting) -> StartForm:
    return StartForm.about(has_last=not meeting.items and bool(queries.last_agenda(meeting)))


@blueprint.post("/start")
@allow(Action.MEETING_EDIT, meeting)
def start(meeting: Meeting) -> Response:
    """Fill an empty agenda: with one of ours, or with that of last time."""
    form = StartForm()
    if not form.validate_on_submit():
        return _page(meeting, form)
    try:
        count = service.fill(meeting, actor=me(), rows=_rows(meeting, form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(meeting, form)
    said = ngettext("%(num)d item is on the agenda. Change it as you like", "%(num)d items are on the agenda. Change "
                    "them as you like", count)  # fmt: skip
    return done(_address(meeting), said)


def _rows(meeting: Meeting, form: StartForm) -> list[dict[str, Any]]:
    if form.chosen is Pattern.LAST_TIME:
        return [as_kept(item) for item in queries.last_agenda(meeting)]
    return [{"kind": kind, "title": str(title), "minutes": minutes} for kind, title, minutes in ROWS[form.chosen]]


@blueprint.route("/<int:item_id>", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, queries.item)
def change(item: AgendaItem) -> Response:
    """Change what is said of one item."""
    names = names_in(item.texts)
    shown = {name: to_names(getattr(item, name), names) for name in service.MAY_NAME}
    form = filled_meanwhile(ItemForm, data=as_written(item) | shown)
    if not form.validate_on_submit():
        return _item_page(item, form)
    try:
        service.change(item, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _item_page(item, form)
    answer = done(f"{_address(item.meeting)}#item-{item.id}-h", _("“%(title)s” is changed", title=item.title))
    return advised(answer, item.space, *_texts(form))


@blueprint.post("/<int:item_id>/move")
@allow(Action.MEETING_EDIT, queries.item)
def move(item: AgendaItem) -> Response:
    """Move one item up, down, or to a place."""
    form = MoveForm()
    if not form.validate_on_submit():
        return _page(item.meeting, form)
    return _do(item, form, lambda: service.move(item, actor=me(), to=form.to.data or ""), _moved)


@blueprint.post("/<int:item_id>/remove")
@allow(Action.MEETING_EDIT, queries.item)
def remove(item: AgendaItem) -> Response:
    """Take one item off the agenda; a button in its place puts it back."""
    return _do(item, Form(), lambda: service.remove(item, actor=me()), _removed)


@blueprint.post("/<int:item_id>/put-back")
@allow(Action.MEETING_EDIT, queries.item)
def put_back(item: AgendaItem) -> Response:
    """Put an item that was removed back where it was."""
    return _do(item, Form(), lambda: service.put_back(item, actor=me()), _put_back)


# --- what is said afterwards, and where focus goes -----------------------------------------------------------------


def _moved(item: AgendaItem, count: int) -> tuple[str, str]:
    words = _("“%(title)s” is now number %(place)d of %(count)d", title=item.title, place=item.position, count=count)
    pressed = request.form.get("to", "")
    stays = {"up": item.position > 1, "down": item.position < count}.get(pressed, False)
    return words, f"item-{item.id}-{pressed}-b" if stays else f"item-{item.id}-h"


def _removed(item: AgendaItem, count: int) -> tuple[str, str]:
    return _("“%(title)s” is removed. You can put it back", title=item.title), f"item-{item.id}-back-b"


def _put_back(item: AgendaItem, count: int) -> tuple[str, str]:
    return _("“%(title)s” is back on the agenda", title=item.title), f"item-{item.id}-h"


def _do(
    item: AgendaItem, form: Form, verb: Callable[[], None], outcome: Callable[[AgendaItem, int], tuple[str, str]]
) -> Response:
    try:
        verb()
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(item.meeting, form)
    agenda = _agenda(item.meeting)
    said, focus = outcome(item, agenda["count"])
    return done(f"{_address(item.meeting)}#{focus}", said, fragment=LIST, focus=focus, **agenda)


def _address(meeting: Meeting) -> str:
    return url_for("agenda.edit", slug=meeting.space.slug, meeting_id=meeting.id)


def _page(meeting: Meeting, form: Form) -> Response:
    """Return the agenda; `form` is the one that was sent, if it has mistakes to show."""
    status = 422 if request.method == "POST" else 200
    adding = form if isinstance(form, ItemForm) else ItemForm(formdata=None, data={"sharing": meeting.sharing.value})
    return respond(
        "agenda/edit.html", LIST, status, form=form, adding=adding, **_around(meeting, form), **_agenda(meeting)
    )


def _around(meeting: Meeting, form: Form) -> dict[str, Any]:
    """Return what the whole page shows beside the list: what waits, what is carried from before, how to start."""
    if is_htmx():
        return {}
    left_open = carried(meeting)
    return {
        "waiting": waiting_count(meeting),
        "carried": left_open,
        "carried_names": names_in(text for matter in left_open for text in matter.texts),
        "starting": form if isinstance(form, StartForm) else _starting(meeting),
    }


def _item_page(item: AgendaItem, form: ItemForm) -> Response:
    status = 422 if request.method == "POST" else 200
    return respond("agenda/change.html", status=status, form=form, item=item, meeting=item.meeting)


def _agenda(meeting: Meeting) -> dict[str, Any]:
    """Return what the list shows: each item with its time, those removed in their places, and what to think about."""
    items = queries.all_items(meeting)
    staying = [item for item in items if not item.removed_at]
    rows = timed(meeting, staying)
    stretch = longest_stretch(staying)
    return {
        "meeting": meeting,
        "items": items,
        "times": {row.item.id: row for row in rows},
        "count": len(rows),
        "stretch": stretch if stretch > LONGEST_STRETCH else 0,
        "tiring": tiring(staying),
        "over": minutes_over(meeting, rows),
        "ends_at": rows[-1].ends_at if rows else None,
        "names": names_in(text for item in items for text in item.texts),
    }
