"""Pages of turns and cards: one's own, and the desk of whoever runs the meeting."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.meetings.following.queries import Follower
from workspace.meetings.following.views import following, room_of
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.running.agenda import Agenda
from workspace.meetings.turns import queries, service
from workspace.meetings.turns.models import Card, CardKind
from workspace.meetings.turns.queries import Queue
from workspace.meetings.turns.words import AWAY, CARD, SHOWN
from workspace.web import done, is_htmx, respond

blueprint = Blueprint("turns", __name__)
blueprint.add_app_template_global(CARD.__getitem__, "card_words")
PRIVATE = CardKind.PAUSE


# --- one's own -----------------------------------------------------------------------------------------------------


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/turns/mine")
@allow(Action.TAKE_PART, following)
def mine(follower: Follower) -> Response:
    """Put my hand up or down, show a card or put it away, ask for a pause."""
    pressed = request.form.get("do", "")
    meeting = follower.meeting
    try:
        said = _own_change(follower.place, pressed)
    except DomainError as refused:
        said = refused.words
    address = url_for("following.follow", slug=meeting.space.slug, meeting_id=meeting.id)
    name = pressed.partition("-")[0]
    return done(
        f"{address}#mine-h",
        said,
        fragment="turns/_mine.html",
        focus=f"card-{name}",
        meeting=meeting,
        place=follower.place,
        own=queries.mine(meeting, me().id),
        room=room_of(meeting),
        oob=False,
    )


def _own_change(place: Invitation | None, pressed: str) -> Any:
    name, _dash, what = pressed.partition("-")
    kind = next((kind for kind in CardKind if kind == name), None)
    if place is None or what not in {"show", "away"} or (kind is None and name != "hand"):
        raise DomainError(_("We do not know that card. Look at the page again"))
    if kind is None:
        (service.raise_hand if what == "show" else service.lower_hand)(place)
        return _("You are on the list to speak") if what == "show" else _("You are not on the list to speak any more")
    (service.show_card if what == "show" else service.put_away)(place, kind)
    return (SHOWN if what == "show" else AWAY)[kind]


# --- the desk of whoever runs the meeting -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """What whoever runs a meeting sees of its turns and cards; the last two only those who chair it."""

    meeting: Meeting
    queue: Queue
    number: int
    pauses: list[Card]
    not_heard: list[Invitation]
    facilitates: bool

    @property
    def agenda(self) -> Agenda:
        """Return where the meeting is."""
        return Agenda(list(self.meeting.items))

    @property
    def known(self) -> dict[str, int]:
        """Return what is on the page, as parts of an address: its number, and the newest of each kind."""
        return {
            "seen": self.number,
            "turn": max((turn.id for turn in self.queue.turns), default=0),
            "card": max((card.id for card in self.queue.up), default=0),
            "pause": max((card.id for card in self.pauses), default=0),
        }

    def news(self, turn: int, card: int, pause: int) -> list[str]:
        """Return what came since: a pause first, then stop and slow down, then hands."""
        said = [_("%(name)s needs a pause.", name=one.person.preferred_name) for one in self.pauses if one.id > pause]
        loud = [one for one in self.queue.up if one.id > card and one.kind is not CardKind.AGREE]
        said += [_("%(name)s: %(card)s.", name=one.person.preferred_name, card=CARD[one.kind]) for one in loud]
        hands = [one.person.preferred_name for one in self.queue.waiting if one.id > turn and not one.in_round]
        return [*said, *(_("%(name)s would like to speak.", name=name) for name in hands)]


def _number(meeting: Meeting, facilitates: bool) -> int:
    return meeting.room_number + (meeting.private_number if facilitates else 0)


def _desk(meeting: Meeting) -> Desk:
    facilitates = can(me(), Action.FACILITATE, meeting)
    return Desk(
        meeting=meeting,
        queue=queries.queue(meeting),
        number=_number(meeting, facilitates),
        pauses=list(queries.pauses(meeting)) if facilitates else [],
        not_heard=queries.not_heard(meeting) if facilitates else [],
        facilitates=facilitates,
    )


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/turns")
@allow(Action.RUN, following)
def desk(follower: Follower) -> Response:
    """Who wants to speak, and the cards that are up. Asked by a script, it answers with what changed, or nothing."""
    seen = request.args.get("seen", -1, type=int)
    if is_htmx() and seen == _number(follower.meeting, can(me(), Action.FACILITATE, follower)):
        return Response(status=204)
    whole = load_meeting(follower.space.slug, follower.meeting.id) or follower.meeting
    found = _desk(whole)
    fragment = "turns/_queue.html" if seen >= 0 else "turns/_desk.html"
    answer = respond("turns/desk.html", fragment, meeting=whole, desk=found)
    newest = {name: request.args.get(name, 0, type=int) for name in ("turn", "card", "pause")}
    if is_htmx() and seen >= 0 and (said := found.news(**newest)):
        answer.headers["HX-Trigger-After-Swap"] = json.dumps({"said": " ".join(said)})
    return answer


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/turns")
@allow(Action.RUN, load_meeting)
def lead(meeting: Meeting) -> Response:
    """Give somebody the word, take a name off the list, go round the room, put a card away that was seen."""
    return _led(meeting, _deeds(meeting).get(request.form.get("do", "")))


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/turns/pause")
@allow(Action.FACILITATE, load_meeting)
def pause_seen(meeting: Meeting) -> Response:
    """Note that the pause somebody asked for was given. Nothing is kept of it."""
    return _led(meeting, lambda: _put_away(meeting, PRIVATE))


def _led(meeting: Meeting, deed: Callable[[], Any] | None) -> Response:
    try:
        said = deed() if deed else _("We do not know that button. Look at the page again")
    except DomainError as refused:
        said = refused.words
    address = url_for("turns.desk", slug=meeting.space.slug, meeting_id=meeting.id)
    return done(address, said, fragment="turns/_queue.html", focus="turns-h", meeting=meeting, desk=_desk(meeting))


def _deeds(meeting: Meeting) -> dict[str, Callable[[], Any]]:
    return {
        "call": lambda: _call(meeting),
        "hand": lambda: _hand(meeting),
        "lower": lambda: _lower(meeting),
        "spoken": lambda: _whole(meeting, service.has_spoken, _("Nobody is speaking now")),
        "round": lambda: _whole(meeting, service.begin_round, _("We go round the room. Passing is fine")),
        "end-round": lambda: _whole(meeting, service.end_round, _("The round is over. Hands stay up")),
        "seen": lambda: _put_away(meeting, _public_kind()),
    }


def _whole(meeting: Meeting, verb: Callable[[Meeting], None], words: str) -> str:
    verb(meeting)
    return words


def _person(meeting: Meeting) -> Invitation:
    number = request.form.get("person", type=int)
    place = next((place for place in meeting.invitations if place.person_id == number), None)
    if place is None:
        raise DomainError(_("We cannot find that person. Look at the list again"))
    return place


def _call(meeting: Meeting) -> str:
    place = _person(meeting)
    service.call_up(place)
    return str(_("%(name)s is speaking.", name=place.person.preferred_name))


def _hand(meeting: Meeting) -> str:
    place = _person(meeting)
    service.raise_hand(place)
    return str(_("%(name)s is on the list to speak", name=place.person.preferred_name))


def _lower(meeting: Meeting) -> str:
    place = _person(meeting)
    service.lower_hand(place)
    return str(_("%(name)s is not on the list to speak any more", name=place.person.preferred_name))


def _public_kind() -> CardKind:
    kind = next((kind for kind in CardKind if kind == request.form.get("kind")), PRIVATE)
    if kind is PRIVATE:
        raise DomainError(_("We do not know that card. Look at the page again"))
    return kind


def _put_away(meeting: Meeting, kind: CardKind) -> str:
    place = _person(meeting)
    service.put_away(place, kind)
    return str(_("The card of %(name)s is put away", name=place.person.preferred_name))
