"""What to expect at a meeting, and the letters and calls to those whom mail does not reach."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.meetings.agenda.clock import timed
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.arrangements.lines import Line
from workspace.meetings.arrangements.queries import lines
from workspace.meetings.difficult.models import DifficultItem
from workspace.meetings.difficult.queries import of_meeting
from workspace.meetings.invitations.forms import answers_open_to
from workspace.meetings.invitations.models import Duty, Invitation
from workspace.meetings.invitations.queries import guests_of_ours, to_ring, to_write_to, welcomers_away, who_welcomes
from workspace.meetings.invitations.words import ANSWER_CHOICE
from workspace.meetings.models import Meeting
from workspace.meetings.notes_clock import notes_clock
from workspace.meetings.offer.models import texts_of
from workspace.meetings.offer.words import open_choices
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.queries import meeting_and_holidays
from workspace.people.models import Format
from workspace.people.needs.service import needs_seen
from workspace.people.queries import names_in
from workspace.spaces.venues.models import FACILITIES
from workspace.web import respond

blueprint = Blueprint("joining", __name__)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/joining")
@allow(Action.MEETING_READ, meeting_and_holidays)
def show(meeting: Meeting) -> Response:
    """What to expect on the day, for somebody who has never come: one page, to read or to print."""
    return respond(
        "joining/show.html", meeting=meeting, mine=meeting.place_of(me()), **_day(meeting, of_meeting(meeting))
    )


def _day(meeting: Meeting, difficult: dict[int, DifficultItem]) -> dict[str, Any]:
    """Return what is said of the day, on the page and in a letter."""
    rows = timed(meeting, meeting.items)
    away = {place.person_id for place in welcomers_away(meeting)}
    welcoming = [place for place in meeting.invitations if place.duty is Duty.WELCOMER]
    return {
        "welcomer": who_welcomes(meeting, meeting.invitations),
        "rows": rows,
        "first": rows[0] if rows else None,
        "breaks": [row for row in rows if row.item.kind is ItemKind.BREAK],
        "hard": [row for row in rows if row.item.content_note],
        "difficult": difficult,
        "hosts": [place.person.preferred_name for place in welcoming if place.person_id not in away],
        "names": names_in([meeting.welcomer, *texts_of(meeting.offered), *(row.item.led_by for row in rows)]),
        "notes": notes_clock(meeting),
    }


# --- on paper and by phone -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaperLetter:
    """A letter in its reader's own language, and if it is in large print."""

    place: Invitation
    language: i18n.Language
    large: bool
    html: Markup


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/letters")
@allow(Action.INVITE, meeting_and_holidays)
def letters(meeting: Meeting) -> Response:
    """A letter with a slip for the answer for each person who gets post, all of them or one: one print job."""
    wanted = request.args.get("person", type=int)
    found = to_write_to(meeting)
    shown = [place for place in found if wanted in {None, place.person_id}]
    needs = _needs_of(meeting, shown)
    difficult = of_meeting(meeting)
    ours = guests_of_ours(meeting)
    pages = [_letter(place, difficult, needs.get(place.person_id, []), ours) for place in shown]
    return respond("joining/letters.html", meeting=meeting, letters=pages, found=found, wanted=wanted)


def _needs_of(meeting: Meeting, shown: list[Invitation]) -> dict[int, list[Line]]:
    """Return how far the needs of these people are, by person, as far as whoever prints may see them. It is a look,
    and recorded."""
    people = {place.person_id for place in shown}
    found = [line for line in lines(meeting, me()) if line.place.person_id in people] if shown else []
    needs_seen(me(), {line.place.person_id for line in found}, meeting)
    return {number: [line for line in found if line.place.person_id == number] for number in people}


def _letter(place: Invitation, difficult: dict[int, DifficultItem], needs: list[Line], ours: set[int]) -> PaperLetter:
    meeting, person = place.meeting, place.person
    with i18n.speaking(person.language or meeting.space.language, meeting.space):
        answers = [ANSWER_CHOICE[one] for one in answers_open_to(place)]
        says = [words for _said, words in open_choices(meeting.offered)]
        day = _day(meeting, difficult)
        day["names"] |= names_in(text for line in needs for step in line.steps for text in step.texts)
        facts = {
            "mine": place,
            "answers": answers,
            "says": says,
            "needs": needs,
            "facilities": FACILITIES,
            "ours": ours,
        }
        html = render_template("joining/_letter.html", meeting=meeting, **facts, **day)
        # Rendered by our own template, which escapes what people wrote.
        return PaperLetter(place, i18n.language(), Format.LARGE_PRINT in person.formats, Markup(html))  # noqa: S704


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/calls")
@allow(Action.INVITE, load_meeting)
def calls(meeting: Meeting) -> Response:
    """Whom to ring or text about this meeting, what to say, and what they answered."""
    return respond("joining/calls.html", meeting=meeting, rows=to_ring(meeting), ours=guests_of_ours(meeting))
