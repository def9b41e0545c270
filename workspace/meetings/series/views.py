"""The page of meetings that come again."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting_and_offer
from workspace.meetings.series import service
from workspace.meetings.series.forms import RepeatForm, Rhythm
from workspace.meetings.service import refuse_past
from workspace.meetings.words import when
from workspace.spaces.dates.queries import against, school_holidays
from workspace.spaces.dates.words import warnings
from workspace.web import done, respond

blueprint = Blueprint("series", __name__)


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/repeat", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, meeting_and_offer)
def repeat(meeting: Meeting) -> Response:
    """Plan more meetings like this one. Their dates can be looked at first, with what there is to think of on each."""
    form = filled(RepeatForm)
    form.offer(meeting)
    if form.rhythm.data == Rhythm.TERM:
        form.holidays = school_holidays(meeting.space)
    if not form.validate_on_submit() or not form.read(meeting):
        return _page(meeting, form)
    try:
        for starts, _ends in form.spans:
            refuse_past(starts)
        if "check" in request.form:
            return _page(meeting, form)
        made = service.repeat(meeting, actor=me(), spans=form.spans)
    except DomainError as refused:
        form.add_error("rhythm", refused.words)
        return _page(meeting, form)
    said = ngettext(
        "%(num)d meeting is planned. Nobody is invited to it yet.",
        "%(num)d meetings are planned. Nobody is invited to them yet.",
        len(made),
    )
    if meeting.venue and meeting.venue.retired_at:
        said += " " + _("%(name)s is out of use. No new meeting can be there", name=meeting.venue.name)
    return done(url_for("meetings.index", slug=meeting.space.slug), said)


def _page(meeting: Meeting, form: RepeatForm) -> Response:
    spans = getattr(form, "spans", [])
    found = against(meeting.space, spans)
    dates = [(when(*span), warnings(meeting.space, one)) for span, one in zip(spans, found, strict=True)]
    status = 422 if request.method == "POST" and form.errors else 200
    return respond("series/repeat.html", status=status, form=form, meeting=meeting, dates=dates)
