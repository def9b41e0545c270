"""How the steps of an arrangement are said, defined once for every page and message."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.meetings.arrangements.lines import Line
from workspace.meetings.arrangements.models import ArrangementStep, Step
from workspace.people.needs.models import NeedKind
from workspace.people.needs.words import KIND_WORDS

STATE: dict[Step | None, Any] = {
    None: _l("Nobody sees to it yet"),
    Step.TAKEN: _l("Somebody sees to it"),
    Step.ASKED: _l("Asked, and waiting for an answer"),
    Step.ARRANGED: _l("Arranged"),
    Step.CANNOT: _l("Cannot be done"),
    Step.DELIVERED: _l("It was there"),
    Step.WORKED: _l("It worked"),
    Step.PARTLY: _l("It worked in part"),
    Step.FAILED: _l("It did not work"),
}

STATE_MEANS: dict[Step, Any] = {
    Step.TAKEN: _l("Nothing is asked for or booked yet"),
    Step.ASKED: _l("Somebody outside has to say yes: say below whom you asked"),
    Step.ARRANGED: _l("It will be there on the day"),
    Step.CANNOT: _l("Say below why, what there is instead, and whom they can talk to. They are told"),
    Step.DELIVERED: _l("On the day it was there"),
}

SHORT = 80  # letters of a need in a heading or link

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[Step | None, tuple[str, str]] = {
    None: ("warn", "warning"),
    Step.TAKEN: ("info", ""),
    Step.ASKED: ("info", ""),
    Step.ARRANGED: ("good", "tick"),
    Step.CANNOT: ("bad", "cross"),
    Step.DELIVERED: ("good", "tick"),
    Step.WORKED: ("good", "tick"),
    Step.PARTLY: ("warn", ""),
    Step.FAILED: ("bad", "cross"),
}

# As the person says it themselves.
JUDGED_MEANS: dict[Step, Any] = {
    Step.WORKED: _l("Yes, it worked"),
    Step.PARTLY: _l("Partly"),
    Step.FAILED: _l("No, it did not work"),
}


def need_words(line: Line) -> str:
    """Say which need a line is about: by its kind, or in the person's own words when the list has none for it."""
    if line.kind is None or line.kind is NeedKind.OTHER:
        return line.words
    if line.kind is NeedKind.INTERPRETER and line.words:
        return str(_("An interpreter: %(language)s", language=line.words))
    return str(KIND_WORDS[line.kind])


def short_need(line: Line) -> str:
    """Say the same in one short line, for headings, links and messages."""
    words = " ".join(need_words(line).split())
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"


def step_words(step: ArrangementStep | None) -> str:
    """Say how far it is, and who sees to it: "Arranged. Gwen sees to it"."""
    state = STATE[step.state if step else None]
    if step is None or step.arranger is None:
        return str(state)
    if step.state is Step.TAKEN:
        return str(_("%(name)s sees to it", name=step.arranger.preferred_name))
    return str(_("%(state)s. %(name)s sees to it", state=state, name=step.arranger.preferred_name))


def last_time_words(line: Line) -> str:
    """Say how the same need went at the meeting before: "Last time: arranged by Gwen. It worked"."""
    now, judged = line.now, line.judged
    if now and now.arranger and now.state is not Step.CANNOT:
        said = _("Last time, on %(day)s, %(name)s saw to it.", day=_day(line), name=now.arranger.preferred_name)
    elif now:
        said = _("Last time, on %(day)s: %(state)s.", day=_day(line), state=STATE[now.state])
    else:
        said = _("Last time, on %(day)s.", day=_day(line))
    return f"{said} {STATE[judged.state]}." if judged else str(said)


def _day(line: Line) -> str:
    return i18n.day(line.meeting.starts_at, weekday=False)
