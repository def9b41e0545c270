"""Pages of a charter that a group adopted: its words, who answers here, and what is new in it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from workspace import db, i18n
from workspace.access import Action, allow, me
from workspace.charters import queries as charters
from workspace.charters.adopting import queries, service
from workspace.charters.adopting.forms import AdoptForm, HereForm, SeenForm
from workspace.charters.adopting.models import CharterAdoption
from workspace.charters.comparing.views import compared
from workspace.charters.explained import first_uses
from workspace.charters.models import CharterPart, CharterVersion
from workspace.charters.views import around
from workspace.meanwhile import filled_meanwhile
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.glossary.queries import glossary
from workspace.spaces.ladder.queries import climbed, texts_of
from workspace.spaces.models import Space
from workspace.spaces.queries import space as load_space
from workspace.spaces.views import open_space
from workspace.web import done, respond

blueprint = Blueprint("adopting", __name__, url_prefix="/spaces/<slug>/adopted")


def to_read(slug: str, adoption_id: int) -> CharterAdoption | None:
    """Return something that a space adopted, where whoever asks may know of that space."""
    return queries.adoption(slug, adoption_id) if open_space(slug) else None


@blueprint.route("/new", methods=["GET", "POST"])
@allow(Action.ADOPTION_KEEP, load_space)
def choose(space: Space) -> Response:
    """Choose a charter that another group shows to everybody, and adopt it."""
    form = AdoptForm()
    if form.validate_on_submit():
        version = queries.one_to_adopt(space, form.charter.data or 0)
        if version is None:
            raise NotFound
        made = service.adopt(version, space, actor=me())
        said = _("Your group adopted it. Now say who answers for it here")
        return done(url_for("adopting.here", slug=space.slug, adoption_id=made.id), said)
    status = 422 if request.method == "POST" else 200
    return respond("adopting/choose.html", status=status, form=form, versions=queries.to_adopt(space))


@blueprint.get("/<int:adoption_id>")
@allow(Action.SPACE_WELCOME, to_read)
def show(adoption: CharterAdoption) -> Response:
    """The words that are in force, who answers here, and the way of a concern."""
    ladder = climbed(adoption.space)
    names = names_in([*adoption.texts, *texts_of(ladder)])
    shown: dict[str, Any] = {"version": queries.words(adoption), "names": names}
    if shown["version"]:
        parts = _parts(shown["version"])
        shown = around(shown["version"], parts, [*adoption.texts, *texts_of(ladder)])
        shown["first_uses"] = first_uses(parts, glossary(adoption.space))
    return respond("adopting/show.html", adoption=adoption, ladder=ladder, today=i18n.local(db.now()).date(), **shown)


@blueprint.get("/<int:adoption_id>/changes")
@allow(Action.SPACE_WELCOME, to_read)
def changes(adoption: CharterAdoption) -> Response:
    """What is new since an organiser looked last; when everything was read, what the last version changed."""
    version = queries.words(adoption)
    since = 0
    if version:
        since = adoption.seen_number if adoption.seen_number < version.number else version.number - 1
    before = queries.words(adoption, since) if since else None
    compared_ = compared(_parts(before), _parts(version)) if version and before else {"found": [], "names": {}}
    return respond("adopting/changes.html", adoption=adoption, version=version, since=since, **compared_)


@blueprint.post("/<int:adoption_id>/seen")
@allow(Action.ADOPTION_KEEP, queries.adoption)
def seen(adoption: CharterAdoption) -> Response:
    """Say that the new words were read."""
    form = SeenForm()
    version = queries.words(adoption, form.number.data or 0) if form.validate_on_submit() else None
    if version is None:
        return done(_page(adoption), _("Read the new words first"))
    service.see(adoption, version, actor=me())
    return done(_page(adoption), _("It is kept that you have read version %(number)s", number=version.number))


@blueprint.route("/<int:adoption_id>/here", methods=["GET", "POST"])
@allow(Action.ADOPTION_KEEP, queries.adoption)
def here(adoption: CharterAdoption) -> Response:
    """Say who answers here, or stop showing the charter."""
    form = filled_meanwhile(HereForm, data={"contact": to_names(adoption.contact, names_in(adoption.texts))})
    if form.validate_on_submit():
        service.answer_here(adoption, actor=me(), contact=form.contact.data or "")
        return done(_page(adoption), _("It is kept"))
    status = 422 if request.method == "POST" else 200
    return respond("adopting/here.html", status=status, form=form, adoption=adoption)


@blueprint.post("/<int:adoption_id>/stop")
@allow(Action.ADOPTION_KEEP, queries.adoption)
def stop(adoption: CharterAdoption) -> Response:
    """Show it no more."""
    service.stop(adoption, actor=me())
    said = _("“%(title)s” is shown here no more. You can adopt it again", title=adoption.title)
    return done(url_for("charters.index", slug=adoption.space.slug), said)


def _parts(version: CharterVersion) -> list[CharterPart]:
    return [one for one in charters.all_parts(version) if not one.is_out]


def _page(adoption: CharterAdoption) -> str:
    return url_for("adopting.show", slug=adoption.space.slug, adoption_id=adoption.id)
