"""How polls, and what came of them, are said."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.meetings.polls.models import DatePoll, Fit, PollState
from workspace.meetings.polls.queries import Outcome, Row
from workspace.meetings.words import when

FIT: dict[Fit, Any] = {
    Fit.CAN: _l("I can"),
    Fit.IF_NEED_BE: _l("I could if need be"),
    Fit.CANNOT: _l("I cannot"),
}

FIT_FOR: dict[Fit, Any] = {
    Fit.CAN: _l("They can"),
    Fit.IF_NEED_BE: _l("They could if need be"),
    Fit.CANNOT: _l("They cannot"),
}

STATE: dict[PollState, Any] = {
    PollState.CHOSEN: _l("A date is chosen"),
    PollState.CALLED_OFF: _l("Called off"),
}


def state_words(poll: DatePoll) -> str:
    """Say where a poll is."""
    if poll.takes_answers:
        return str(_("Open for answers until the end of %(day)s", day=i18n.day(poll.last_moment)))
    return str(STATE.get(poll.state, _("Waits for an organiser to choose a date")))


def counts_words(row: Row) -> str:
    """Say the numbers of a date: "9 can, 2 could, 1 cannot"."""
    counts = row.counts
    facts = {"can": counts[Fit.CAN], "could": counts[Fit.IF_NEED_BE], "cannot": counts[Fit.CANNOT]}
    return str(_("%(can)d can, %(could)d could, %(cannot)d cannot", **facts))


def best_words(outcome: Outcome) -> str:
    """Say which date suits best, with its numbers."""
    best = outcome.best
    if not best:
        return str(_("Nobody has answered."))
    dates = i18n.listing([when(row.option.starts_at, row.option.ends_at) for row in best])
    said = ngettext("This date suits best: %(dates)s.", "These dates suit best, all the same: %(dates)s.", len(best),
                    dates=dates)  # fmt: skip
    return f"{said} {counts_words(best[0])}."
