"""Which version of a paper a person reads first, and which forms are owed to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.papers.models import Paper, PaperForm, PaperVersion
from workspace.people.models import Format, Person


@dataclass(frozen=True)
class Owed:
    """A form and language in which a paper does not exist, and who chose it."""

    form: PaperForm
    language: str
    people: list[Person]


def forms_of(person: Person) -> set[PaperForm]:
    """Return every form that the person chose; whoever chose none reads what most people read."""
    chosen = {PaperForm.STANDARD if one == Format.WEB else PaperForm(one) for one in person.formats}
    return chosen or {PaperForm.STANDARD}


def language_of(person: Person, otherwise: str) -> str:
    """Return the person's language, or where they chose none that of the space."""
    return person.language or otherwise


def is_chosen(version: PaperVersion, person: Person, otherwise: str) -> bool:
    """Say whether the version is in a form and in the language that the person chose."""
    return version.form in forms_of(person) and version.language == language_of(person, otherwise)


def for_reader(versions: Iterable[PaperVersion], person: Person, otherwise: str) -> list[PaperVersion]:
    """Return the versions, what the person chose first, then what is in their language, then in their form."""
    forms, language = forms_of(person), language_of(person, otherwise)
    order = list(PaperForm)
    return sorted(
        versions, key=lambda one: (one.language != language, one.form not in forms, order.index(one.form), one.id)
    )


def readers(invitations: Iterable[Invitation]) -> list[Person]:
    """Return the people who get the papers: everybody invited who did not say that they cannot come."""
    return [one.person for one in invitations if one.invited_at and one.answer is not Answer.APOLOGIES]


def owed(paper: Paper, people: Sequence[Person], otherwise: str) -> list[Owed]:
    """Return what is still owed of a paper, to these people, in the order of our list of forms."""
    there = {(one.form, one.language) for one in paper.versions}
    missing: dict[tuple[PaperForm, str], list[Person]] = {}
    for person in people:
        for form in forms_of(person):
            wanted = (form, language_of(person, otherwise))
            if wanted not in there:
                missing.setdefault(wanted, []).append(person)
    order = list(PaperForm)
    return [
        Owed(*wanted, who)
        for wanted, who in sorted(missing.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    ]
