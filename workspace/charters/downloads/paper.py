"""A charter as lines, each of a kind: what every file of it is made of. It knows no database."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from workspace import i18n
from workspace.charters.models import CharterPart, CharterVersion, VersionState
from workspace.charters.words import CHARTER_KIND, CLAUSE_KIND, STATE
from workspace.meetings.words import INVOLVEMENT
from workspace.people.names import to_names
from workspace.spaces.glossary.finding import Entry


class Line(NamedTuple):
    """One line: "title", "heading", "clause" (the heading of a clause), "text", or "item" of a list."""

    kind: str
    words: str


def lines_of(
    version: CharterVersion, parts: Sequence[CharterPart], names: dict[int, str], terms: Sequence[Entry], *, easy: bool
) -> list[Line]:
    """Return all that the page of a charter says, in order. `easy`: Easy Read words stand in place of the charter's
    own, and a clause that has none yet says so before its own words."""
    said = [Line("title", version.title), Line("text", _what_it_is(version))]
    if parts and parts[0].kind:
        said.append(Line("heading", _("To begin with")))
    for part in parts:
        said += _heading(part, names) if part.kind is None else _clause(part, names, easy=easy)
    said += _words_explained(terms)
    return said + _imprint(version, names)


def _what_it_is(version: CharterVersion) -> str:
    said = [str(CHARTER_KIND[version.kind]), _("version %(number)s", number=version.number)]
    if version.state is VersionState.AGREED and version.agreed_at:
        return ", ".join([*said, _("agreed on %(day)s", day=i18n.day(version.agreed_at))])
    return ", ".join([*said, str(STATE[version.state])])


def _heading(part: CharterPart, names: dict[int, str]) -> list[Line]:
    return [Line("heading", to_names(part.words, names) or _("A part without a heading"))]


def _clause(part: CharterPart, names: dict[int, str], *, easy: bool) -> Iterator[Line]:
    yield Line("clause", f"{CLAUSE_KIND[part.kind] if part.kind else ''} {part.number}")
    if easy and part.easy:
        yield from _text(part.easy, names)
    else:
        if easy:
            yield Line("text", _("Nobody has written this in Easy Read words yet."))
        yield from _text(part.words, names)
    if part.body:
        yield Line("item", _("Who answers for it: %(body)s", body=part.body.name))
    for share in part.shares:
        yield Line("item", f"{_('Who has a part in it')}: {share.body.name}: {to_names(share.words, names)}")
    if easy and part.easy:
        return
    if part.rung and part.step:
        yield Line("item", f"{_('How far people decide')}: {INVOLVEMENT[part.rung]}")
    for label, words in (
        (_("Involvement"), part.involvement), (_("Limits"), part.limits), (_("Best practice"), part.best_practice)
    ):  # fmt: skip
        yield from _item(f"{label}: ", words, names)
    yield from _item("", part.plain and _("In plain words: %(words)s", words=part.plain), names)
    yield from _item(
        "", part.how_known and _("How people will know that it is kept: %(words)s", words=part.how_known), names
    )
    yield from _item("", part.legal and _("What it rests on: %(words)s", words=part.legal), names)


def _text(words: str, names: dict[int, str]) -> Iterator[Line]:
    for line in to_names(words, names).splitlines():
        if line.strip():
            yield Line("text", line.strip())


def _item(label: str, words: str, names: dict[int, str]) -> Iterator[Line]:
    if words:
        yield Line("item", label + " ".join(to_names(words, names).split()))


def _words_explained(terms: Sequence[Entry]) -> list[Line]:
    if not terms:
        return []
    return [Line("heading", _("What these words mean")), *(Line("item", f"{one.word}: {one.means}") for one in terms)]


def _imprint(version: CharterVersion, names: dict[int, str]) -> list[Line]:
    said = [
        _("The group agreed on %(day)s.", day=i18n.day(version.agreed_at, weekday=False)) if version.agreed_at else "",
        _("Published on %(day)s.", day=i18n.day(version.published_on, weekday=False)) if version.published_on else "",
        version.publisher and _("Published by %(publisher)s.", publisher=version.publisher),
        version.licence and _("How others may use its words: %(licence)s", licence=version.licence),
        version.contact and _("Questions about it: %(contact)s", contact=to_names(version.contact, names)),
    ]
    made = [*_text(version.made_by, names), *_text(version.credit, names)]
    about = [Line("item", " ".join(words.split())) for words in said if words]
    return [Line("heading", _("About this paper")), *made, *about]
