"""Pages of arrangements: what people need at a meeting, each line of it, and whether it worked."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.arrangements import queries, service, words
from workspace.meetings.arrangements.forms import JudgeForm, StepForm
from workspace.meetings.arrangements.lines import Line, Sorted, by_kind, has_begun, is_due, lead_day
from workspace.meetings.arrangements.models import Step
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.names import to_names
from workspace.people.needs.service import needs_seen
from workspace.people.needs.words import KIND_WORDS
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("arrangements", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/arrangements")
for _written in (words.need_words, words.short_need, words.step_words, words.last_time_words):
    blueprint.add_app_template_global(_written)
blueprint.add_app_template_global(words.STATE.__getitem__, "arrangement_state")
blueprint.add_app_template_global(words.STATE_TAG.__getitem__, "arrangement_tag")
blueprint.add_app_template_global(KIND_WORDS.__getitem__, "kind_words")
blueprint.add_app_template_global(lambda meeting: has_begun(meeting, db.now()), "has_begun")


def line_to_arrange(slug: str, meeting_id: int, line_id: int) -> Line | None:
    """Return a line as far as whoever is asking may see it."""
    return queries.line(slug, meeting_id, line_id, me())


def my_line(slug: str, meeting_id: int, line_id: int) -> Line | None:
    """Return a line of whoever is asking."""
    return queries.own_line(slug, meeting_id, line_id, me())


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.get("")
@allow(Action.NEEDS_READ, load_meeting)
def index(meeting: Meeting) -> Response:
    """What the people who may come need, and how far it is arranged. Each of them can see that somebody looked."""
    lines = queries.lines(meeting, me())
    along = [place for place in meeting.invitations if place.may_come and place.coming_with]
    needs_seen(me(), {line.place.person_id for line in lines} | {place.person_id for place in along}, meeting)
    return respond(
        "arrangements/index.html",
        meeting=meeting,
        parts=Sorted.of(lines),
        kinds=by_kind(lines),
        along=along,
        names=_names(lines),
        due=is_due(meeting, db.now()),
        lead_day=lead_day(meeting),
    )


@blueprint.route("/<int:line_id>", methods=["GET", "POST"])
@allow(Action.NEEDS_ARRANGE, line_to_arrange)
def change(line: Line) -> Response:
    """Say how far one need of one person is. To open it is a look, and recorded."""
    names = _names([line])
    form = StepForm.about(line.now, queries.arrangers(line.meeting), me(), **_texts(line, names))
    if form.validate_on_submit():
        try:
            untold = service.move_on(line, actor=me(), seen=request.form.get("seen", 0, type=int), facts=form.facts)
            said = _("What you arranged for %(name)s is kept.", name=line.place.person.preferred_name)
            return done(_address(line.meeting), f"{said} {_still_to_tell(line)}" if untold else said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    needs_seen(me(), [line.place.person_id], line.meeting)
    return respond(
        "arrangements/change.html", status=_status(), meeting=line.meeting, line=line, form=form, names=_names([line])
    )


@blueprint.route("/<int:line_id>/worked", methods=["GET", "POST"])
@allow(Action.NEED_JUDGE, my_line)
def judge(line: Line) -> Response:
    """Say whether what was arranged for me worked."""
    names, judged = _names([line]), line.judged
    said = {"worked": judged.state.value, "words": to_names(judged.words, names)} if judged else {}
    form = filled(JudgeForm, data=said)
    if form.validate_on_submit():
        try:
            service.judge(line, actor=me(), state=Step(form.worked.data), words=form.words.data or "")
            back = url_for("invitations.reply", slug=line.space.slug, meeting_id=line.meeting.id)
            return done(back, _("Kept. The organisers read what you say, and arrange the next meeting by it"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond(
        "arrangements/worked.html", status=_status(), meeting=line.meeting, line=line, form=form, names=names
    )


def _address(meeting: Meeting) -> str:
    return url_for("arrangements.index", slug=meeting.space.slug, meeting_id=meeting.id)


def _names(lines: list[Line]) -> dict[int, str]:
    shown = [*lines, *(line.last_time for line in lines if line.last_time)]
    return names_in(text for line in shown for step in line.steps for text in step.texts)


def _texts(line: Line, names: dict[int, str]) -> dict[str, str]:
    """Return the words of the last step as they can be changed; at first, whom people of this space turn to."""
    contact = i18n.listing([one for one in (line.space.contact_name, line.space.contact_phone) if one])
    if line.now is None:
        return {"speak_to": contact}
    texts = {name: to_names(getattr(line.now, name), names) for name in ("words", "instead", "speak_to")}
    return {**texts, "speak_to": texts["speak_to"] or contact}


def _still_to_tell(line: Line) -> str:
    name = line.place.person.preferred_name
    return str(_("%(name)s cannot be told by e-mail: ring or write to them.", name=name))
