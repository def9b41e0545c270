"""Pages of the mix of people: whom a meeting hopes for and who is coming, and changing the first."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.mix import queries, service
from workspace.meetings.mix.counting import FEWEST, rows
from workspace.meetings.mix.forms import MixForm
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.spaces.mix_lines import read_mix
from workspace.web import done, respond

blueprint = Blueprint("mix", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/mix")


@blueprint.get("")
@allow(Action.MEETING_READ, load_meeting)
def show(meeting: Meeting) -> Response:
    """Whom the meeting hopes for and who is coming, in numbers that tell of nobody."""
    people = queries.who_they_are(meeting)
    kinds = read_mix(meeting.mix)
    return respond(
        "mix/show.html", meeting=meeting, rows=rows(kinds, people) if kinds else [], total=len(people), fewest=FEWEST
    )


@blueprint.route("/edit", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, load_meeting)
def edit(meeting: Meeting) -> Response:
    """Say whom this meeting hopes for."""
    form = filled(MixForm, obj=meeting)
    if form.validate_on_submit():
        try:
            service.hope_for(meeting, actor=me(), mix=form.mix.kept)
            address = url_for("mix.show", slug=meeting.space.slug, meeting_id=meeting.id)
            return done(address, _("The mix that you hope for is kept."))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("mix/edit.html", status=422 if request.method == "POST" else 200, meeting=meeting, form=form)
