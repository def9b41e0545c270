"""Forms of putting a name under a charter."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace.charters.supporters.models import LONGEST_NAME, CameBy, Capacity
from workspace.charters.supporters.words import CAME_BY, CAPACITY, DECLARES
from workspace.forms import Email, Form, Line, OneOf, Required, not_longer

LISTED, NOT_LISTED = "listed", "not_listed"
_ADDRESSES = ("://", "www.", "@")


class _NameForm(Form):
    capacity = OneOf(
        _l("As what do you put your name under it?"),
        [Required(_l("Choose what fits you best"))],
        choices=[(one.value, CAPACITY[one], DECLARES[one]) for one in Capacity],
    )
    name = Line(
        _l("Your name, or another that you choose"),
        [Required(_l("Write a name. It need not be your own")), not_longer(LONGEST_NAME)],
    )
    listed = OneOf(
        _l("May your name stand in the list that everybody reads?"),
        [Required(_l("Say whether your name may be listed"))],
        choices=[
            (LISTED, _l("Yes, list it")),
            (NOT_LISTED, _l("No, only count me")),
        ],
    )

    def validate_name(self, field: Line) -> None:
        if any(one in (field.data or "").lower() for one in _ADDRESSES):
            raise ValidationError(_l("Write a name, without any address"))

    @property
    def facts(self) -> dict[str, object]:
        """Return what was said."""
        return {
            "capacity": Capacity(self.capacity.data), "name": self.name.data or "",
            "is_listed": self.listed.data == LISTED,
        }  # fmt: skip


class JoinForm(_NameForm):
    """A name from the page, with an address to confirm it."""

    email = Email(_l("Your e-mail address"), [Required(_l("Write your e-mail address: we send one message to it"))])


class HelperForm(_NameForm):
    """A name that somebody gave on paper, by phone or at a meeting, typed in for them."""

    came_by = OneOf(
        _l("How did they say it?"),
        [Required(_l("Say how it came in"))],
        choices=[(one.value, words) for one, words in CAME_BY.items()],
    )

    @property
    def way(self) -> CameBy:
        """Return how it came in."""
        return CameBy(self.came_by.data)
