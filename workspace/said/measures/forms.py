"""Which time to look at."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form
from workspace.said.measures.counting import Period
from workspace.said.measures.words import PERIOD


class PeriodForm(Form):
    """The time that is looked at. It changes nothing, so it is read from the address."""

    time = SelectField(
        _l("Time"),
        default=Period.YEAR.value,
        choices=lambda: [(period.value, words) for period, words in PERIOD.items()],
    )

    @property
    def period(self) -> Period:
        """Return the time that was chosen; an address that makes no sense shows this year."""
        chosen = self.time.data
        return Period(chosen) if chosen in set(Period) else Period.YEAR
