"""How the states and kinds of meetings are said, defined once for every page, message and calendar."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import Involvement, MeetingState, WhoDecides, WorkLevel

INVOLVEMENT: dict[Involvement, Any] = {
    Involvement.INFORMATION: _l("Information"),
    Involvement.CONSULTATION: _l("Consultation"),
    Involvement.ENGAGEMENT: _l("Engagement"),
    Involvement.CO_DESIGN: _l("Co-design"),
    Involvement.CO_PRODUCTION: _l("Co-production"),
}

INVOLVEMENT_MEANS: dict[Involvement, Any] = {
    Involvement.INFORMATION: _l("People are told what was decided, and why. You can ask questions."),
    Involvement.CONSULTATION: _l("People are asked what they think before others decide. They hear what came of it."),
    Involvement.ENGAGEMENT: _l("People talk it through with those who decide, more than once. Others still decide."),
    Involvement.CO_DESIGN: _l("We shape it together. The people responsible for it make the last decision."),
    Involvement.CO_PRODUCTION: _l("We work as equals from the first idea to the result, and we decide together."),
}

WHO_DECIDES: dict[WhoDecides, Any] = {
    WhoDecides.MEMBERS: _l("Members decide"),
    WhoDecides.TOGETHER: _l("Members and the service decide together"),
    WhoDecides.LAST_WORD: _l("Members shape it, and those responsible have the last word"),
    WhoDecides.ADVICE: _l("Members advise, and others decide"),
    WhoDecides.DECIDED: _l("It is decided already"),
}

WHO_DECIDES_MEANS: dict[WhoDecides, Any] = {
    WhoDecides.MEMBERS: _l("What members agree is what happens."),
    WhoDecides.TOGETHER: _l("As equals: nothing is decided without members, and nothing over their heads."),
    WhoDecides.LAST_WORD: _l("The last decision is closed to members, so this is not called co-production."),
    WhoDecides.ADVICE: _l("The decision is closed to members, so this is called neither co-production nor co-design."),
    WhoDecides.DECIDED: _l("Members hear of it and can ask. Nothing is left to shape, so this is called information."),
}

WORK_LEVEL: dict[WorkLevel, Any] = {
    WorkLevel.STRATEGIC: _l("How things are run for everyone"),
    WorkLevel.SERVICE: _l("How one service works"),
    WorkLevel.INDIVIDUAL: _l("What happens for one person or family"),
}

WORK_LEVEL_MEANS: dict[WorkLevel, Any] = {
    WorkLevel.STRATEGIC: _l("The strategic level: plans, budgets, and who is asked to run services"),
    WorkLevel.SERVICE: _l("The service level: what a team or a place does, and how"),
    WorkLevel.INDIVIDUAL: _l("The individual level: somebody’s own support. Say nothing here that names them"),
}

ITEM_KIND: dict[ItemKind, Any] = {
    ItemKind.INTRODUCTIONS: _l("Introductions"),
    ItemKind.INFORMATION: _l("For information"),
    ItemKind.DISCUSSION: _l("To talk about"),
    ItemKind.DECISION: _l("To decide"),
    ItemKind.BREAK: _l("Break"),
}

ITEM_KIND_MEANS: dict[ItemKind, Any] = {
    ItemKind.INTRODUCTIONS: _l("Everyone says who they are and why they are here. Skipping is fine."),
    ItemKind.INFORMATION: _l("Something to hear. Nothing is asked of people but questions."),
    ItemKind.DISCUSSION: _l("Something to think about together. No decision today."),
    ItemKind.DECISION: _l("Something that we decide today, and write down with the reason."),
    ItemKind.BREAK: _l("Time to rest, eat or be quiet."),
}

MEETING_STATE: dict[MeetingState, Any] = {
    MeetingState.PLANNED: _l("Planned"),
    MeetingState.HAPPENING: _l("Happening now"),
    MeetingState.CLOSED: _l("Finished"),
    MeetingState.CANCELLED: _l("Cancelled"),
}

# The kind of tag in which a state is shown (components/tag.html).
STATE_TAG: dict[MeetingState, str] = {
    MeetingState.PLANNED: "info",
    MeetingState.HAPPENING: "you",
    MeetingState.CLOSED: "",
    MeetingState.CANCELLED: "bad",
}

YOUR_ANSWER: dict[Answer | None, Any] = {
    Answer.IN_PERSON: _l("You are coming in person"),
    Answer.ONLINE: _l("You are joining online"),
    Answer.PHONE: _l("You are joining by phone"),
    Answer.NOT_SURE: _l("You are not sure yet"),
    Answer.APOLOGIES: _l("You cannot come"),
    None: _l("You have not answered yet"),
}

# What must be said before anybody is invited (Meeting.missing_before_inviting).
MISSING: dict[str, Any] = {
    "purpose": _l("What the meeting is for"),
    "involvement": _l("How far people shape what is decided"),
    "who_decides": _l("Who decides"),
    "work_level": _l("What it is about: everyone, one service, or one person"),
    "can_change": _l("What can change"),
    "cannot_change": _l("What cannot change"),
}


NO_TIME = timedelta()


def when(starts_at: datetime, ends_at: datetime) -> str:
    """Write when a meeting is: "Thursday 14 January 2027, 10am to 11:50am". In a night in which the clocks change it
    says what that means, as a time may come twice."""
    start, end = i18n.clock(starts_at), i18n.clock(ends_at)
    words = _("%(day)s, %(start)s to %(end)s", day=i18n.day(starts_at), start=start, end=end)
    change = _clock_change(starts_at, ends_at)
    return f"{words} ({change})" if change else str(words)


def _clock_change(starts_at: datetime, ends_at: datetime) -> str:
    start, end = i18n.local(starts_at), i18n.local(ends_at)
    before, after = start.utcoffset() or NO_TIME, end.utcoffset() or NO_TIME
    if before != after:
        long = duration(starts_at, ends_at)
        if before > after:
            return str(_("%(long)s: the clocks go back in between", long=long))
        return str(_("%(long)s: the clocks go forward in between", long=long))
    if start.fold or end.fold:
        return str(_("after the clocks have gone back"))
    twice = any(one.replace(fold=1).utcoffset() != before for one in (start, end))
    return str(_("before the clocks go back")) if twice else ""


def duration(starts_at: datetime, ends_at: datetime) -> str:
    """Write how long a meeting is."""
    return how_long(int((ends_at - starts_at).total_seconds()) // 60)


def how_long(minutes: int) -> str:
    """Write a length of time: "2 hours", "1 hour and 50 minutes"."""
    hours, minutes = divmod(minutes, 60)
    parts = [ngettext("%(num)d hour", "%(num)d hours", hours)] if hours else []
    return i18n.listing([*parts, ngettext("%(num)d minute", "%(num)d minutes", minutes)] if minutes else parts)


def your_answer(place: Invitation) -> str:
    """Say to somebody what they answered: "You are coming in person"."""
    return str(YOUR_ANSWER[place.answer])
