"""What earlier meetings left open, for the pages that show it, and putting it on the agenda."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.actions.queries import open_tasks_before
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, CameFrom
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.matters import service
from workspace.meetings.matters.queries import Matter, matters_before, not_on, where_from
from workspace.meetings.matters.words import MATTER
from workspace.meetings.models import Meeting
from workspace.meetings.outcomes.models import reference
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, go

blueprint = Blueprint("matters", __name__)
blueprint.add_app_template_global(MATTER.__getitem__, "matter_kind")


def carried(meeting: Meeting) -> list[Matter]:
    """Return what earlier meetings left open and is no item of this one yet: late actions first. Two queries."""
    actions = [
        Matter(
            CameFrom.ACTION, task.id, task.what, reference(task.owner_id) if task.owner_id else "", task.due_on,
            earlier.id, earlier.title, task.sharing,
        )
        for task, earlier in open_tasks_before(meeting)
    ]  # fmt: skip
    return not_on(meeting, [*actions, *matters_before(meeting)])


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/agenda/carried")
@allow(Action.MEETING_EDIT, load_meeting)
def put(meeting: Meeting) -> Response:
    """Put one thing that was left open on the agenda, or one item for all of them."""
    address = url_for("agenda.edit", slug=meeting.space.slug, meeting_id=meeting.id)
    try:
        return done(f"{address}#carried-h", _put(meeting, request.form.get("matter", "")))
    except DomainError as refused:
        return done(address, refused.words)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/source")
@allow(Action.RUN, load_item)
def source(item: AgendaItem) -> Response:
    """Lead from an item to where it was before: something parked, a question, or a decision in the notes."""
    address = where_from(item)
    if address is None:
        return go(url_for("meetings.show", slug=item.space.slug, meeting_id=item.meeting_id))
    kind, meeting_id, number = address
    at: dict[str, Any] = {"slug": item.space.slug, "meeting_id": meeting_id}
    if item.came_from is CameFrom.DECISION:
        return go(url_for("notes.show", **at, _anchor=f"decision-{number}"))
    return go(url_for(f"outcomes.{kind}", **at | {f"{kind}_id": number}))


def _put(meeting: Meeting, key: str) -> str:
    if key == "all":
        service.put_together(meeting, actor=me())
        return str(_("One item for all of it is on the agenda. Its list is on the page of the meeting"))
    matter = next((one for one in carried(meeting) if one.key == key), None)
    if matter is None:
        raise DomainError(_("That is on the agenda already, or was settled meanwhile. Nothing was done twice"))
    untold = service.put(meeting, actor=me(), matter=matter)
    said = str(_("“%(title)s” is on the agenda", title=to_names(matter.what, names_in([matter.what]))))
    if untold is None:
        return said
    return f"{said}. {_('%(name)s has no e-mail: ring or write to them.', name=untold.preferred_name)}"
