"""Beginning a charter with one of our examples."""

from functools import cache
from importlib import import_module
from typing import Any

from flask_babel import gettext as _

from workspace import i18n
from workspace.charters import service
from workspace.charters.beginnings.shape import Beginning
from workspace.charters.models import CharterKind, CharterVersion
from workspace.people.models import Person
from workspace.spaces.models import Space

_FILES = ("forum", "panel", "disadvantage", "employment")


@cache
def beginnings() -> dict[str, Beginning]:
    """Return our examples by what names them in addresses. They are loaded at first use: hundreds of texts that few
    requests need."""
    files = (import_module(f"workspace.charters.beginnings.{name}") for name in _FILES)
    return {one.BEGINNING.key: one.BEGINNING for one in files}


def take(space: Space, beginning: Beginning, *, actor: Person) -> CharterVersion:
    """Begin a charter with all that an example says, in the language that the space has now. It says where its words
    are from, and names nobody yet for any promise: that is for the group. Recorded."""
    with i18n.speaking(space.language, space):
        title, parts = str(beginning.title), as_facts(beginning)
        credit = _("It began with “%(title)s”, an example of Working Together.", title=title)
    facts = {"title": title, "kind": CharterKind.CHARTER, "credit": credit}
    version = service.begin(space, actor=actor, facts=facts)
    service.fill(version, parts)
    return version


def as_facts(beginning: Beginning) -> list[dict[str, Any]]:
    """Return its parts by the names that a charter knows, in the language in use."""
    lazy = ({"kind": one.kind, "words": str(one.words), **one.more} for one in beginning.pieces)
    return [{name: value if name in {"kind", "rung"} else str(value) for name, value in one.items()} for one in lazy]
