"""How the states of an action are said, defined once for every page and message."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace.actions.models import ActionState, Change, Task, TaskChange
from workspace.i18n import today

STATE: dict[ActionState, Any] = {
    ActionState.TO_DO: _l("To do"),
    ActionState.DOING: _l("Doing"),
    ActionState.STUCK: _l("Stuck"),
    ActionState.DONE: _l("Done"),
    ActionState.COULD_NOT: _l("Could not do"),
    ActionState.TO_BE_AGREED: _l("To be agreed by the group"),
}

STATE_MEANS: dict[ActionState, Any] = {
    ActionState.TO_DO: _l("Not begun yet."),
    ActionState.DOING: _l("Begun. Say how it is going, if you like."),
    ActionState.STUCK: _l("It cannot go on without help. Say what would help."),
    ActionState.DONE: _l("Finished. Say what changed because of it."),
    ActionState.COULD_NOT: _l("It will not be done. Say why, and what could be done instead."),
    ActionState.TO_BE_AGREED: _l("The group decides at its next meeting whether and how it goes on. Say what about."),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[ActionState, tuple[str, str]] = {
    ActionState.TO_DO: ("", ""),
    ActionState.DOING: ("info", ""),
    ActionState.STUCK: ("bad", "stop"),
    ActionState.DONE: ("good", "tick"),
    ActionState.COULD_NOT: ("", "cross"),
    ActionState.TO_BE_AGREED: ("info", ""),
}

# What is asked for when a state needs words and none were written.
WORDS_NEEDED: dict[ActionState, Any] = {
    ActionState.STUCK: _l("Write what would help"),
    ActionState.DONE: _l("Write what changed"),
    ActionState.COULD_NOT: _l("Write why, and what could be done instead"),
    ActionState.TO_BE_AGREED: _l("Write what the group is to agree"),
}


def change_words(change: TaskChange) -> str:
    """Return what a change was: "Stuck", or "Ann was asked to do it"."""
    name = change.about.preferred_name if change.about else ""
    said = {
        Change.ASKED: _("%(name)s was asked to do it", name=name),
        Change.TAKEN_ON: _("%(name)s said yes to it", name=name or change.by.preferred_name),
        Change.DECLINED: _("Somebody said no to it. It needs somebody who does it"),
        Change.OWNER_LEFT: _("Its owner left the group. It needs somebody who does it"),
        Change.SETTLED: _("Whoever raised it calls it finished") if change.about else _("The group calls it finished"),
        Change.NOT_SETTLED: _("Not finished yet"),
        Change.REWORDED: _("Put in other words"),
        Change.NEW_DAY: _("Given another day"),
        Change.REWORDED_WITH_DAY: _("Put in other words, and given another day"),
    }
    words = str(said.get(change.kind) or STATE[change.state])
    return _("%(name)s, for %(body)s", name=words, body=change.body.name) if change.body else words


def new_days(task: Task) -> dict[int, date | None]:
    """Return the day that each change gave the action, by the number of the change: of those that changed its day.
    Needs the changes loaded, the newest first."""
    found, day = {}, task.due_on
    for change in task.changes:
        if change.what_before and change.due_before != day:
            found[change.id], day = day, change.due_before
    return found


def for_body(name: str, task: Task) -> str:
    """Return "Anwen Price, for the council’s SEND team" where the yes was for somebody else, else the name alone."""
    return _("%(name)s, for %(body)s", name=name, body=task.body.name) if task.body else name


def doer(task: Task) -> str:
    """Return who does an action, and for whom, or nothing where nobody does."""
    return for_body(task.owner.preferred_name, task) if task.owner else ""


def late_words(task: Task) -> str:
    """Return "Late by 3 days", or nothing for an action that is not late."""
    days = task.days_late(today())
    return ngettext("Late by %(num)d day", "Late by %(num)d days", days) if days else ""
