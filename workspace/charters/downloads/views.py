"""The page that offers a charter to take along, and its files."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from workspace import i18n
from workspace.access import Action, allow, can
from workspace.charters import queries as charters
from workspace.charters.downloads import files
from workspace.charters.downloads.files import FILES, SIZES, File, Paper
from workspace.charters.downloads.paper import lines_of
from workspace.charters.models import CharterVersion, VersionState
from workspace.charters.publishing.views import charter_language
from workspace.charters.views import around
from workspace.errors import DomainError
from workspace.spaces.models import Space
from workspace.web import as_file, respond

LONGEST = 60  # letters of a title in the name of a file

blueprint = Blueprint(
    "downloads", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>/versions/<int:version_number>/files"
)


def to_take(slug: str, charter_id: int, version_number: int) -> CharterVersion | None:
    """Return a version that whoever asks may read: any to members, what is agreed to all where the group says so."""
    found = charters.version(slug, charter_id, version_number)
    if found is None or can(current_user, Action.CHARTER_READ, found):
        return found
    is_open = found.charter.is_public and found.space.is_public and found.state is VersionState.AGREED
    return found if is_open else None


@blueprint.get("")
@allow(Action.SPACE_WELCOME, to_take)
def index(version: CharterVersion) -> Response:
    """Every kind of file that this version can be taken along as."""
    return _offer(version)


@dataclass(frozen=True)
class Taken:
    """A version, and the kind of file that somebody takes it as."""

    version: CharterVersion
    kind: File

    @property
    def space(self) -> Space:
        return self.version.space


def file_to_take(slug: str, charter_id: int, version_number: int, form: str) -> Taken | None:
    """Return a version as to_take() does, with a kind of file that there is."""
    found = to_take(slug, charter_id, version_number)
    return Taken(found, FILES[form]) if found and form in FILES else None


@blueprint.get("/<form>")
@allow(Action.SPACE_WELCOME, file_to_take)
def file(taken: Taken) -> Response:
    """One file; the page that offers it says why, where it cannot be made."""
    version, kind = taken.version, taken.kind
    size = request.args.get("size", SIZES[0], type=int)
    if size not in SIZES:
        raise NotFound
    try:
        return as_file(kind.write(_paper(version, kind, size)), kind.media, _name(version, kind))
    except DomainError as refused:
        return _offer(version, str(refused.words))


def _offer(version: CharterVersion, refused: str = "") -> Response:
    offered: dict[str, Any] = {"files": FILES, "sizes": SIZES, "has_pdf": files.has_pdf()}
    return respond("downloads/index.html", status=422 if refused else 200, version=version, refused=refused, **offered)


def _paper(version: CharterVersion, kind: File, size: int) -> Paper:
    shown = around(version, charters.all_parts(version))
    terms = [term for found in shown["first_uses"].values() for term in found]
    language = charter_language(version)
    with i18n.speaking(language.code, version.space):
        kept = [one for one in shown["parts"] if not one.is_out]
        lines = lines_of(version, kept, shown["names"], terms, easy=kind.easy)
    return Paper(version.title, language, lines, size)


def _name(version: CharterVersion, kind: File) -> str:
    """Return a name that says what it is, of letters and digits that every system keeps."""
    title = "-".join(re.findall(r"\w+", version.title.lower()))[:LONGEST].strip("-")
    easy = f"-{_('easy-read')}" if kind.easy else ""
    return f"{title or _('charter')}-{version.number}{easy}.{kind.suffix}"
