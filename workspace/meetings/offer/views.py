"""Pages of offers: making one, answering it, asking about it; who said what, and what was asked."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.invitations import queries as invitations
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.offer import letters as _letters  # noqa: F401  (they register themselves)
from workspace.meetings.offer import queries, service, words
from workspace.meetings.offer.forms import AskForm, OfferForm, QuestionForm, SayForm
from workspace.meetings.offer.models import OfferQuestion, OfferSaid, texts_of
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.queries import meeting_and_offer
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import done, respond

blueprint = Blueprint("offer", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/offer")
for _written in (words.your_time, words.pay_advice):
    blueprint.add_app_template_global(_written)
blueprint.add_app_template_global(words.question_words, "offer_question_words")
blueprint.add_app_template_global(words.question_tag, "offer_question_tag")
blueprint.add_app_template_global(words.SAID.__getitem__, "offer_said")
blueprint.add_app_template_global(words.SAID_TAG.__getitem__, "offer_said_tag")


def my_place(slug: str, meeting_id: int) -> Invitation | None:
    """Return the place of whoever is asking."""
    return invitations.place(slug, meeting_id, me().id)


@blueprint.route("/edit", methods=["GET", "POST"])
@allow(Action.OFFER_EDIT, meeting_and_offer)
def edit(meeting: Meeting) -> Response:
    """Write what is asked of people and what they get. Whoever is invited is told what changed, and asked again."""
    offer = meeting.offered
    names = names_in(texts_of(offer))
    texts = {name: to_names(getattr(offer, name), names) for name in service.TEXTS} if offer else {}
    form = OfferForm.about(meeting, texts)
    if form.validate_on_submit():
        try:
            untold = service.make(meeting, actor=me(), facts=form.facts, seen=_number(form.seen.data))
            return done(_at("meetings.show", meeting) + "#offer-h", _kept(form, meeting, untold))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
            form.seen.data = str(meeting.offered.number if meeting.offered else 0)  # the page shows it beside theirs
    return respond("offer/edit.html", status=_status(), meeting=meeting, form=form, names=names)


def _kept(form: OfferForm, meeting: Meeting, untold: list[Person]) -> str:
    said = [_("What we ask and offer is kept.")]
    if form.reading.understood or form.travel.understood:
        said.append(_("We read the time as: %(time)s.", time=words.your_time(meeting)))
    if meeting.invitations:
        said.append(_("Everybody who is invited reads it, and is asked again where something changed."))
    return " ".join([*said, _still_to_tell(untold)]).strip()


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.OFFER_ANSWER, my_place)
def show(place: Invitation) -> Response:
    """The offer, and what I say to it; what I asked, and answers that are for everybody."""
    form = _say_form(place)
    if said := _said(place, form):
        return done(_at("offer.show", place.meeting), words.SAID_DONE[said])
    return _page("offer/show.html", place, form)


@blueprint.route("/people/<int:person_id>", methods=["GET", "POST"])
@allow(Action.OFFER_ANSWERS, invitations.place)
def answer_for(place: Invitation) -> Response:
    """Write down what somebody says to the offer, by phone, by letter or at the door."""
    form = _say_form(place)
    if said := _said(place, form):
        facts = {"name": place.person.preferred_name, "said": words.SAID[said]}
        return done(_at("offer.answers", place.meeting), _("The answer of %(name)s is kept: %(said)s.", **facts))
    return _page("offer/answer_for.html", place, form)


def _say_form(place: Invitation) -> SayForm:
    now = queries.standing(place).now
    return SayForm.about(place.meeting.offered, now.said if now else None)


def _said(place: Invitation, form: SayForm) -> OfferSaid | None:
    """Keep what is said and return it; None when there is nothing, or it is refused: the form then says why."""
    if not form.validate_on_submit():
        return None
    said = OfferSaid(form.said.data)
    try:
        service.answer(place, actor=me(), said=said, seen=_number(form.seen.data))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return None
    return said


def _page(template: str, place: Invitation, form: SayForm) -> Response:
    rows, offer, stands = queries.questions_for(place), place.meeting.offered, queries.standing(place)
    texts = [text for row in rows for text in row.texts]
    names = names_in([*texts, *texts_of(offer)])
    changes = words.what_changed(stands.before.offer, offer) if stands.before and offer else []
    return respond(
        template,
        status=_status(),
        place=place,
        meeting=place.meeting,
        form=form,
        stands=stands,
        changes=[to_names(one, names) for one in changes],
        rows=rows,
        names=names,
    )


@blueprint.route("/ask", methods=["GET", "POST"])
@allow(Action.OFFER_ANSWER, my_place)
def ask(place: Invitation) -> Response:
    """Ask the organisers about the offer."""
    form = filled(AskForm)
    if form.validate_on_submit():
        try:
            service.ask(place, actor=me(), words=form.words.data or "")
            said = _("Your question is with the organisers. You are told the answer, and find it here.")
            return done(_at("offer.show", place.meeting) + "#asked-h", said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("offer/ask.html", status=_status(), meeting=place.meeting, form=form)


# --- for organisers ------------------------------------------------------------------------------------------------


@blueprint.get("/answers")
@allow(Action.OFFER_ANSWERS, meeting_and_offer)
def answers(meeting: Meeting) -> Response:
    """Who said what to the offer, and what was asked about it."""
    rows = queries.questions(meeting)
    return respond(
        "offer/answers.html",
        meeting=meeting,
        standings=queries.standings(meeting),
        rows=rows,
        names=names_in(text for row in rows for text in row.texts),
    )


@blueprint.route("/questions/<int:asked_id>", methods=["GET", "POST"])
@allow(Action.OFFER_ANSWERS, queries.question)
def answer(question: OfferQuestion) -> Response:
    """Answer a question; the answer may be for everybody who is invited, without who asked."""
    names = names_in(question.texts)
    texts = {"words": to_names(question.answer, names), "shared_as": to_names(question.shared_as, names)}
    form = QuestionForm.about(question, service.stamp(question), texts)
    if form.validate_on_submit():
        reply = service.Reply(
            QuestionState(form.state.data),
            form.words.data or "",
            form.due.day,
            (form.shared_as.data or "") if form.share.data else "",
        )
        try:
            untold = service.answer_question(question, actor=me(), seen=form.seen.data or "", reply=reply)
            return done(_at("offer.answers", question.meeting) + "#asked-h", _answered(question, untold))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond(
        "offer/answer.html", status=_status(), meeting=question.meeting, row=question, form=form, names=names
    )


def _answered(question: OfferQuestion, untold: Person | None) -> str:
    name = question.asked_by.preferred_name
    if untold:
        return str(_("Answered. %(name)s has no e-mail: ring or write to them.", name=name))
    return str(_("Answered. %(name)s gets your answer by mail.", name=name))


def _still_to_tell(people: list[Person]) -> str:
    if not people:
        return ""
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 9 else 0


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _at(endpoint: str, meeting: Meeting) -> str:
    return url_for(endpoint, slug=meeting.space.slug, meeting_id=meeting.id)
