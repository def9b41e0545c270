"""The page that compares two versions of a charter."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from workspace.access import Action, allow
from workspace.charters import queries
from workspace.charters.comparing.differences import CHOSEN, Fate, differences
from workspace.charters.models import CharterPart, CharterVersion
from workspace.charters.words import CLAUSE_KIND
from workspace.meetings.editions.changes import Piece
from workspace.meetings.words import INVOLVEMENT
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.web import respond

FATE = {
    Fate.ADDED: _l("Added"),
    Fate.REMOVED: _l("Taken out"),
    Fate.CHANGED: _l("Changed"),
    Fate.MOVED: _l("Moved"),
}
# How what is chosen from a list is called.
CALLED = {str(one.value): words for one, words in (*CLAUSE_KIND.items(), *INVOLVEMENT.items())}
SAYS = {
    "words": _l("Its words"),
    "kind": _l("What it is"),
    "body": _l("Who answers for it"),
    "shares": _l("Who has a part in it"),
    "plain": _l("The same in plain words"),
    "easy": _l("The same in Easy Read words"),
    "how_known": _l("How people will know that it is kept"),
    "legal": _l("What it rests on"),
    "involvement": _l("Involvement"),
    "limits": _l("Limits"),
    "best_practice": _l("Best practice"),
    "rung": _l("How far people decide"),
}


def _said(pieces: Sequence[Piece], names: dict[int, str], words: dict[str, Any]) -> list[Piece]:
    """Return the pieces with today's names of people, and with what a kind is called."""
    return [Piece(one.kind, str(words.get(one.words) or to_names(one.words, names))) for one in pieces]


blueprint = Blueprint("comparing", __name__, url_prefix="/spaces/<slug>/charters/<int:charter_id>")


blueprint.add_app_template_global(_said, "charter_pieces")


@blueprint.get("/changes")
@allow(Action.CHARTER_READ, queries.newest)
def changes(version: CharterVersion) -> Response:
    """What is different between two versions: the last two, or those that the address names."""
    versions = {one.number: one for one in queries.versions(version)}
    to = request.args.get("to", version.number, type=int)
    since = request.args.get("since", to - 1, type=int)
    if to not in versions or since not in {0, *versions}:
        raise NotFound
    before, after = (
        [part for part in queries.all_parts(versions[number]) if not part.is_out] if number else []
        for number in (since, to)
    )
    around: dict[str, Any] = {"version": version, "versions": versions.values(), "since": since, "to": to}
    return respond("charters/changes.html", **around, **compared(before, after))


def compared(before: Sequence[CharterPart], after: Sequence[CharterPart]) -> dict[str, Any]:
    """Return what charters/_differences.html shows of two lists of parts."""
    names = names_in(text for one in (*before, *after) for text in one.texts)
    words = {"FATE": FATE, "SAYS": SAYS, "CALLED": CALLED, "CHOSEN": CHOSEN}
    return {"found": differences(before, after), "names": names, **words}
