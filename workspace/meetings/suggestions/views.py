"""Pages of suggestions: making one, seeing what became of it, and answering it."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.suggestions import queries, service, words
from workspace.meetings.suggestions.forms import AnswerForm, SuggestForForm, SuggestForm
from workspace.meetings.suggestions.models import Suggestion
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("suggestions", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/suggestions")
blueprint.add_app_template_global(words.STATE.__getitem__, "suggestion_state")
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "suggestion_tag")


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.SUGGEST, load_meeting)
def index(meeting: Meeting) -> Response:
    """What the reader suggested and what became of it; to organisers and the chair, what everybody suggested."""
    form = _form(meeting)
    if not form.validate_on_submit():
        return _page(meeting, form)
    try:
        made = service.suggest(
            meeting,
            actor=me(),
            what=form.what.data or "",
            why=form.why.data or "",
            named=form.named.data == "yes",
            by_id=form.by.data if isinstance(form, SuggestForForm) else None,
        )
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(meeting, form)
    said = _("Your suggestion is with the organisers and the chair. You hear what becomes of it, and see it here")
    if made.by_id != me().id:
        said = _("It is written down, and counts like any other. They hear what becomes of it")
    return done(f"{_address(meeting)}#suggestion-{made.id}", said)


def _form(meeting: Meeting) -> SuggestForm:
    """Return the form; organisers also write down what somebody said in another way."""
    if not can(me(), Action.INVITE, meeting):
        return filled(SuggestForm)
    form = filled(SuggestForForm, data={"by": me().id})
    form.offer_people(meeting.invitations, me().id)
    return form


@blueprint.route("/<int:suggestion_id>", methods=["GET", "POST"])
@allow(Action.SUGGESTION_ANSWER, queries.suggestion)
def answer(suggestion: Suggestion) -> Response:
    """Answer one suggestion: on the agenda, next time, or not here, with the reason."""
    form = filled(AnswerForm, data={"seen": suggestion.state.value})
    if not form.validate_on_submit():
        return _answer_page(suggestion, form)
    facts = _item(suggestion) | form.item_facts
    reply = service.Reply(form.state, form.words.data or "", form.where_instead.data or "", facts)
    try:
        untold = service.answer(suggestion, actor=me(), seen=form.seen.data or "", reply=reply)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _answer_page(suggestion, form)
    said = _("Answered: %(answer)s.", answer=words.STATE[suggestion.state])
    if untold:
        name = untold.preferred_name
        said += " " + _("%(name)s has no e-mail: ring or write to them.", name=name)
    elif suggestion.by_id != me().id:
        said += " " + _("%(name)s gets your answer by mail.", name=suggestion.by.preferred_name)
    return done(f"{_address(suggestion.meeting)}#suggestion-{suggestion.id}", said)


def _item(suggestion: Suggestion) -> dict[str, str]:
    why = to_names(suggestion.why, names_in([suggestion.why]))
    return {"title": suggestion.what, "led_by": "", "details": why, "content_note": ""}


def _page(meeting: Meeting, form: SuggestForm) -> Response:
    everybodys = can(me(), Action.SUGGESTION_ANSWER, meeting)
    rows = queries.suggestions(meeting, None if everybodys else me())
    return respond(
        "suggestions/index.html",
        status=_status(),
        meeting=meeting,
        form=form,
        rows=sorted(rows, key=lambda row: not row.waits),
        everybodys=everybodys,
        names=_names(*rows),
        counts=queries.beginnings(meeting.space_id),
    )


def _answer_page(suggestion: Suggestion, form: AnswerForm) -> Response:
    return respond(
        "suggestions/answer.html",
        status=_status(),
        meeting=suggestion.meeting,
        row=suggestion,
        form=form,
        names=_names(suggestion),
    )


def _names(*rows: Suggestion) -> dict[int, str]:
    return names_in(text for row in rows for text in (row.why, row.answer, row.where_instead))


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(meeting: Meeting) -> str:
    return url_for("suggestions.index", slug=meeting.space.slug, meeting_id=meeting.id)
