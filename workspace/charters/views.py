"""Pages of charters: the list, a charter to read, and its draft to write."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from workspace.access import Action, allow, me
from workspace.actions.bodies.queries import known_names
from workspace.charters import queries, service
from workspace.charters.adopting import queries as adoptions
from workspace.charters.agreeing import queries as agreements
from workspace.charters.consulting import queries as consulting
from workspace.charters.copying import queries as copies
from workspace.charters.evidence import queries as evidence
from workspace.charters.explained import first_uses
from workspace.charters.forms import CharterForm, PartForm, PlaceForm, charter_as_written, part_as_written
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart, CharterVersion, VersionState
from workspace.charters.order import grouped
from workspace.charters.words import CHARTER_KIND, CLAUSE_KIND, STATE, STATE_TAG
from workspace.errors import DomainError
from workspace.forms import Form, filled
from workspace.meanwhile import filled_meanwhile
from workspace.people.queries import names_in
from workspace.spaces.glossary.queries import glossary
from workspace.spaces.glossary.views import advised
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.web import done, respond

blueprint = Blueprint("charters", __name__, url_prefix="/spaces/<slug>/charters")
blueprint.add_app_template_global(CHARTER_KIND.__getitem__, "charter_kind")
blueprint.add_app_template_global(CLAUSE_KIND.__getitem__, "clause_kind")
blueprint.add_app_template_global(STATE.__getitem__, "charter_state")
blueprint.add_app_template_global(STATE_TAG.__getitem__, "charter_tag")


@blueprint.get("")
@allow(Action.CHARTER_READ, load_space)
def index(space: Space) -> Response:
    """The charters of the space."""
    return respond("charters/index.html", versions=queries.charters(space.id), adopted=adoptions.adopted(space.id))


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, load_space)
def begin(space: Space) -> Response:
    """Begin a charter that holds nothing yet."""
    form = filled(CharterForm)
    if not form.validate_on_submit():
        return respond("charters/about.html", status=_status(), form=form, version=None)
    version = service.begin(space, actor=me(), facts=form.facts)
    return done(_address("write", version), _("The charter is begun. Write its first part"))


@blueprint.get("/<int:charter_id>")
@allow(Action.CHARTER_READ, queries.in_force)
def show(version: CharterVersion) -> Response:
    """A charter as one page to read: what the group agreed last, or the draft where it has agreed nothing yet."""
    return _read_page(version)


@blueprint.get("/<int:charter_id>/versions/<int:version_number>")
@allow(Action.CHARTER_READ, queries.version)
def version(version: CharterVersion) -> Response:
    """One version of a charter, as it is or was."""
    return _read_page(version)


def _read_page(version: CharterVersion) -> Response:
    parts = [one for one in queries.all_parts(version) if not one.is_out]
    answers = agreements.answers(version) if version.state is not VersionState.DRAFT else []
    shown = around(version, parts, [one.why for one in answers])
    shown |= {"versions": queries.versions(version), "consultations": consulting.up_to(version)}
    shown |= {"adopters": adoptions.adopters(version)}
    shown["base"] = evidence.base(version)
    copied = copies.copy_of(version)
    return respond("charters/show.html", answers=answers, copied=copied, **shown)


@blueprint.route("/<int:charter_id>/about", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, queries.draft)
def about(version: CharterVersion) -> Response:
    """Change what is said of the whole charter."""
    form = filled_meanwhile(CharterForm, data=charter_as_written(version, names_in(version.texts)))
    if form.validate_on_submit():
        try:
            service.change_facts(version, actor=me(), facts=form.facts)
        except DomainError as refused:
            form.add_error(refused.field, refused.words)
        else:
            return done(page_of(version), _("It is kept"))
    return respond("charters/about.html", status=_status(), form=form, version=version)


@blueprint.get("/<int:charter_id>/write")
@allow(Action.CHARTER_WRITE, queries.draft)
def write(version: CharterVersion) -> Response:
    """The parts of the draft, with a button for each change."""
    return _write_page(version)


@blueprint.route("/<int:charter_id>/parts/new", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, queries.draft)
def add(version: CharterVersion) -> Response:
    """Write a part, after the one that the address names, or at the end."""
    after = request.args.get("after", 0, type=int)
    form = filled(PartForm)
    if not form.validate_on_submit():
        return _part_page(version, form, None, after)
    try:
        made = service.add(version, actor=me(), facts=form.facts, after=after)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _part_page(version, form, None, after)
    return _kept(made, form, _("It is added"))


@blueprint.route("/<int:charter_id>/parts/<int:part_id>", methods=["GET", "POST"])
@allow(Action.CHARTER_WRITE, queries.part)
def change(part: CharterPart) -> Response:
    """Change what a part says."""
    form = filled_meanwhile(PartForm, data=part_as_written(part, names_in(part.texts)))
    if not form.validate_on_submit():
        return _part_page(part.version, form, part)
    try:
        service.change(part, actor=me(), facts=form.facts)
    except DomainError as refused:
        form.add_error(refused.field, refused.words)
        return _part_page(part.version, form, part)
    return _kept(part, form, _("It is kept"))


@blueprint.post("/<int:charter_id>/parts/<int:part_id>/move")
@allow(Action.CHARTER_WRITE, queries.part)
def move(part: CharterPart) -> Response:
    """Move a part up, down, or to a place."""
    form = PlaceForm()
    if not form.validate_on_submit():
        return _write_page(part.version, form)
    try:
        count = service.move(part, actor=me(), to=form.to.data or "")
    except DomainError as refused:
        return done(_at(part), refused.words)
    return done(_at(part), _("It is now number %(place)d of %(count)d", place=part.position, count=count))


@blueprint.post("/<int:charter_id>/parts/<int:part_id>/take-out")
@allow(Action.CHARTER_WRITE, queries.part)
def take_out(part: CharterPart) -> Response:
    """Take a part out; a button puts it back."""
    try:
        service.take_out(part, actor=me())
    except DomainError as refused:
        return done(_at(part), refused.words)
    return done(f"{_address('write', part.version)}#part-{part.id}", _("It is taken out. You can put it back"))


@blueprint.post("/<int:charter_id>/parts/<int:part_id>/put-back")
@allow(Action.CHARTER_WRITE, queries.part)
def put_back(part: CharterPart) -> Response:
    """Put a part that was taken out back where it stood."""
    try:
        service.put_back(part, actor=me())
    except DomainError as refused:
        return done(_at(part), refused.words)
    return done(_at(part), _("It is back where it was"))


def _kept(part: CharterPart, form: PartForm, said: str) -> Response:
    return advised(done(_at(part), said), part.space, form.words.data, form.plain.data)


def _write_page(version: CharterVersion, form: Form | None = None) -> Response:
    parts = queries.all_parts(version)
    count = sum(not one.is_out for one in parts)
    return respond("charters/write.html", status=_status(), form=form, count=count, **around(version, parts))


def _part_page(version: CharterVersion, form: PartForm, part: CharterPart | None, after: int = 0) -> Response:
    known = known_names(version.space_id)
    around: dict[str, Any] = {"version": version, "part": part, "after": after, "known": known}
    return respond("charters/part.html", status=_status(), form=form, **around)


def around(version: CharterVersion, parts: Sequence[CharterPart], more: Iterable[str] = ()) -> dict[str, Any]:
    """Return what every page with the words of a charter shows: its parts, by heading too, the names in them and in
    `more` texts, promises that nobody is named for, where a word of the group's list stands first, and whether Easy
    Read words are asked for."""
    texts = [*version.texts, *(text for one in parts for text in one.texts), *more]
    kept = [one for one in parts if not one.is_out]
    return {
        "version": version, "parts": parts, "groups": grouped(kept), "names": names_in(texts),
        "unnamed": [one for one in kept if one.wants_body], "Kind": Kind,
        "first_uses": first_uses(kept, glossary(version.space)), "has_easy": any(one.easy for one in kept),
        "easy": bool(request.args.get("easy")),
    }  # fmt: skip


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _address(page: str, version: CharterVersion) -> str:
    return url_for(f"charters.{page}", slug=version.space.slug, charter_id=version.charter_id)


def page_of(version: CharterVersion) -> str:
    """Return the address at which this version is read, whatever the group agrees later."""
    parts: dict[str, Any] = {"charter_id": version.charter_id, "version_number": version.number}
    return url_for("charters.version", slug=version.space.slug, **parts)


def _at(part: CharterPart) -> str:
    return f"{_address('write', part.version)}#part-{part.id}"
