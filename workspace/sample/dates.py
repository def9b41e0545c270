"""Looking for a date in the sample: one question that is open, and days that the forum keeps in mind."""

from datetime import timedelta

from workspace import db, i18n
from workspace.meetings.polls import service as polls
from workspace.meetings.polls.models import Fit
from workspace.meetings.polls.queries import members, place
from workspace.sample.clock import moment
from workspace.sample.people import Group
from workspace.spaces.dates import service as dates
from workspace.spaces.dates.models import DayKind, PartOfDay

WAITING = {"edna", "ivy", "howard"}  # who has not answered yet
CAN, COULD, CANNOT = Fit.CAN, Fit.IF_NEED_BE, Fit.CANNOT
FITS = ((CAN, CAN, COULD), (CAN, COULD, CANNOT), (COULD, CAN, CAN))  # taken in turns


def look_for_a_date(forum: Group) -> None:
    """Keep a week of school holidays in mind, and ask everybody about three dates, one of them in that week."""
    gwen = forum.people["gwen"]
    starts = [moment(days, hour) for days, hour in ((45, 10), (52, 18), (59, 13))]
    week = i18n.local(starts[1]).date()
    with db.at(moment(-8, 9)):
        holidays = ("Half term", week - timedelta(days=week.weekday()), week + timedelta(days=4 - week.weekday()))
        dates.keep_days(forum.space, actor=gwen, kind=DayKind.SCHOOL_HOLIDAY, days=[holidays])
    with db.at(moment(-5, 20)):
        for name in ("beatriz", "callum", "nadia"):
            dates.change_busy_times(forum.people[name], [(starts[2].weekday(), PartOfDay.MIDDAY)])
    with db.at(moment(-3, 11)):
        poll, _untold = polls.ask(
            forum.space, actor=gwen, title="The summer day out: who brings what",
            about="Share out what there is to do, so that nobody does it all.",
            options=[(begins, begins + timedelta(hours=2)) for begins in starts],
            closes_at=moment(12, 23), members=members(forum.space),
        )  # fmt: skip
    answering = [person for name, person in forum.people.items() if name not in WAITING]
    with db.at(moment(-1, 18)):
        for number, person in enumerate(answering):
            own = place(forum.space.slug, poll.id, person.id)
            if own:
                fits = zip(own.poll.options, FITS[number % len(FITS)], strict=True)
                polls.answer(own, actor=person, fits={option.id: fit for option, fit in fits})
