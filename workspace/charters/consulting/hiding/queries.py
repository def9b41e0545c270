"""Reading who can look again at what is hidden."""

from collections.abc import Sequence

from workspace.charters.consulting.models import CharterComment
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.queries import people_with_role


def who_looks_again(comment: CharterComment, hides: Person) -> Sequence[Person]:
    """Return the organisers who can be asked to look again, but for whoever hides it and whoever said it; where there
    is none, the other members."""
    not_them = {hides.id, comment.by_id}
    for roles in ({Role.ORGANISER}, set(Role)):
        found = [one for one in people_with_role(comment.space_id, roles) if one.id not in not_them]
        if found:
            return found
    return []
