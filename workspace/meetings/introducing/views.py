"""Pages of introductions: one's own at a meeting, and name cards to print."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.attendance.queries import place
from workspace.meetings.introducing import service
from workspace.meetings.introducing.forms import IntroductionForm
from workspace.meetings.invitations.models import Invitation, TurnAt
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.running.introductions import round_of
from workspace.meetings.running.service import take_turn
from workspace.web import done, respond

blueprint = Blueprint("introducing", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>")


def my_place(slug: str, meeting_id: int) -> Invitation | None:
    """Return the place of whoever is asking, with everybody who is invited."""
    return place(slug, meeting_id, me().id)


@blueprint.route("/introduction", methods=["GET", "POST"])
@allow(Action.REPLY, my_place)
def edit(place: Invitation) -> Response:
    """Say how I introduce myself at this meeting, and if somebody reads it for me."""
    form = filled(IntroductionForm, data={"own_introduction": place.own_introduction, "read_by": place.read_by_id or 0})
    others = [one for one in place.meeting.invitations if one is not place]
    form.read_by.choices = [(0, _("I say it myself")), *((one.person_id, one.person.preferred_name) for one in others)]
    if not form.validate_on_submit():
        return _page(place, form, 422 if request.method == "POST" else 200)
    try:
        read_by_id = form.read_by.data or None
        service.introduce_with(place, actor=me(), words=form.own_introduction.data or "", read_by_id=read_by_id)
        if form.turn.data:
            take_turn(place, actor=me(), turn=TurnAt(form.turn.data))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(place, form, 422)
    return done(_back(place), _("Your introduction is kept for this meeting"))


def _back(place: Invitation) -> str:
    page = "following.follow" if place.meeting.state is MeetingState.HAPPENING else "meetings.show"
    return url_for(page, slug=place.space.slug, meeting_id=place.meeting_id)


def _page(place: Invitation, form: IntroductionForm, status: int) -> Response:
    meeting, back = place.meeting, _back(place)
    return respond("introducing/edit.html", status=status, form=form, place=place, meeting=meeting, back=back)


@blueprint.get("/name-cards")
@allow(Action.RUN, load_meeting)
def cards(meeting: Meeting) -> Response:
    """Name cards to print, eight on a sheet, for everybody but those who sent apologies."""
    return respond("introducing/cards.html", meeting=meeting, places=round_of(meeting).places)
