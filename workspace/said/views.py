"""Pages of what people said: one's own, the list of a space, and what came of it, for whoever takes notes."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from workspace import i18n
from workspace.access import Action, allow, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import Meeting
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.said import news as _news  # noqa: F401  (it listens for what other pages say came of it)
from workspace.said import queries, service, words
from workspace.said.entries import entries
from workspace.said.fates import fate_of, with_names
from workspace.said.files import as_table, as_text
from workspace.said.forms import OWN, MarkForm, OutcomeForm, ShownForm
from workspace.said.models import Contribution, Result, Shown
from workspace.said.pairs.queries import pairs_of
from workspace.said.queries import ThingAt
from workspace.said.service import Came
from workspace.said.things import Thing, may_mark
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import as_file, done, respond

blueprint = Blueprint("said", __name__)
blueprint.add_app_template_global(words.FATE.__getitem__, "fate_words")
blueprint.add_app_template_global(words.FATE_TAG.__getitem__, "fate_tag")
blueprint.add_app_template_global(words.KIND.__getitem__, "said_kind")
blueprint.add_app_template_global(words.SHOWN.__getitem__, "shown_words")


# --- my own --------------------------------------------------------------------------------------------------------


@blueprint.get("/me/said")
@allow(Action.ME_READ, me)
def mine(person: Person) -> Response:
    """What I said, and where it went; what waits for my yes; and the meetings at which I may have said more."""
    said = queries.mine(person)
    return respond(
        "said/mine.html",
        entries=entries(person, said),
        pairs=pairs_of([row.contribution.key for row in said], person.space_ids),
        to_read_back=queries.to_read_back(person),
        meetings=queries.meetings_of(person),
    )


@blueprint.get("/me/said.txt")
@allow(Action.ME_READ, me)
def text(person: Person) -> Response:
    """My own list as plain text."""
    return as_file(as_text(person, entries(person, queries.mine(person))), "text/plain", _("what-i-said") + ".txt")


@blueprint.get("/me/said.csv")
@allow(Action.ME_READ, me)
def table(person: Person) -> Response:
    """My own list as a table."""
    return as_file(as_table(entries(person, queries.mine(person))), "text/csv", _("what-i-said") + ".csv")


def one_of_mine(contribution_id: int) -> Contribution | None:
    """Return something that whoever is asking marked as theirs."""
    return queries.one_of_mine(me(), contribution_id)


@blueprint.route("/me/said/<int:contribution_id>", methods=["GET", "POST"])
@allow(Action.ME_EDIT, one_of_mine)
def change(contribution: Contribution) -> Response:
    """Say anew who may know that it is mine."""
    form = filled(ShownForm, data={"shown": contribution.shown.value})
    if not form.validate_on_submit():
        entry = entries(me(), [queries.as_said(contribution)])[0]
        return respond("said/change.html", status=_status(), form=form, entry=entry)
    row = service.show(contribution, actor=me(), shown=Shown(form.shown.data))
    return done(url_for("said.mine"), _acknowledged(row))


@blueprint.post("/me/said/<int:contribution_id>/take-away")
@allow(Action.ME_EDIT, one_of_mine)
def take_away(contribution: Contribution) -> Response:
    """Take a mark away."""
    service.take_away(contribution)
    return done(url_for("said.mine"), _("Taken away. It is not on your page any more"))


def _acknowledged(row: Contribution) -> str:
    if row.number is None:
        return str(_("Saved. Only you know that it is yours"))
    day = i18n.day(row.marked_at)
    return str(_("We have it: number %(number)s on the list, %(day)s", number=row.number, day=day))


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/mine", methods=["GET", "POST"])
@allow(Action.SAID_MARK, load_meeting)
def mark(meeting: Meeting) -> Response:
    """Say that something at a meeting is mine."""
    things = [thing for thing in queries.said_at(meeting) if may_mark(me(), thing)]
    form = MarkForm.offering(_as_choices(meeting, things), meeting.items, request.args.get("what", ""))
    if not form.validate_on_submit():
        return respond("said/mark.html", status=_status(), meeting=meeting, form=form, count=len(things))
    shown, chosen = Shown(form.shown.data), form.what.data
    try:
        if chosen == OWN:
            said, about = form.words.data or "", int(form.item.data) if form.item.data.isdecimal() else 0
            row = service.say(meeting, actor=me(), item_id=about, words=said, shown=shown)
        else:
            thing = next(one for one in things if one.name == chosen)
            row = service.mark(meeting, thing, actor=me(), shown=shown)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return respond("said/mark.html", status=422, meeting=meeting, form=form, count=len(things))
    return done(url_for("said.mine"), _acknowledged(row))


def _as_choices(meeting: Meeting, things: list[Thing]) -> list[tuple[str, str, str]]:
    names = names_in(thing.words for thing in things)
    unnamed = {place.person.preferred_name for place in meeting.invitations if not place.name_in_notes}
    known = {} if meeting.without_names else {n: name for n, name in names.items() if name not in unnamed}
    return [(one.name, _short(to_names(one.words, known)), _beneath(one)) for one in things]


def _beneath(thing: Thing) -> str:
    kind = words.KIND[thing.kind]
    return str(_("%(kind)s, at “%(item)s”", kind=kind, item=thing.item.title) if thing.item else kind)


def _short(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# --- what came of it -----------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/said")
@allow(Action.SAID_LINK, load_item)
def at_item(item: AgendaItem) -> Response:
    """What was said at an item, and what came of each."""
    things = queries.said_at(item.meeting, item)
    keys = [thing.key for thing in things]
    came = queries.outcomes([item.space_id], keys)
    fates = {thing.key: fate_of(me(), thing, came.get(thing.key)) for thing in things}
    names = names_in([*(one.words for one in things), *(fate.words for fate in fates.values())])
    return respond(
        "said/item.html",
        item=item,
        meeting=item.meeting,
        things=[(thing, with_names(fates[thing.key], names)) for thing in things],
        marks=queries.marks(item.space_id, keys),
        names=names,
    )


@blueprint.route("/spaces/<slug>/meetings/<int:meeting_id>/items/<int:item_id>/said/<what>", methods=["GET", "POST"])
@allow(Action.SAID_LINK, queries.thing_at)
def link(at: ThingAt) -> Response:
    """Say what came of something that was said."""
    decisions, tasks = queries.to_link(at.meeting)
    names = names_in([at.thing.words, *(row.words for row, _of in decisions), *(row.what for row, _of in tasks)])
    form = OutcomeForm.offering(
        [(row.id, _of(of, f"{row.number}. {to_names(row.words, names)}")) for row, of in decisions],
        [(row.id, _of(of, to_names(row.what, names))) for row, of in tasks],
    )
    if not form.validate_on_submit():
        return _link_page(at, form, names)
    try:
        untold = service.link(at, actor=me(), came=_came(form))
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _link_page(at, form, names)
    said = _("Saved. Whoever marked it as theirs finds it on their page.")
    if untold:
        people = i18n.listing([person.preferred_name for person in untold])
        said += " " + ngettext(
            "%(names)s has no e-mail: ring or write to them.", "%(names)s have no e-mail: ring or write to them.",
            len(untold), names=people,
        )  # fmt: skip
    return done(url_for("said.at_item", **_at(at.meeting), item_id=at.item.id), said)


def _of(meeting: Meeting, said: str) -> str:
    return str(_("%(meeting)s, %(day)s: %(words)s", meeting=meeting.title, day=i18n.day(meeting.starts_at),
                 words=_short(said, 90)))  # fmt: skip


def _came(form: OutcomeForm) -> Came:
    result = Result(form.result.data)
    chosen = {Result.DECISION: form.decision.data, Result.ACTION: form.action.data}.get(result) or ""
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() else None
    return Came(result, number, form.words.data or "")


def _link_page(at: ThingAt, form: OutcomeForm, names: dict[int, str]) -> Response:
    fate = with_names(fate_of(me(), at.thing, at.outcome), names_in([at.outcome.words] if at.outcome else []) | names)
    return respond(
        "said/link.html", status=_status(), at=at, item=at.item, meeting=at.meeting, form=form, fate=fate, names=names
    )


# --- the list of a space -------------------------------------------------------------------------------------------


@blueprint.get("/spaces/<slug>/said")
@allow(Action.SAID_LIST, load_space)
def index(space: Space) -> Response:
    """What people put on the list of their group, and how often something came of it in time."""
    found = queries.listed(space, request.args.get("page", 1, type=int))
    return respond("said/index.html", found=found, entries=entries(me(), found.rows))


def _at(meeting: Meeting) -> dict[str, Any]:
    return {"slug": meeting.space.slug, "meeting_id": meeting.id}


def _status() -> int:
    return 422 if request.method == "POST" else 200
