"""The page of those who follow a meeting, and what brings it up to date."""

import json
import time
import zlib
from dataclasses import dataclass, replace

from flask import Blueprint, Response, current_app, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from workspace import i18n
from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.following import pulse as _pulse  # noqa: F401  (it moves the number of a room)
from workspace.meetings.following import queries, service
from workspace.meetings.following.news import Facts, Known, facts_of, news
from workspace.meetings.following.queries import Follower
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.turns.queries import mine
from workspace.spaces.agreement.queries import newest
from workspace.web import done, is_htmx, respond

blueprint = Blueprint("following", __name__)
# In the page cookie: what this browser was told to leave alone until it is asked.
PAUSED = "follow_paused"
MOST_ROOMS = 32  # kept ready at once, in one language each
KEPT_READY = 30  # seconds: a name that somebody changed meanwhile is on everybody's page soon
PARTS = ("now", "said", "plan")


@blueprint.app_template_global("mark_of")
def mark_of(words: str) -> str:
    """Return a short mark of a part of the page: the same words have the same one, so they are not swapped."""
    return f"{zlib.crc32(words.encode()):08x}"


@dataclass(frozen=True)
class Room:
    """What everybody who follows sees, rendered once for all of them, and what there is to say of it."""

    facts: Facts
    html: dict[str, Markup]
    made_at: float

    def is_fresh(self, meeting: Meeting) -> bool:
        """Say whether it may be shown again: nothing moved, and it is young. Before and after a meeting nothing is."""
        still = self.facts.known.seen == meeting.room_number and meeting.state is MeetingState.HAPPENING
        return still and time.monotonic() - self.made_at < KEPT_READY


def following(slug: str, meeting_id: int) -> Follower | None:
    """Return the meeting, and the place there of whoever is asking."""
    return queries.follower(slug, meeting_id, me().id)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/follow")
@allow(Action.FOLLOW, following)
def follow(follower: Follower) -> Response:
    """Where a meeting is, for everybody who is invited. Asked by a script, it answers with what changed, or nothing."""
    before = Known.read(request.args)
    if is_htmx() and before.seen == follower.meeting.room_number:
        return Response(status=204)
    room, own = room_of(follower.meeting), mine(follower.meeting, me().id)
    said = news(before, room.facts, own, me().id) if before.seen >= 0 else []
    speaking = own.turn.id if own.turn and own.turn.state == "speaking" else 0
    heard = room.facts.heard.get(me().id, [])
    answer = respond(
        "following/follow.html",
        "following/_changes.html",
        follower=follower,
        meeting=follower.meeting,
        place=follower.place,
        room=room,
        own=own,
        agreement=None if is_htmx() else newest(follower.space_id),
        heard=heard,
        known=replace(room.facts.known, turn=speaking, heard=max(heard, default=0)),
        news=said,
        asked=before.seen >= 0,
        paused=bool(session.get(PAUSED)),
    )
    if is_htmx() and said:
        answer.headers["HX-Trigger-After-Swap"] = json.dumps({"said": " ".join(said)})
    return answer


def room_of(meeting: Meeting) -> Room:
    """Return the room as it is now. It is rendered when its number is new, and kept for whoever asks next."""
    kept: dict[tuple[int, str], Room] = current_app.extensions.setdefault("rooms", {})
    key = (meeting.id, i18n.language().code)
    found = kept.get(key)
    if found is None or not found.is_fresh(meeting):
        if len(kept) >= MOST_ROOMS:
            kept.clear()
        kept[key] = found = _rendered(meeting)
    return found


def _rendered(meeting: Meeting) -> Room:
    seen = meeting.room_number
    whole = load_meeting(meeting.space.slug, meeting.id) or meeting
    scene = queries.scene(whole)
    html = {name: Markup(render_template(f"following/_{name}.html", scene=scene)) for name in PARTS}  # noqa: S704
    return Room(facts_of(scene, seen), html, time.monotonic())


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/follow/agreement")
@allow(Action.FOLLOW, load_meeting)
def accept(meeting: Meeting) -> Response:
    """Accept the group agreement, in the version that I read: for myself, or for the room by whoever runs it."""
    agreement, place = newest(meeting.space_id), meeting.place_of(me())
    if agreement is None or request.form.get("number", type=int) != agreement.number:
        return done(_address(meeting), _("The group agreement has changed meanwhile. Read it again"))
    room = request.form.get("whose") == "room" and can(me(), Action.RUN, meeting)
    places = [one for one in meeting.invitations if one.takes_part] if room else [place] if place else []
    try:
        count = service.accept(meeting, agreement, actor=me(), places=places)
    except DomainError as refused:
        return done(_address(meeting), refused.words)
    if room:
        said = ngettext("%(num)d person accepted the agreement", "%(num)d people accepted the agreement", count)
        return done(_address(meeting), said)
    return done(_address(meeting), _("You accepted the group agreement"))


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/follow/pause")
@allow(Action.FOLLOW, following, repeatable=True)
def pause(follower: Follower) -> Response:
    """Leave the page as it is until the reader asks, or let it bring itself up to date again. This browser keeps it."""
    if request.form.get("pause"):
        session[PAUSED] = True
        return done(_address(follower.meeting), _("News is paused. The page changes when you ask for it"))
    session.pop(PAUSED, None)
    return done(_address(follower.meeting), _("The page brings itself up to date again"))


def _address(meeting: Meeting) -> str:
    return url_for("following.follow", slug=meeting.space.slug, meeting_id=meeting.id)


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/show-notes")
@allow(Action.NOTES_WRITE, load_item)
def show_notes(item: AgendaItem) -> Response:
    """Show the notes of an item to everybody who is invited while they are written, or stop showing them."""
    shown = request.form.get("shown") == "yes"
    back = url_for("turns.desk", slug=item.space.slug, meeting_id=item.meeting_id)
    try:
        service.show_notes(item, actor=me(), shown=shown)
    except DomainError as refused:
        return done(back, refused.words)
    if shown:
        return done(back, _("Everybody who is invited can read the notes of “%(item)s” now", item=item.title))
    return done(back, _("The notes of “%(item)s” are not shown any more", item=item.title))
