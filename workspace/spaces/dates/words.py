"""How days to keep in mind, and what there is to say against a date, are said."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.spaces.dates.models import DayKind, KeptDay, PartOfDay
from workspace.spaces.dates.queries import AgainstDate
from workspace.spaces.models import Space
from workspace.spaces.words import NATION

DAY_KIND: dict[DayKind, Any] = {
    DayKind.SCHOOL_HOLIDAY: _l("School holidays"),
    DayKind.FAITH_DAY: _l("Faith days"),
}

PART: dict[PartOfDay, Any] = {
    PartOfDay.MORNING: _l("Morning, until 12"),
    PartOfDay.MIDDAY: _l("12 to 3pm"),
    PartOfDay.AFTER_SCHOOL: _l("3pm to 6pm"),
    PartOfDay.EVENING: _l("Evening, from 6pm"),
}


def days_words(day: KeptDay) -> str:
    """Write when a day is that the space keeps: one day, or from the first to the last."""
    if day.first == day.last:
        return i18n.day(day.first)
    return str(_("%(first)s to %(last)s", first=i18n.day(day.first), last=i18n.day(day.last)))


def warnings(space: Space, found: AgainstDate) -> list[str]:
    """Say what there is to think of before something is set on this date. Nobody is named."""
    said = []
    if found.bank_holiday:
        where = NATION[space.nation]
        said.append(_("It is a bank holiday in %(nation)s: %(name)s.", nation=where, name=found.bank_holiday))
    said += [
        _("It is in the school holidays: %(name)s.", name=day.name)
        if day.kind is DayKind.SCHOOL_HOLIDAY
        else _("It is a faith day that your group keeps in mind: %(name)s.", name=day.name)
        for day in found.days
    ]
    if found.busy:
        busy = ngettext(
            "%(num)d person of the group said that they can never come at this time.",
            "%(num)d people of the group said that they can never come at this time.",
            found.busy,
        )
        said.append(busy)
    return [str(words) for words in said]
