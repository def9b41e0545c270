"""The public pairs of a space as an Atom feed. It holds what the page holds, and nothing of anybody."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from flask import current_app
from flask_babel import gettext as _

from workspace import i18n, libraries
from workspace.said.pairs.models import Pair
from workspace.spaces.models import Space
from workspace.web import address_of

ATOM = "http://www.w3.org/2005/Atom"
# Letters that XML cannot hold, though people's texts may.
_NO_XML = {number: " " for number in range(32) if number not in {9, 10, 13}} | {0xFFFE: " ", 0xFFFF: " "}


def as_atom(space: Space, pairs: Sequence[Pair]) -> bytes:
    """Return the feed, in the language of the space. The number of an entry stays the same for ever."""
    libraries.ElementTree.register_namespace("", ATOM)
    language = i18n.LANGUAGES.get(space.language, i18n.LANGUAGES["en"])
    with i18n.speaking(space.language, space):
        feed = libraries.ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": language.tag})
        _add(feed, "id", _number(space, "feed"))
        _add(feed, "title", _("You said, we did: %(space)s", space=space.name))
        _add(feed, "updated", _moment(max((pair.approved_at for pair in pairs if pair.approved_at), default=None)
                                      or space.created_at))  # fmt: skip
        libraries.ElementTree.SubElement(
            feed, f"{{{ATOM}}}link", {"rel": "self", "href": _whole("pairs.feed", slug=space.slug)}
        )
        libraries.ElementTree.SubElement(feed, f"{{{ATOM}}}link", {"href": _whole("pairs.index", slug=space.slug)})
        _add(libraries.ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", space.name)
        for pair in pairs:
            _entry(feed, space, pair)
    whole: bytes = libraries.ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(feed: "libraries.ElementTree.Element", space: Space, pair: Pair) -> None:
    entry = libraries.ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", _number(space, str(pair.id)))
    _add(entry, "title", " ".join(pair.said.split())[:120])
    _add(entry, "published", _moment(pair.public_at))
    _add(entry, "updated", _moment(pair.approved_at))
    libraries.ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": pair.theme.translate(_NO_XML)})
    page = _whole("pairs.show", slug=space.slug, pair_id=pair.id)
    libraries.ElementTree.SubElement(entry, f"{{{ATOM}}}link", {"href": page})
    parts = [(_("You said:"), pair.said), (_("We did:"), pair.did), (_("We could not, because:"), pair.because),
             (_("Instead:"), pair.instead), (_("Whom else we asked:"), pair.asked_else)]  # fmt: skip
    _add(entry, "content", "\n\n".join(f"{words} {text}" for words, text in parts if text))


def _add(to: "libraries.ElementTree.Element", name: str, text: str) -> None:
    libraries.ElementTree.SubElement(to, f"{{{ATOM}}}{name}").text = text.translate(_NO_XML)


def _number(space: Space, of: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{space.created_at.isoformat()}/{space.id}/pairs/{of}')}"


def _moment(when: datetime | None) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""


def _whole(endpoint: str, **parts: object) -> str:
    return str(current_app.config["SETTINGS"].base_url) + address_of(endpoint, **parts)
