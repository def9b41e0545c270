"""Pages on which people say who may read what."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.sharing import queries, service
from workspace.meetings.sharing.forms import MeetingSharingForm, as_chosen, item_sharing_form
from workspace.spaces.models import Sharing
from workspace.web import done, respond

blueprint = Blueprint("sharing", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")


@blueprint.route("/sharing", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, load_meeting)
def edit(meeting: Meeting) -> Response:
    """Who may read the notes of a meeting, item by item, and whether anybody is named in them."""
    form = filled(MeetingSharingForm, obj=meeting)
    if not form.validate_on_submit():
        return _page("sharing/edit.html", meeting=meeting, form=form)
    try:
        service.share_meeting(
            meeting, actor=me(), sharing=Sharing(form.sharing.data), without_names=form.without_names.data
        )
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page("sharing/edit.html", meeting=meeting, form=form)
    return done(_address(meeting), _("Saved. This holds for every edition of the notes"))


@blueprint.route("/items/<int:item_id>/sharing", methods=["GET", "POST"])
@allow(Action.NOTES_WRITE, load_item)
def item(item: AgendaItem) -> Response:
    """Who may read one item, and where its note or a decision is kept closer."""
    note, decisions = queries.note_at(item), queries.decisions_at(item)
    form = filled(item_sharing_form(decisions), data=as_chosen(item, note, decisions))
    context: dict[str, Any] = {"item": item, "meeting": item.meeting, "form": form, "decisions": decisions}
    if not form.validate_on_submit():
        return _page("sharing/item.html", **context)
    try:
        service.share_item(item, note, decisions, actor=me(), sharing=Sharing(form.sharing.data), closer=form.closer)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page("sharing/item.html", **context)
    return done(_address(item.meeting), _("Saved: who may read “%(title)s”", title=item.title))


def _page(page: str, **context: Any) -> Response:
    return respond(page, status=422 if request.method == "POST" else 200, **context)


def _address(meeting: Meeting) -> str:
    return url_for("sharing.edit", slug=meeting.space.slug, meeting_id=meeting.id)
