"""Pages of difficult conversations."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.difficult import queries, service
from workspace.meetings.difficult.forms import AfterForm, DifficultForm
from workspace.meetings.difficult.models import After, Aftercare, DifficultItem
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.queries import people_with_role
from workspace.web import done, respond

MORE_TIME = 1.5  # of what was planned, suggested for an item that may be hard
USUAL_DAYS = 3

blueprint = Blueprint("difficult", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>")


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.route("/difficult", methods=["GET", "POST"])
@allow(Action.MEETING_EDIT, load_item)
def edit(item: AgendaItem) -> Response:
    """Say that an item may be hard to talk about, and prepare it."""
    row = queries.of_item(item)
    form = filled(DifficultForm, data=_written(item, row))
    form.offer_people(item.meeting.invitations)
    if not form.validate_on_submit():
        return _edit_page(item, row, form)
    second, days = form.second.data or None, int(form.days.data or 0)
    prepared = service.Prepared(form.content_note.data or "", int(form.minutes.data or 0), second, days)
    try:
        untold = service.prepare(item, actor=me(), prepared=prepared)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _edit_page(item, row, form)
    said = _("“%(title)s” is prepared as an item that may be hard", title=item.title)
    return done(_address(item, "difficult.edit"), f"{said}. {_still_to_tell(untold)}".strip())


def _written(item: AgendaItem, row: DifficultItem | None) -> dict[str, object]:
    minutes = item.minutes if row else suggested(item.minutes)
    days = row.check_days if row else USUAL_DAYS
    second = row.second_id or 0 if row else 0
    return {"content_note": item.content_note, "minutes": str(minutes), "second": second, "days": str(days)}


def suggested(minutes: int) -> int:
    """Return the minutes to suggest for an item that may be hard: half as many again, to the next five."""
    return min(240, -(-int(minutes * MORE_TIME) // 5) * 5)


def _edit_page(item: AgendaItem, row: DifficultItem | None, form: DifficultForm) -> Response:
    return respond(
        "difficult/edit.html",
        status=_status(),
        item=item,
        meeting=item.meeting,
        row=row,
        form=form,
        suggested=suggested(item.minutes),
        wanting=queries.wanting(row) if row else None,
        to_ring=queries.to_ring(row, me()) if row else [],
    )


@blueprint.post("/difficult/call-off")
@allow(Action.MEETING_EDIT, queries.difficult)
def call_off(row: DifficultItem) -> Response:
    """Say that an item is like any other."""
    try:
        service.call_off(row, actor=me())
    except DomainError as refused:
        return done(_address(row.item, "difficult.edit", row), refused.words)
    address = url_for("agenda.edit", slug=row.space.slug, meeting_id=row.meeting_id)
    return done(address, _("“%(title)s” is an item like any other", title=row.item.title))


@blueprint.route("/second", methods=["GET", "POST"])
@allow(Action.ASKED_ANSWER, queries.difficult)
def second(row: DifficultItem) -> Response:
    """Say whether one will look after people, beside the chair, while the item is talked about."""
    if request.method == "POST" and request.form.get("says") in {"yes", "no"}:
        yes = request.form["says"] == "yes"
        service.answer(row, actor=me(), yes=yes)
        said = (
            _("Thank you. The organisers know that you help")
            if yes
            else _("That is fine. The organisers ask somebody else")
        )
        return done(_address(row.item, "difficult.second", row), said)
    return respond("difficult/second.html", status=_status(), row=row, meeting=row.meeting)


@blueprint.route("/after", methods=["GET", "POST"])
@allow(Action.TAKE_PART, queries.difficult)
def after(row: DifficultItem) -> Response:
    """Choose, for oneself alone, whether somebody is in touch after the conversation."""
    kept, organisers = queries.chosen(row, me()), people_with_role(row.space_id, {Role.ORGANISER})
    data = {"way": kept.way.value, "ring_by": kept.ring_by_id or 0} if kept else {}
    form = filled(AfterForm, data=data)
    form.offer_ways(has_mail=me().has_mail, organisers=organisers)
    if form.validate_on_submit():
        try:
            service.choose(row, actor=me(), way=After(form.way.data), ring_by_id=form.ring_by.data or None)
            said = _("Kept. Nobody sees what you chose, but whom you asked to ring you")
            return done(_address(row.item, "difficult.after", row), said)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    return respond("difficult/after.html", status=_status(), row=row, meeting=row.meeting, form=form)


@blueprint.post("/after/<int:person_id>/rung")
@allow(Action.ASKED_ANSWER, queries.aftercare)
def rung(wish: Aftercare) -> Response:
    """Write down that one rang somebody who had asked for it."""
    service.rung(wish, actor=me())
    of = wish.of
    address = url_for("difficult.edit", slug=wish.space.slug, meeting_id=of.meeting_id, item_id=of.item_id)
    return done(address, _("Kept: you rang %(name)s", name=wish.person.preferred_name))


def _address(item: AgendaItem, endpoint: str, row: DifficultItem | None = None) -> str:
    space = row.space if row else item.space
    return url_for(endpoint, slug=space.slug, meeting_id=item.meeting_id, item_id=item.id)


def _still_to_tell(people: list[Person]) -> str:
    if not people:
        return ""
    names = i18n.listing([person.preferred_name for person in people])
    return str(_("%(names)s cannot be told by e-mail: ring or write to them.", names=names))
