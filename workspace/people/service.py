"""What people change about themselves."""

from workspace.people.models import Person


def choose_reading(actor: Person, chosen: str) -> None:
    """Keep how the person wants pages to read, for every device they sign in on."""
    actor.reading = chosen


def choose_language(actor: Person, code: str) -> None:
    """Keep the language in which the person reads pages and gets messages."""
    actor.language = code
