"""How the next look at a charter is said."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.charters.models import Charter
from workspace.charters.reviewing.models import ReviewResult

SOON = 31  # days before, from which on a page says it aloud

RESULT: dict[ReviewResult, Any] = {
    ReviewResult.STAYS: _l("It stays as it is"),
    ReviewResult.NEXT: _l("The next version begins"),
}
RESULT_MEANS: dict[ReviewResult, Any] = {
    ReviewResult.STAYS: _l("Its words are still right, and still kept."),
    ReviewResult.NEXT: _l("Something must change. A draft begins with the words of today."),
}


def is_near(charter: Charter) -> bool:
    """Say whether its day is within a month, or over."""
    return charter.review_on is not None and (charter.review_on - i18n.today()).days <= SOON


def countdown(charter: Charter) -> str:
    """Say when a charter is looked at again, and in how many days: nothing, where no day is chosen."""
    if charter.review_on is None:
        return ""
    days, day = (charter.review_on - i18n.today()).days, i18n.day(charter.review_on, weekday=False)
    if days < 0:
        return str(_("Its review is due since %(day)s.", day=day))
    if days == 0:
        return str(_("Its review is due today."))
    return str(
        ngettext(
            "It is looked at again on %(day)s, in %(num)d day.",
            "It is looked at again on %(day)s, in %(num)d days.",
            days,
            day=day,
        )
    )
