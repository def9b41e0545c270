"""Names inside free text, kept as references: when somebody changes their name, every old note says the new one.

Kept text holds `{person:12}` where somebody wrote a known person's preferred name, or @ and their first name.
Whoever edits or reads the text sees today's name instead. Who is gone reads "a member".
"""

import re
from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from workspace.people.models import Person

REFERENCE = re.compile(r"\{person:(\d{1,9})\}")
# What somebody typed that looks like a reference is taken apart, so that nobody can call up a stranger's name.
_TYPED = re.compile(r"\{(?=person:)")


def to_references(text: str, people: Iterable[Person]) -> str:
    """Return the text with the preferred names of these people, and @ with a first name that only one of them has,
    replaced by references. Longer names go first, and a name inside a longer word stays as it is."""
    text = _TYPED.sub("{ ", text)
    known = [person for person in people if person.preferred_name != _("a member")]  # the others were erased
    firsts = [_first(person) for person in known]
    written = {person.preferred_name: person.id for person in known}
    written |= {f"@{f}": p.id for f, p in zip(firsts, known, strict=True) if firsts.count(f) == 1}
    if not written:
        return text
    choices = "|".join(re.escape(name) for name in sorted(written, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)")
    return pattern.sub(lambda found: f"{{person:{written[found.group()]}}}", text)


def _first(person: Person) -> str:
    return person.preferred_name.split()[0] if person.preferred_name.split() else ""


def to_names(text: str, names: Mapping[int, str]) -> str:
    """Return the text with today's name in place of each reference."""
    return REFERENCE.sub(lambda found: names.get(int(found.group(1))) or _("a member"), text)


def referenced(texts: Iterable[str]) -> set[int]:
    """Return the numbers of everybody who is named in these texts."""
    return {int(number) for text in texts for number in REFERENCE.findall(text)}
