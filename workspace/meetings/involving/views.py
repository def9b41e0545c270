"""Pages of who needs to be involved: the list, and inviting by it."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.invitations.service import Guest
from workspace.meetings.involving import queries, service, words
from workspace.meetings.involving.forms import ComesForm, WantedForm
from workspace.meetings.involving.models import Wanted, WantedKind
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.queries import membership
from workspace.web import done, respond

blueprint = Blueprint("involving", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/involve")
blueprint.add_app_template_global(words.KIND.__getitem__, "wanted_kind")
blueprint.add_app_template_global(words.first_contact)


@blueprint.route("", methods=["GET", "POST"])
@allow(Action.INVOLVING_EDIT, load_meeting)
def index(meeting: Meeting) -> Response:
    """Who needs to be involved, and who of them is invited; write another line."""
    form = filled(WantedForm)
    form.offer(queries.members(meeting.space_id))
    if form.validate_on_submit():
        try:
            service.want(meeting, actor=me(), facts=form.facts)
            return done(_address(meeting), _("Written down, with today’s date. Nobody is invited by this yet."))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    rows = queries.all_wanted(meeting)
    names = names_in(text for row in rows for text in (row.who, row.why))
    return respond("involving/index.html", status=_status(), meeting=meeting, form=form, rows=rows, names=names)


@blueprint.route("/<int:wanted_id>/invite", methods=["GET", "POST"])
@allow(Action.INVOLVING_EDIT, queries.wanted)
def invite(row: Wanted) -> Response:
    """Invite a member in one press; for anybody else, say who comes and how to reach them."""
    form = filled(ComesForm, data={"guest_name": row.who if row.kind is WantedKind.PERSON else ""})
    known = membership(row.space.slug, row.person_id) if row.person_id else None
    member = known if known and not known.left_at else None
    if request.method == "POST" and (member or form.validate_on_submit()):
        title = "" if row.kind is WantedKind.PERSON else to_names(row.who, names_in([row.who]))
        guest = None if member else Guest(form.guest_name.data or "", title=title, **form.reach)
        try:
            person = service.invite(row, actor=me(), member=member, guest=guest)
            return done(_address(row.meeting), _("%(name)s is invited.", name=person.preferred_name))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    names = names_in([row.who, row.why])
    return respond(
        "involving/invite.html", status=_status(), meeting=row.meeting, row=row, form=form, member=member, names=names
    )


@blueprint.post("/<int:wanted_id>/remove")
@allow(Action.INVOLVING_EDIT, queries.wanted)
def remove(row: Wanted) -> Response:
    """Take a line away."""
    address = _address(row.meeting)
    service.remove(row, actor=me())
    return done(address, _("The line is taken away. If they are invited, they stay invited."))


def _address(meeting: Meeting) -> str:
    return url_for("involving.index", slug=meeting.space.slug, meeting_id=meeting.id)


def _status() -> int:
    return 422 if request.method == "POST" else 200
