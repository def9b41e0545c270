"""Pages of papers."""

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _

from workspace import db, i18n
from workspace.access import Action, allow, can, me
from workspace.errors import DomainError
from workspace.forms import filled
from workspace.meetings.models import Meeting
from workspace.meetings.papers import queries, service
from workspace.meetings.papers.forms import PaperFactsForm, ReadingForm, VersionForm, as_written
from workspace.meetings.papers.models import Paper, PaperForm, PaperReading, PaperVersion
from workspace.meetings.papers.owed import for_reader, is_chosen, owed, readers
from workspace.meetings.papers.words import file_in_words, in_words
from workspace.meetings.queries import meeting
from workspace.meetings.views import audience_of
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.glossary.views import advised
from workspace.uploads.models import UploadKind
from workspace.uploads.taking import given, most_megabytes
from workspace.web import done, respond

blueprint = Blueprint("papers", __name__, url_prefix="/spaces/<slug>/meetings/<int:meeting_id>/papers")
blueprint.add_app_template_global(in_words, "paper_form_words")
blueprint.add_app_template_global(file_in_words, "file_words")
blueprint.add_app_template_global(for_reader, "versions_for")
blueprint.add_app_template_global(is_chosen, "is_chosen_version")


def _status() -> int:
    return 422 if request.method == "POST" else 200


@blueprint.get("")
@allow(Action.PAPER_LIST, meeting)
def index(meeting: Meeting) -> Response:
    """What to read before a meeting; for organisers also what is owed to whom."""
    found = queries.papers(meeting, audience_of(meeting))
    organises = can(me(), Action.PAPER_EDIT, meeting)
    read_by = queries.readings(found)
    texts = [text for rows in read_by.values() for row in rows for text in (row.who, row.changed)]
    people, language = readers(meeting.invitations) if organises else [], meeting.space.language
    return respond(
        "papers/index.html",
        meeting=meeting,
        papers=found,
        here_already=sum(1 for one in found if one.versions),
        names=names_in([*texts, *(one.brought_by for one in found)]),
        readings=read_by,
        owed={one.id: owed(one, people, language) for one in found} if organises else {},
        today=i18n.local(db.now()).date(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.PAPER_EDIT, meeting)
def add(meeting: Meeting) -> Response:
    """Put a paper on the list."""
    form = filled(PaperFactsForm, data={"item": request.args.get("item", 0, type=int)})
    form.offer_items(meeting.items)
    if not form.validate_on_submit():
        return _facts_page(meeting, form)
    try:
        paper = service.add(meeting, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _facts_page(meeting, form)
    said = _("“%(title)s” is on the list. Add the paper itself now, or come back for it", title=paper.title)
    address = url_for("papers.add_version", slug=meeting.space.slug, meeting_id=meeting.id, paper_id=paper.id)
    return advised(done(address, said), meeting.space, form.means.data)


@blueprint.route("/<int:paper_id>", methods=["GET", "POST"])
@allow(Action.PAPER_EDIT, queries.paper)
def change(paper: Paper) -> Response:
    """Change what is said of a paper; remove its versions, or the paper."""
    brought_by = to_names(paper.brought_by, names_in([paper.brought_by]))
    form = filled(PaperFactsForm, data=as_written(paper) | {"brought_by": brought_by})
    form.offer_items([*paper.meeting.items, *([paper.item] if paper.item.removed_at else [])])
    if not form.validate_on_submit():
        return _facts_page(paper.meeting, form, paper)
    try:
        service.change(paper, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _facts_page(paper.meeting, form, paper)
    answer = done(_address(paper), _("“%(title)s” is changed", title=paper.title))
    return advised(answer, paper.meeting.space, form.means.data)


@blueprint.route("/<int:paper_id>/readings", methods=["GET", "POST"])
@allow(Action.PAPER_EDIT, queries.paper)
def readings(paper: Paper) -> Response:
    """Write down who read a paper before it was final, and what changed after."""
    form = filled(ReadingForm)
    if form.validate_on_submit() and form.read_on.day:
        how_many, read_on = int(form.how_many.data or 0), form.read_on.day
        who, changed = form.who.data or "", form.changed.data or ""
        try:
            service.add_reading(paper, actor=me(), how_many=how_many, who=who, read_on=read_on, changed=changed)
            return done(_address(paper), _("Kept. Everybody who reads of the paper reads this with it"))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    rows = queries.readings([paper])[paper.id]
    return respond(
        "papers/readings.html",
        status=_status(),
        paper=paper,
        meeting=paper.meeting,
        form=form,
        rows=rows,
        names=names_in(text for row in rows for text in (row.who, row.changed)),
    )


@blueprint.post("/<int:paper_id>/readings/<int:reading_id>/remove")
@allow(Action.PAPER_EDIT, queries.reading)
def remove_reading(reading: PaperReading) -> Response:
    """Take back that people read a paper."""
    service.remove_reading(reading, actor=me())
    return done(_address(reading.paper), _("Taken back. The paper stays as it is"))


@blueprint.post("/<int:paper_id>/remove")
@allow(Action.PAPER_EDIT, queries.paper)
def remove(paper: Paper) -> Response:
    """Take a paper that does not exist yet off the list."""
    try:
        service.remove(paper, actor=me())
    except DomainError as refused:
        return done(_address(paper), refused.words)
    return done(_list_address(paper.meeting), _("“%(title)s” is off the list", title=paper.title))


@blueprint.route("/<int:paper_id>/versions", methods=["GET", "POST"])
@allow(Action.PAPER_EDIT, queries.paper, files=True)
def add_version(paper: Paper) -> Response:
    """Add the paper itself in one form and language."""
    form = filled(VersionForm)
    form.offer_languages(paper.meeting.space.language)
    if form.validate_on_submit():
        brought = service.Brought(PaperForm(form.kind.data), form.in_language, form.file.taken, form.link.data or "")
        try:
            untold = service.add_version(paper, actor=me(), brought=brought)
            return done(_address(paper), _added(paper, untold))
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
    most = most_megabytes(UploadKind.PAPER)
    return respond("papers/version.html", status=_status(), paper=paper, meeting=paper.meeting, form=form, most=most)


@blueprint.get("/<int:paper_id>/versions/<int:version_id>")
@allow(Action.PAPER_READ, queries.version)
def file(version: PaperVersion) -> Response:
    """The file of a version, to keep and to read."""
    if version.upload is None:
        abort(404)
    return given(version.upload, f"paper-{version.paper_id}-{version.form.value}-{version.language}")


@blueprint.post("/<int:paper_id>/versions/<int:version_id>/remove")
@allow(Action.PAPER_EDIT, queries.version)
def remove_version(version: PaperVersion) -> Response:
    """Delete a version."""
    service.remove_version(version, actor=me())
    form = in_words(version.form, version.language, version.space.language)
    paper = version.paper
    address = url_for("papers.change", slug=version.space.slug, meeting_id=paper.meeting_id, paper_id=paper.id)
    return done(address, _("Deleted: %(form)s", form=form))


def _added(paper: Paper, untold: list[Person]) -> str:
    said = _("“%(title)s” is here in one more form. Those who read it in this form are told", title=paper.title)
    if not untold:
        return str(said)
    names = i18n.listing([person.preferred_name for person in untold])
    return f"{said}. {_('%(names)s cannot be told by e-mail: send or read it to them.', names=names)}"


def _list_address(meeting: Meeting) -> str:
    return url_for("papers.index", slug=meeting.space.slug, meeting_id=meeting.id)


def _address(paper: Paper) -> str:
    return f"{_list_address(paper.meeting)}#paper-{paper.id}"


def _facts_page(meeting: Meeting, form: PaperFactsForm, paper: Paper | None = None) -> Response:
    return respond("papers/edit.html", status=_status(), meeting=meeting, form=form, paper=paper)
