"""Pages of private words."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import inspect

from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.privately import queries, service
from workspace.meetings.privately.forms import AnswerForm, WordForm
from workspace.meetings.privately.models import PrivateWord
from workspace.meetings.privately.risk import sounds_like_risk
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("privately", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/privately")
blueprint.add_app_template_test(sounds_like_risk, "risky")


@blueprint.app_template_global("reader_is_invited")
def reader_is_invited(meeting: Meeting, place: Any = None) -> bool:
    """Say whether the reader is invited to the meeting that a page is about, as far as the page knows: it loaded who is
    invited, or the reader's own place."""
    if "invitations" in inspect(meeting).unloaded:
        return isinstance(place, Invitation) and place.stands_for(current_user)
    return can(current_user, Action.TAKE_PART, meeting)


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.TAKE_PART, load_meeting)
def index(meeting: Meeting) -> Response:
    """Write a private word; read what became of one's own, and what others wrote to the reader."""
    form = filled(WordForm)
    people = queries.people_to_turn_to(meeting, me())
    form.offer_people(people)
    if people and form.validate_on_submit():
        try:
            sent, reached = service.send(meeting, actor=me(), to_id=int(form.to.data), words=form.words.data or "")
            return done(f"{_address(meeting)}#word-{sent.id}", _said(sent, people, reached))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    rows = queries.between(meeting, me())
    return respond(
        "privately/index.html",
        status=_status(),
        meeting=meeting,
        form=form,
        people=people,
        mine=[row for row in rows if row.by_id == me().id],
        for_me=[row for row in rows if row.to_id == me().id],
        names=names_in(text for row in rows for text in (row.words, row.answer)),
    )


def _said(sent: PrivateWord, people: list[tuple[Person, bool]], reached: bool) -> str:
    name = next(one.preferred_name for one, _contact in people if one.id == sent.to_id)
    if reached:
        return str(_("Sent to %(name)s, who is told that there is something to read. Nobody else reads it", name=name))
    return str(_("Kept for %(name)s, who has no e-mail and reads it here. Nobody else does", name=name))


@blueprint.route("/<int:word_id>", methods=["GET", "POST"])
@allow(Action.ASKED_ANSWER, queries.private_word)
def answer(word: PrivateWord) -> Response:
    """Read a private word that was sent to the reader, and answer it."""
    form = filled(AnswerForm)
    if form.validate_on_submit():
        name = word.by.preferred_name
        try:
            reached = service.answer(word, actor=me(), words=form.answer.data or "")
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            said = (
                _("Answered. %(name)s hears that there is an answer", name=name)
                if reached
                else _("Answered. %(name)s has no e-mail: ring or write to them.", name=name)
            )
            return done(f"{_address(word.meeting)}/{word.id}", said)
    names = names_in([word.words, word.answer])
    return respond("privately/answer.html", status=_status(), meeting=word.meeting, row=word, form=form, names=names)


def _address(meeting: Meeting) -> str:
    return url_for("privately.index", slug=meeting.space.slug, meeting_id=meeting.id)
