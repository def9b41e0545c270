"""How consulting is said: defined once for every page and message."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace.charters.consulting.models import About, Came, CharterComment, Consultation, Fate, Phase, Stance
from workspace.charters.words import CLAUSE_KIND
from workspace.spaces.dates.queries import AgainstDate
from workspace.spaces.dates.words import days_words, warnings
from workspace.spaces.models import Space

LEAST_DAYS = 14  # that people are given, without a warning

PHASE: dict[Phase, Any] = {
    Phase.CONTENT: _l("What it says"),
    Phase.DESIGN: _l("How it looks"),
}
PHASE_MEANS: dict[Phase, Any] = {
    Phase.CONTENT: _l("Its words, and what is missing. This comes first."),
    Phase.DESIGN: _l("Its layout, pictures and formats, once the words are settled."),
}
QUESTIONS: dict[Phase, Any] = {
    Phase.CONTENT: (
        _l("Is anything missing, or unclear?"),
        _l("What would make you trust that this is kept?"),
    ),
    Phase.DESIGN: (_l("What would make it easier to read?"), _l("In which form would you like to have it?")),
}

STANCE: dict[Stance, Any] = {
    Stance.AGREE: _l("I agree"),
    Stance.UNSURE: _l("I am not sure"),
    Stance.DISAGREE: _l("I do not agree"),
}
STANCE_TAG: dict[Stance, tuple[Any, str, str]] = {
    Stance.AGREE: (_l("Agrees"), "good", "tick"),
    Stance.UNSURE: (_l("Not sure"), "", ""),
    Stance.DISAGREE: (_l("Does not agree"), "warn", ""),
}

FATE: dict[Fate, Any] = {
    Fate.WAITING: _l("No answer yet"),
    Fate.THINKING: _l("We are thinking about it"),
    Fate.CHANGED: _l("We changed it"),
    Fate.NOT_CHANGED: _l("We did not change it"),
}
FATE_TAG: dict[Fate, tuple[str, str]] = {
    Fate.WAITING: ("", "clock"),
    Fate.THINKING: ("info", ""),
    Fate.CHANGED: ("good", "tick"),
    Fate.NOT_CHANGED: ("", ""),
}

CAME: dict[Came, Any] = {
    Came.PAGE: _l("On this page"),
    Came.POST: _l("By post"),
    Came.PHONE: _l("By phone"),
    Came.MAIL: _l("By e-mail"),
    Came.MEETING: _l("In a meeting"),
}


def about_words(comment: CharterComment) -> str:
    """Say in a few words what a comment is about."""
    if comment.about is About.CLAUSE and comment.clause_kind:
        return f"{CLAUSE_KIND[comment.clause_kind]} {comment.clause_number}"
    return str(_("A question") if comment.about is About.QUESTION else _("The whole draft"))


def state_words(of: Consultation, today: date) -> str:
    """Say whether people can say something now."""
    if of.closed_at:
        return str(_("Closed"))
    if today < of.opens_on:
        return str(_("Not begun yet"))
    return str(_("Open") if today <= of.closes_on else _("The last day is over"))


def against_dates(space: Space, opens: date, closes: date, found: AgainstDate) -> list[str]:
    """Say what there is to think of before people are asked between these days. `found` holds the days that the space
    keeps between them, and the name of a bank holiday on the last."""
    said, days = [], (closes - opens).days + 1
    if days < LEAST_DAYS:
        few = ngettext(
            "People have %(num)d day. Two weeks is the least that people need, and longer in holidays.",
            "People have %(num)d days. Two weeks is the least that people need, and longer in holidays.",
            days,
        )
        said.append(few)
    last = AgainstDate(found.bank_holiday, [], busy=0)
    said += [_("On the last day: %(words)s", words=words) for words in warnings(space, last)]
    said += [_("These days are in it: %(name)s, %(days)s.", name=day.name, days=days_words(day)) for day in found.days]
    return [str(words) for words in said]
