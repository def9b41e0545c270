"""Pages of what was sent: about a meeting and between meetings for organisers, and one's own."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.actions.queries import names_in_tasks, tasks_by_number
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.queries import meetings_by_number
from workspace.meetings.sent import queries, service, words
from workspace.meetings.sent.models import HandDelivery, Way
from workspace.meetings.sent.queries import Told
from workspace.people.models import Person
from workspace.said.pairs.queries import pairs_by_number
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

blueprint = Blueprint("sent", __name__)
blueprint.add_app_template_global(words.ABOUT.__getitem__, "about_message")
blueprint.add_app_template_global(words.how_sent)
blueprint.add_app_template_global(queries.wait_to_be_told)


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/sent")
@allow(Action.SENT_READ, load_meeting)
def show(meeting: Meeting) -> Response:
    """Who was told what about the meeting, how, and when; who still has to be told."""
    found = queries.sent_about(meeting)
    rows = [
        (place, words.reads(place.person, place.person.language or meeting.space.language), found[place.person_id])
        for place in meeting.invitations
    ]
    waiting = [one.by_hand for all_of in found.values() for one in all_of if one.by_hand and one.at is None]
    return respond(
        "sent/show.html",
        meeting=meeting,
        rows=rows,
        waiting=waiting,
        ways_for=words.ways_for,
        way_done=words.WAY_DONE,
    )


@blueprint.get("/spaces/<slug>/people/to-tell")
@allow(Action.SENT_READ, load_space)
def to_tell(space: Space) -> Response:
    """What to tell people by post or phone between meetings, all that waits for one person together."""
    waiting, told = queries.to_tell(space)
    rows = [one for together in (*waiting, *told) for one in together.rows]
    tasks = tasks_by_number(space.id, {number for one in rows for number in one.about.get("tasks", ())})
    return respond(
        "sent/to_tell.html",
        now_due=[one for one in waiting if not one.can_wait_until],
        can_wait=[one for one in waiting if one.can_wait_until],
        told=told,
        tasks=tasks,
        pairs=pairs_by_number(space.id, {number for one in rows for number in one.about.get("pairs", ())}),
        names=names_in_tasks(tasks.values(), (task.what for task in tasks.values())),
        reads=words.reads,
        told_how=words.told_how,
        ways_for=words.ways_for,
        way_done=words.WAY_DONE,
    )


@blueprint.post("/spaces/<slug>/people/to-tell/<int:told_id>")
@allow(Action.SENT_MARK, queries.told_at_once)
def mark_together(told: Told) -> Response:
    """Say that somebody was told by hand all that waited for them on the page, or was not after all."""
    way = next((way for way in Way if way == request.form.get("way")), None)
    service.tell_all_done(told.rows, actor=me(), way=way)
    person = told.rows[-1].person
    said = _("%(name)s: %(way)s", name=person.preferred_name, way=words.WAY[way]) if way else _("Not told yet")
    return done(url_for("sent.to_tell", slug=told.slug), said)


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/sent/<int:delivery_id>")
@allow(Action.SENT_MARK, queries.delivery)
def mark(delivery: HandDelivery) -> Response:
    """Say that somebody was told by hand, or was not after all."""
    way = next((way for way in Way if way == request.form.get("way")), None)
    service.tell_done(delivery, actor=me(), way=way)
    address = url_for("sent.show", slug=delivery.space.slug, meeting_id=delivery.meeting_id)
    name, what = delivery.person.preferred_name, words.ABOUT[delivery.template]
    said = _("%(what)s, %(name)s: %(way)s", what=what, name=name, way=words.WAY[way]) if way else _("Not told yet")
    return done(f"{address}#person-{delivery.person_id}", said)


@blueprint.get("/me/sent")
@allow(Action.ME_READ, me)
def mine(person: Person) -> Response:
    """What I was sent, how, and why like that."""
    rows = queries.sent_to(person)
    meetings = meetings_by_number(row.meeting_id for row in rows if row.meeting_id)
    reads = words.reads(person, person.language or i18n.language().code)
    return respond("sent/mine.html", rows=rows, meetings=meetings, reads=reads)
