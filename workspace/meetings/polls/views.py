"""Pages of polls: asking, answering, what came of it, and choosing a date."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace import db, i18n
from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.meetings.polls import queries, service, words
from workspace.meetings.polls.forms import (
    AnswerForm,
    AnswerForSomebodyForm,
    AskForm,
    ChooseForm,
    ClosesForm,
    OwnAnswerForm,
    answer_form,
    as_answered,
)
from workspace.meetings.polls.models import DatePoll, PollOption, PollPlace
from workspace.meetings.words import when
from workspace.people.models import Person
from workspace.spaces.dates.queries import against
from workspace.spaces.dates.words import warnings
from workspace.spaces.models import Space
from workspace.spaces.queries import space
from workspace.web import done, respond

blueprint = Blueprint("polls", __name__, url_prefix="/spaces/<slug>/polls")
for _name in ("FIT", "FIT_FOR"):
    blueprint.add_app_template_global(getattr(words, _name), _name)
for _written in (words.state_words, words.counts_words, words.best_words):
    blueprint.add_app_template_global(_written)


def my_place(slug: str, poll_id: int) -> PollPlace | None:
    """Return the place of whoever is asking."""
    return queries.place(slug, poll_id, me().id)


def _status() -> int:
    return 422 if request.method == "POST" else 200


# --- asking --------------------------------------------------------------------------------------------------------


@blueprint.get("")
@allow(Action.POLL_LIST, space)
def index(space: Space) -> Response:
    """The polls that ask the reader; all of them for an organiser."""
    return respond("polls/index.html", rows=queries.polls(space, me()))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.POLL_EDIT, space)
def ask(space: Space) -> Response:
    """Ask when people can come. The dates can be checked first: how they are read, and what speaks against them."""
    members = queries.members(space)
    form = filled(AskForm)
    form.offer(members)
    if not form.validate_on_submit() or "check" in request.form:
        return _ask_page(space, form)
    asked = form.chosen(members)
    try:
        poll, untold = service.ask(
            space,
            actor=me(),
            title=form.title.data or "",
            about=form.about.data or "",
            options=form.options.read,
            closes_at=form.closes_at,
            members=asked,
        )
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _ask_page(space, form)
    said = ngettext("%(num)d person is asked.", "%(num)d people are asked.", len(asked))
    return done(_address(poll), " ".join((said, _to_ask_otherwise(untold))))


def _ask_page(space: Space, form: AskForm) -> Response:
    """Return the form, and below the dates how they were read and what there is to think of on each."""
    if "check" in request.form:
        form.complain_only_of("options")
    options = sorted(form.options.read) if not form.options.errors else []
    dates = [
        (when(*option), warnings(space, found)) for option, found in zip(options, against(space, options), strict=True)
    ]
    status = 422 if request.method == "POST" and (form.errors or form.form_errors) else 200
    return respond("polls/ask.html", status=status, form=form, dates=dates)


def _to_ask_otherwise(people: list[Person]) -> str:
    if not people:
        return str(_("The question is on its way by e-mail."))
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))


def _address(poll: DatePoll) -> str:
    return url_for("polls.show", slug=poll.space.slug, poll_id=poll.id)


# --- one poll ------------------------------------------------------------------------------------------------------


@blueprint.get("/<int:poll_id>")
@allow(Action.POLL_READ, queries.poll)
def show(poll: DatePoll) -> Response:
    """What is asked; once answers are closed, how many can come on each date, and for organisers the choice."""
    return _page(poll, filled(ChooseForm))


def _page(poll: DatePoll, form: Form, status: int = 200) -> Response:
    choosing = form if isinstance(form, ChooseForm) else ChooseForm(formdata=None)
    options, organises = poll.options, can(me(), Action.POLL_EDIT, poll)
    choosing.option.offer([(str(one.id), when(one.starts_at, one.ends_at)) for one in options])
    found = against(poll.space, [(one.starts_at, one.ends_at) for one in options]) if organises else []
    return respond(
        "polls/show.html",
        status=status,
        form=form,
        choosing=choosing,
        poll=poll,
        mine=poll.place_of(me()),
        outcome=queries.outcome(poll),
        against={one.id: warnings(poll.space, why) for one, why in zip(options, found, strict=False)},
    )


def _do(poll: DatePoll, verb: Callable[[], list[Person] | None], said: str) -> Response:
    """Carry out what one button asks for; what is refused is said on the poll's page."""
    form = Form()
    try:
        untold = verb()
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _page(poll, form, 422)
    names = i18n.listing([person.preferred_name for person in untold or []])
    rest = _("%(names)s cannot be told by e-mail: ring or write to them.", names=names) if names else ""
    return done(_address(poll), f"{said} {rest}".strip())


@blueprint.post("/<int:poll_id>/remind")
@allow(Action.POLL_EDIT, queries.poll)
def remind(poll: DatePoll) -> Response:
    """Write once more to those who have not answered."""
    return _do(poll, lambda: service.remind(poll, actor=me()), _("Whoever has not answered is reminded today."))


@blueprint.post("/<int:poll_id>/close")
@allow(Action.POLL_EDIT, queries.poll)
def close(poll: DatePoll) -> Response:
    """Take no more answers."""
    return _do(poll, lambda: service.close(poll, actor=me()), _("Answers are closed. This is what came of it."))


@blueprint.post("/<int:poll_id>/call-off")
@allow(Action.POLL_EDIT, queries.poll)
def call_off(poll: DatePoll) -> Response:
    """Look for no date any more."""
    return _do(poll, lambda: service.call_off(poll, actor=me()), _("Everybody who was asked is told."))


@blueprint.post("/<int:poll_id>/choose")
@allow(Action.POLL_EDIT, queries.poll)
def choose(poll: DatePoll) -> Response:
    """Choose a date. What happens is said first; then the meeting is planned, and everybody who was asked is told."""
    form = ChooseForm()
    form.option.offer([(str(one.id), "") for one in poll.options])
    if not form.validate_on_submit():
        return _page(poll, form, 422)
    option = next(one for one in poll.options if str(one.id) == form.option.data)
    if "sure" not in request.form and poll.waits_for_choice and option.starts_at > db.now():
        return _sure_page(poll, option)
    try:
        meeting, untold = service.choose(poll, actor=me(), option=option)
    except DomainError as refused:
        form.add_error("option", refused.words)
        return _page(poll, form, 422)
    said = [_("The date is chosen, and everybody who was asked is told. Say next what the meeting is for.")]
    if untold:
        said.append(_to_ask_otherwise(untold))
    return done(url_for("meetings.edit", slug=poll.space.slug, meeting_id=meeting.id), " ".join(said))


def _sure_page(poll: DatePoll, option: PollOption) -> Response:
    found = queries.outcome(poll)
    row = next(row for row in found.rows if row.option is option) if found else None
    (why,) = against(poll.space, [(option.starts_at, option.ends_at)])
    return respond("polls/sure.html", poll=poll, row=row, against=warnings(poll.space, why))


@blueprint.route("/<int:poll_id>/reopen", methods=["GET", "POST"])
@allow(Action.POLL_EDIT, queries.poll)
def reopen(poll: DatePoll) -> Response:
    """Take answers again, as long as nobody is invited on the chosen date."""
    form = filled(ClosesForm)
    if form.validate_on_submit():
        try:
            untold = service.reopen(poll, actor=me(), closes_at=form.closes_at)
            said = _("People can answer again.")
            return done(_address(poll), " ".join((said, _to_ask_otherwise(untold))))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("polls/reopen.html", status=_status(), form=form, poll=poll)


# --- answering -----------------------------------------------------------------------------------------------------


@blueprint.route("/<int:poll_id>/answer", methods=["GET", "POST"])
@allow(Action.POLL_ANSWER, my_place)
def answer(place: PollPlace) -> Response:
    """Say when I can come."""
    form = filled(answer_form(OwnAnswerForm, place.poll.options), data=as_answered(place))
    if _kept(place, form, private_line=(form.private_line.data or "") if form.is_submitted() else ""):
        return done(_address(place.poll), _("Your answer is kept. You can change it until answers are closed"))
    return respond("polls/answer.html", status=_status(), place=place, poll=place.poll, form=form)


@blueprint.route("/<int:poll_id>/answer/<int:person_id>", methods=["GET", "POST"])
@allow(Action.POLL_EDIT, queries.place)
def answer_for(place: PollPlace) -> Response:
    """Write down what somebody told an organiser. What was written before is not shown again, to anybody but them."""
    form = filled(answer_form(AnswerForSomebodyForm, place.poll.options))
    if _kept(place, form):
        name = place.person.preferred_name
        return done(_address(place.poll), _("The answer of %(name)s is kept", name=name))
    return respond("polls/answer_for.html", status=_status(), place=place, poll=place.poll, form=form)


def _kept(place: PollPlace, form: AnswerForm, private_line: str = "") -> bool:
    if not form.validate_on_submit():
        return False
    try:
        service.answer(place, actor=me(), fits=form.fits, private_line=private_line)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return False
    return True
