"""What to look for."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.forms import Day, Form, Line


class SearchForm(Form):
    """Words, names and days. It is part of the address, so that a search can be kept and shared."""

    words = Line(_l("Words, or the name of somebody"))
    since = Day(_l("From which day"))
    until = Day(_l("Until which day"))

    @property
    def asks(self) -> bool:
        """Say whether anything is looked for at all."""
        return bool(self.words.data or self.since.data or self.until.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse days that cannot be read, and a last day before the first."""
        well: bool = super().validate(extra_validators)
        if well and self.since.day and self.until.day and self.until.day < self.since.day:
            self.add_error("until", _l("This is before the first day. Change one of them"))
            return False
        return well
