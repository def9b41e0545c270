"""Pages of invitations: inviting, duties, the answer, and what people need."""

from collections.abc import Sequence

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.arrangements.queries import own_failures, own_lines
from workspace.meetings.invitations import back, queries, service, words
from workspace.meetings.invitations.forms import (
    DutiesForm,
    FindForm,
    HelperForm,
    InviteForm,
    ReplyForm,
    ReplyForSomebodyForm,
)
from workspace.meetings.invitations.models import Answer, Invitation, Part
from workspace.meetings.involving.queries import was_asked
from workspace.meetings.models import Meeting
from workspace.meetings.offer.models import texts_of
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.received.queries import unread
from workspace.people.models import Person
from workspace.people.needs.service import needs_seen
from workspace.people.queries import names_in
from workspace.spaces.models import Membership
from workspace.web import done, respond

MOST_IN_A_LIST = 50  # people in one list of check boxes; where there are more, they are found by name

blueprint = Blueprint("invitations", __name__)
blueprint.add_app_template_global(words.ANSWER.__getitem__, "answer_words")
blueprint.add_app_template_global(words.ANSWER_TAG.__getitem__, "answer_tag")
blueprint.add_app_template_global(words.DUTY.__getitem__, "duty_words")
blueprint.add_app_template_global(words.helps_as)
blueprint.add_app_template_global(words.with_helpers)
blueprint.add_app_template_global(queries.coming, "who_is_coming")
blueprint.add_app_template_global(queries.welcomers_away)
blueprint.add_app_template_global(queries.who_welcomes)


def my_place(slug: str, meeting_id: int) -> Invitation | None:
    """Return the place of whoever is asking."""
    return queries.place(slug, meeting_id, me().id)


def _status() -> int:
    return 422 if request.method == "POST" else 200


# --- inviting ------------------------------------------------------------------------------------------------------


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/invite", methods=["GET", "POST"])
@allow(Action.INVITE, load_meeting)
def invite(meeting: Meeting) -> Response:
    """Invite people of the space, or a guest; see who is invited and whom to tell by post or phone."""
    form = filled(InviteForm)
    members = _offered(meeting, form)
    form.offer(members)
    if not form.validate_on_submit():
        return _invite_page(meeting, form)
    if form.many and form.everyone.data:
        members = queries.members_to_invite(meeting)
    try:
        people = service.invite(meeting, actor=me(), members=form.chosen(members), guest=guest_of(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _invite_page(meeting, form)
    return done(_invite_address(meeting), _invited(people))


def _offered(meeting: Meeting, form: InviteForm) -> Sequence[Membership]:
    """Return who can be ticked: everybody who is not invited yet, or, where they are many, those who were chosen on
    the page before."""
    many = queries.how_many_to_invite(meeting)
    if many <= MOST_IN_A_LIST:
        return queries.members_to_invite(meeting)
    form.many = many
    if request.method == "GET" and "members" in request.args:
        form.members.data = request.args.getlist("members")
    return queries.members_to_invite(meeting, form.members.data) if form.members.data else []


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/invite/people")
@allow(Action.INVITE, load_meeting)
def choose(meeting: Meeting) -> Response:
    """Choose among many people, page by page; those who are ticked travel along in the address."""
    form = FindForm(request.args)
    found = queries.found_to_invite(
        meeting,
        words=form.words.data or "",
        everybody=form.of.data == "everybody",
        page=request.args.get("page", 1, type=int),
    )
    ticked = queries.members_to_invite(meeting, request.args.getlist("members"))
    numbers = {one.person_id for one in ticked}
    rows = [one for one in found.rows if one.person_id not in numbers]
    return respond("invitations/choose.html", meeting=meeting, form=form, found=found, ticked=ticked, rows=rows)


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/invite/helper", methods=["GET", "POST"])
@allow(Action.INVITE, load_meeting)
def invite_helper(meeting: Meeting) -> Response:
    """Invite a supporter or an interpreter: they get what everybody gets, and are not counted as a voice."""
    members = queries.members_to_invite(meeting)
    form = filled(HelperForm)
    form.offer(members, meeting)
    if form.validate_on_submit():
        try:
            chosen, helper = form.chosen(members), _helper(form)
            guest = None if chosen else service.Guest(form.guest_name.data or "", **form.reach)
            people = service.invite(meeting, actor=me(), members=chosen, guest=guest, helper=helper)
            return done(_invite_address(meeting), _invited(people))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("invitations/invite_helper.html", status=_status(), meeting=meeting, form=form)


def _helper(form: HelperForm) -> service.Helper:
    if form.part.data == Part.INTERPRETER:
        return service.Helper(Part.INTERPRETER, interprets=form.interprets.data or "")
    return service.Helper(Part.SUPPORTER, helps_id=int(form.helps.data) if form.helps.data else None)


def _invite_page(meeting: Meeting, form: InviteForm) -> Response:
    otherwise = queries.to_tell_otherwise(meeting)
    return respond(
        "invitations/invite.html",
        status=_status(),
        meeting=meeting,
        form=form,
        otherwise=otherwise,
        unread=unread(meeting),
        ask_who=not meeting.invitations and not was_asked(meeting),
    )


def _invite_address(meeting: Meeting) -> str:
    return url_for("invitations.invite", slug=meeting.space.slug, meeting_id=meeting.id)


def guest_of(form: InviteForm) -> service.Guest | None:
    """Return the guest whom the form names, if it does."""
    if not form.guest_name.data:
        return None
    return service.Guest(form.guest_name.data, title=form.guest_title.data or "", **form.reach)


def _invited(people: list[Person]) -> str:
    written_to = sum(person.has_mail for person in people)
    said = ngettext("%(num)d person is invited.", "%(num)d people are invited.", len(people))
    if written_to == len(people):
        return f"{said} {_('The invitations are on their way by e-mail.')}"
    return f"{said} {_('Some have no e-mail: the list of whom to tell is on this page.')}"


@blueprint.post("/spaces/<slug>/meetings/<int:meeting_id>/invitations/<int:person_id>/remove")
@allow(Action.INVITE, queries.place)
def remove(place: Invitation) -> Response:
    """Take an invitation back."""
    address = _invite_address(place.meeting)
    try:
        told = back.uninvite(place, actor=me())
    except DomainError as refused:
        return done(address, refused.words)
    said = _("%(name)s is not invited any more. What they answered is kept.", name=place.person.preferred_name)
    tell = _("They get an e-mail that says so, and clears their calendar.") if told else _("Tell them yourself.")
    return done(address, f"{said} {tell}")


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/duties", methods=["GET", "POST"])
@allow(Action.INVITE, load_meeting)
def duties(meeting: Meeting) -> Response:
    """Say who chairs, takes notes and welcomes people."""
    form = DutiesForm.about(meeting)
    if form.validate_on_submit():
        try:
            service.give_duties(meeting, actor=me(), holders=form.holders)
            return done(_invite_address(meeting), _("Who looks after what is saved"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("invitations/duties.html", status=_status(), meeting=meeting, form=form, means=words.DUTY_MEANS)


# --- answering -----------------------------------------------------------------------------------------------------


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/reply", methods=["GET", "POST"])
@allow(Action.REPLY, my_place)
def reply(place: Invitation) -> Response:
    """Say if I can come, and what would help me this time."""
    before = queries.told_before(place)
    form = ReplyForm.about(place, queries.shared_needs(place.person), before)
    if answer := _answered(place, form):
        return done(_meeting_address(place), words.ANSWER_DONE[answer])
    lines, failed = own_lines(place), own_failures(place)
    written = [text for line in (*lines, *failed) for step in line.steps for text in step.texts]
    names = names_in([place.meeting.welcomer, *written, *texts_of(place.meeting.offered)])
    return respond(
        "invitations/reply.html",
        status=_status(),
        place=place,
        meeting=place.meeting,
        welcomer=queries.who_welcomes(place.meeting),
        form=form,
        names=names,
        before=before,
        lines=lines,
        failed=failed,
    )


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/reply/<int:person_id>", methods=["GET", "POST"])
@allow(Action.INVITE, queries.place)
def reply_for(place: Invitation) -> Response:
    """Write down what somebody told an organiser. To see what they need this time is a look, and recorded."""
    before = queries.told_before(place)
    form = ReplyForSomebodyForm.about(place, [], before)
    if answer := _answered(place, form):
        facts = {"name": place.person.preferred_name, "answer": words.ANSWER[answer]}
        return done(_invite_address(place.meeting), _("The answer of %(name)s is kept: %(answer)s", **facts))
    if before or place.coming_with or any(need.kind for need in place.needs):
        needs_seen(me(), [place.person_id], place.meeting)
    return respond(
        "invitations/reply_for.html", status=_status(), place=place, meeting=place.meeting, form=form, before=before
    )


def _answered(place: Invitation, form: ReplyForm) -> Answer | None:
    """Keep the answer and return it; None when there is none, or it is refused: the form then says why."""
    if not form.validate_on_submit():
        return None
    given = service.Reply(
        answer=Answer(form.answer.data),
        from_profile=form.from_profile,
        kinds=form.kinds,
        language=form.language.data or "" if form.language else "",
        words=form.words.data or "",
        coming_with=form.coming_with.data or "",
        name_in_notes=form.name_in_notes.data == "yes",
    )
    try:
        service.answer(place, actor=me(), reply=given)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return None
    return given.answer


def _meeting_address(place: Invitation) -> str:
    return url_for("meetings.show", slug=place.space.slug, meeting_id=place.meeting_id)
