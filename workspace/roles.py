"""What somebody is to a space, a meeting or a thing of theirs: roles, and the predicates of the rules in access.py.

A predicate is one line, takes (person, thing) and uses no database: what it looks at was loaded. A thing of a space
carries `space_id`; a thing of a meeting also knows `invited(person)`.
"""

import enum
from typing import Any


class Role(enum.StrEnum):
    """What somebody is in a space. A guest of one meeting has no role in the space."""

    ORGANISER = "organiser"
    NOTE_TAKER = "note_taker"
    MEMBER = "member"


# Who reads and writes what every meeting of their space wrote down. Lists filter by the same set.
NOTE_TAKERS = {Role.ORGANISER, Role.NOTE_TAKER}

# --- predicates: (person, thing) -> bool ---------------------------------------------------------------------------


def anyone(person: Any, thing: Any) -> bool:
    return True


def signed_in(person: Any, thing: Any) -> bool:
    return bool(person.is_authenticated)


def host(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and person.is_host


def member(person: Any, thing: Any) -> bool:
    return role(person, thing) is not None


def organiser(person: Any, thing: Any) -> bool:
    return role(person, thing) is Role.ORGANISER


def note_taker(person: Any, thing: Any) -> bool:
    return role(person, thing) in NOTE_TAKERS


def role(person: Any, thing: Any) -> Role | None:
    """Return the role of the person in the space that the thing belongs to."""
    return person.role_in(thing.space_id) if person.is_authenticated and thing is not None else None


def lived_experience_other_than_writers(person: Any, thing: Any) -> bool:
    """Say whether they are a member who speaks for themselves or a group, not an organisation, and did not write it."""
    place = person.membership_in(thing.space_id)
    return place is not None and place.has_lived_experience and person.id not in thing.writers


def invited(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and thing.invited(person)


def member_or_invited(person: Any, thing: Any) -> bool:
    return member(person, thing) or invited(person, thing)


def chair(person: Any, thing: Any) -> bool:
    return invited(person, thing) and thing.place_of(person).chairs


def runs_it(person: Any, thing: Any) -> bool:
    return note_taker(person, thing) or (invited(person, thing) and thing.place_of(person).runs_it)


def organiser_or_chair(person: Any, thing: Any) -> bool:
    return organiser(person, thing) or chair(person, thing)


def asked(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and bool(thing.asks(person))


def organiser_or_asked(person: Any, thing: Any) -> bool:
    return organiser(person, thing) or asked(person, thing)


def organiser_or_invited(person: Any, thing: Any) -> bool:
    return organiser(person, thing) or invited(person, thing)


def their_own_place(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and thing.stands_for(person)


def own_voice_there(person: Any, thing: Any) -> bool:
    return their_own_place(person, thing) and thing.takes_part and thing.is_voice


def was_there(person: Any, thing: Any) -> bool:
    return invited(person, thing) and thing.place_of(person).takes_part


def reader_of_notes(person: Any, thing: Any) -> bool:
    return reader_of_check(person, thing) or (thing.notes_are_published and member(person, thing))


def reader_of_check(person: Any, thing: Any) -> bool:
    return (
        runs_it(person, thing)
        or (thing.notes_are_published and invited(person, thing))
        or (thing.notes_are_being_checked and was_there(person, thing))
    )


def invited_or_runs_it(person: Any, thing: Any) -> bool:
    return invited(person, thing) or runs_it(person, thing)


def in_its_circle(person: Any, thing: Any) -> bool:
    return invited_or_runs_it(person, thing) or (member(person, thing) and thing.open_to_members)


def reader_or_concerned(person: Any, thing: Any) -> bool:
    return (reader_of_notes(person, thing) and in_its_circle(person, thing)) or (
        invited(person, thing) and thing.concerns(person)
    )


def runs_it_or_owner(person: Any, thing: Any) -> bool:
    return runs_it(person, thing) or (invited(person, thing) and thing.owner_id == person.id)


def owner_or_note_taker(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and (thing.owner_id == person.id or note_taker(person, thing))


def settles_action(person: Any, thing: Any) -> bool:
    """Nobody says of what they did themselves that the group calls it finished."""
    is_theirs = thing.owner_id == getattr(person, "id", None)
    may = thing.was_raised_openly_by(person) or note_taker(person, thing)
    return member(person, thing) and may and not is_theirs


def reader_of_action(person: Any, thing: Any) -> bool:
    return (signed_in(person, thing) and thing.concerns(person)) or (
        member(person, thing)
        and (note_taker(person, thing) or thing.open_to_members or thing.invited(person) or thing.was_raised_by(person))
    )


def open_to_all_or_member(person: Any, thing: Any) -> bool:
    return thing.is_public or member(person, thing)


def author(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and thing.by_id == person.id


def named_to_look_again(person: Any, thing: Any) -> bool:
    return signed_in(person, thing) and thing.appeals_to(person)
