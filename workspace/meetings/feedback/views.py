"""Pages on which people say how a meeting was, and read what all of them said."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.feedback import queries, service
from workspace.meetings.feedback.forms import FeedbackForm
from workspace.meetings.feedback.models import Asked, Feedback, Said, is_settled, last_day, takes_answers
from workspace.meetings.feedback.words import ASKED, SAID
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.invitations.queries import place as load_place
from workspace.meetings.models import Meeting
from workspace.meetings.notes.queries import names_in_notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.names import to_names
from workspace.web import done, respond

blueprint = Blueprint("feedback", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/how-was-it")
blueprint.add_app_template_global(takes_answers, "asks_how_it_was")
blueprint.add_app_template_global(last_day, "last_day_to_say")


def my_place(slug: str, meeting_id: int) -> Invitation | None:
    """Return the place of whoever is asking."""
    return load_place(slug, meeting_id, me().id)


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.FEEDBACK_GIVE, my_place, repeatable=True)
def give(place: Invitation) -> Response:
    """Say how it was. Sent twice it counts once, and so leaves no trace of when it was sent."""
    form, meeting = filled(FeedbackForm), place.meeting
    if form.validate_on_submit():
        try:
            service.answer(place, form.answers)
            return done(_address("meetings.show", meeting), _("Thank you. Your answer is counted"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    mark = queries.mark_of(place)
    return respond("feedback/give.html", status=_status(), meeting=meeting, form=form, taken=mark)


@blueprint.get("/answers")
@allow(Action.FEEDBACK_READ, load_meeting)
def show(meeting: Meeting) -> Response:
    """What all of them said, when the time for answers is over; and how to get support."""
    found = queries.feedback(meeting)
    shown = found if found and is_settled(meeting) and found.is_shown else None
    return respond(
        "feedback/show.html",
        meeting=meeting,
        settled=is_settled(meeting),
        answered=found.count if found else 0,
        shown=shown,
        rows=[(ASKED[asked], [shown.sum_of(asked, said) for said in Said]) for asked in Asked] if shown else [],
        said=list(SAID.values()),
        lines=_lines(meeting, shown) if shown else [],
    )


def _lines(meeting: Meeting, found: Feedback) -> list[str]:
    names = {} if meeting.without_names else names_in_notes(meeting, [found.words])
    return [to_names(line, names) for line in found.words.splitlines()]


# --- on paper and by phone -----------------------------------------------------------------------------------------


@blueprint.get("/help")
@allow(Action.FEEDBACK_TYPE, load_meeting)
def helping(meeting: Meeting) -> Response:
    """Who takes a sheet of paper, and whose answer is typed for them."""
    return respond("feedback/helping.html", meeting=meeting, **_sheets(meeting))


def _sheets(meeting: Meeting) -> dict[str, Any]:
    people = service.asked(meeting)
    return {"people": people, "sheets": queries.sheets_given(meeting), "out": service.sheets_out(meeting)}


@blueprint.get("/sheet")
@allow(Action.FEEDBACK_TYPE, load_meeting)
def sheet(meeting: Meeting) -> Response:
    """The questions on paper, to print."""
    return respond("feedback/sheet.html", meeting=meeting, asked=list(ASKED.values()), said=list(SAID.values()))


@blueprint.route("/sheets", methods=["GET", "POST"])
@allow(Action.FEEDBACK_TYPE, load_meeting)
def type_sheet(meeting: Meeting) -> Response:
    """Type the sheets that came back, one after the other."""
    form = filled(FeedbackForm)
    if form.validate_on_submit():
        try:
            service.type_sheet(meeting, form.answers, actor=me())
            more = service.sheets_out(meeting) > 0
            address = _address("feedback.type_sheet" if more else "feedback.helping", meeting)
            return done(address, _("The sheet is counted. Destroy the paper"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    out = service.sheets_out(meeting)
    return respond("feedback/type_sheet.html", status=_status(), meeting=meeting, form=form, out=out)


@blueprint.route("/phone/<int:person_id>", methods=["GET", "POST"])
@allow(Action.FEEDBACK_TYPE, load_place)
def by_phone(place: Invitation) -> Response:
    """Type what somebody told by phone."""
    form, meeting = filled(FeedbackForm), place.meeting
    if form.validate_on_submit():
        try:
            service.answer_by_phone(place, form.answers, actor=me())
            name = place.person.preferred_name
            return done(_address("feedback.helping", meeting), _("The answer of %(name)s is counted", name=name))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("feedback/by_phone.html", status=_status(), meeting=meeting, form=form, place=place)


@blueprint.post("/paper/<int:person_id>")
@allow(Action.FEEDBACK_TYPE, load_place)
def paper(place: Invitation) -> Response:
    """Say that somebody took a sheet of paper, or that they did not after all."""
    name, meeting = place.person.preferred_name, place.meeting
    address = _address("feedback.helping", meeting)
    try:
        if request.form.get("back"):
            service.take_sheet_back(place)
            return done(address, _("%(name)s can answer in another way", name=name))
        service.give_sheet(place)
    except DomainError as refused:
        return done(address, refused.words)
    return done(address, _("%(name)s answers on paper", name=name))


def _address(endpoint: str, meeting: Meeting) -> str:
    return url_for(endpoint, slug=meeting.space.slug, meeting_id=meeting.id)
