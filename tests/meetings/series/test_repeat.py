"""Meetings that come again: on which days, at which time, and that each is a meeting of its own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting, MeetingState, WhoDecides
from workspace.meetings.series.rhythm import every_month, every_term, every_weeks
from workspace.spaces.dates.models import DayKind, KeptDay
from workspace.spaces.models import Space

LIST = "/spaces/forum/meetings"
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(DAYS, st.integers(1, 26), st.integers(1, 12))
def test_weeks_apart_keep_the_weekday(first, weeks, times):
    days = every_weeks(first, weeks, times)
    assert len(days) == times
    for before, after in zip([first, *days], days, strict=False):
        assert (after - before).days == 7 * weeks


@given(DAYS, st.integers(1, 12))
def test_every_month_has_one_on_the_same_weekday_in_the_same_week_of_it(first, times):
    days = every_month(first, times)
    months = [day.year * 12 + day.month for day in days]
    assert months == [first.year * 12 + first.month + number for number in range(1, times + 1)]
    for day in days:
        assert day.weekday() == first.weekday()
        if first.day <= 28:
            assert (day.day - 1) // 7 == (first.day - 1) // 7
        else:
            assert (day + timedelta(days=7)).month != day.month, "a fifth one is the last of each month"


def test_the_second_tuesday_stays_the_second_tuesday():
    assert every_month(date(2026, 11, 10), 3) == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]
    assert every_month(date(2026, 9, 30), 2) == [date(2026, 10, 28), date(2026, 11, 25)]


SUMMER, AUTUMN_HALF = (date(2027, 7, 24), date(2027, 9, 3)), (date(2027, 10, 25), date(2027, 10, 29))
CHRISTMAS, SPRING_HALF = (date(2027, 12, 20), date(2027, 12, 31)), (date(2028, 2, 14), date(2028, 2, 18))
EASTER = (date(2028, 4, 3), date(2028, 4, 17))


def test_each_term_has_one_in_the_same_week_and_none_in_half_term():
    year = [SUMMER, AUTUMN_HALF, CHRISTMAS, SPRING_HALF, EASTER]
    # Thursday 14 October is the sixth Thursday of its term; in spring that is one before half term.
    assert every_term(date(2027, 10, 14), year, 3) == [date(2028, 2, 10), date(2028, 5, 25)]
    assert every_term(date(2027, 10, 21), year, 1) == [date(2028, 2, 24)], "half term moves it by a week"
    assert every_term(date(2027, 10, 14), year[1:], 1) == [date(2028, 1, 20)], "when its own term began is not known"
    assert every_term(
        date(2027, 10, 14), [(date(2027, 12, 20), date(2027, 12, 24)), (date(2027, 12, 27), CHRISTMAS[1])], 1
    )
    assert every_term(date(2027, 10, 14), [SUMMER, AUTUMN_HALF], 3) == []


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=8), st.integers(1, 12))
def test_a_day_of_a_term_is_later_on_the_same_weekday_and_in_no_short_holiday(first, lengths, times):
    holidays = [(begins, begins + timedelta(days=length)) for begins, length in lengths]
    days = every_term(first, holidays, times)
    assert len(days) <= times
    assert days == sorted(set(days))
    for day in days:
        assert day > first
        assert day.weekday() == first.weekday()
        assert not any(begins <= day <= ends for begins, ends in holidays)


@pytest.fixture
def repeat(visit, forum, add_meeting):
    """`repeat(rhythm="weeks", …)` repeats a meeting on Thursday 14 October 2027, 10am to 12 in London."""

    def do(
        status: int = 303, button: str = "Plan these meetings", facts: dict[str, object] | None = None, **fields: object
    ):
        number = add_meeting(
            **facts or {},
            invited=("mo",),
            items=3,
            starts_at=datetime(2027, 10, 14, 9, tzinfo=UTC),
            welcomer=f"{{person:{forum['mo']}}}",
        )
        olga = visit(forum["olga"])
        page = olga.get(olga.get(f"{LIST}/{number}").links()["Plan more meetings like this one"])
        return olga.submit(page, button, status=status, **fields)

    return do


def planned(app) -> list[Meeting]:
    with app.app_context():
        return list(db.session.scalars(select(Meeting).order_by(Meeting.starts_at)))


def test_the_clock_change_in_october_keeps_the_time_that_clocks_show(app, repeat):
    page = repeat(rhythm="weeks", weeks="2", times="2")
    assert "2 meetings are planned. Nobody is invited to them yet." in page.text
    assert "Thursday 28 October 2027, 10am to 12pm" in page.text
    assert "Thursday 11 November 2027, 10am to 12pm" in page.text
    assert [one.starts_at.hour for one in planned(app)] == [9, 9, 10], "an hour later in UTC, once summer time is over"


def test_each_has_the_same_words_and_agenda_and_is_moved_or_cancelled_by_itself(app, forum, repeat, visit, letters):
    repeat(rhythm="month", times="3")
    first, *others = planned(app)
    assert [one.starts_at.date() for one in others] == [date(2027, 11, 11), date(2027, 12, 9), date(2028, 1, 13)]
    with app.app_context():
        for one in others:
            for name in ("title", "purpose", "involvement", "can_change", "cannot_change", "welcomer"):
                assert getattr(one, name) == getattr(first, name)
            items = db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == one.id)).all()
            assert [item.title for item in items] == ["Thing 0", "Thing 1", "Thing 2"]
            assert {item.led_by for item in items} == {f"{{person:{forum['mo']}}}"}
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{others[0].id}/cancel"), "Cancel the meeting", reason="Snow")
    assert [one.state for one in planned(app)].count(MeetingState.CANCELLED) == 1
    assert not letters("meeting_cancelled"), "nobody was invited to this one yet"


@pytest.mark.parametrize("in_use", [True, False])
def test_each_is_at_the_same_place_unless_that_is_out_of_use(app, data, forum, repeat, in_use):
    with data():
        space = db.session.get_one(Space, forum["space"])
        hall = factories.venue(space, "Mill Hall", retired_at=None if in_use else db.now()).id
    facts = {"venue_id": hall, "place": "Room 2", "to_join": "A phone is enough.", "who_decides": WhoDecides.TOGETHER}
    page = repeat(rhythm="month", times="2", facts=facts)
    assert ("Mill Hall is out of use. No new meeting can be there" in page.text) is not in_use
    _first, *others = planned(app)
    for one in others:
        assert (one.venue_id, one.place) == ((hall, "Room 2") if in_use else (None, ""))
        assert (one.to_join, one.who_decides) == ("A phone is enough.", WhoDecides.TOGETHER)


def test_once_in_each_term_takes_the_terms_from_the_school_holidays_that_the_space_keeps(app, data, forum, repeat):
    page = repeat(status=422, rhythm="term", times="2")
    assert "Add the school holidays first" in page.error_of("rhythm")
    assert page.links()["See and add school holidays"] == "/spaces/forum/dates"
    with data():
        for first, last in (SUMMER, AUTUMN_HALF, CHRISTMAS, EASTER):
            of = {"space_id": forum["space"], "kind": DayKind.SCHOOL_HOLIDAY, "name": "Holidays"}
            db.session.add(KeptDay(**of, first=first, last=last))
    assert "We know of 2 more terms." in repeat(status=422, rhythm="term", times="3").error_of("times")
    page = repeat(rhythm="term", times="2")
    assert "Thursday 10 February 2028, 10am to 12pm" in page.text
    assert "Thursday 25 May 2028, 10am to 12pm" in page.text


def test_days_of_each_term_are_written_and_looked_at_first(app, visit, forum, add_meeting):
    number = add_meeting(starts_at=datetime(2027, 10, 14, 9, tzinfo=UTC))
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/repeat")
    days = "3 February 2028\n4 May 2028"
    page = olga.submit(page, "Check the dates", status=200, rhythm="days", days=days)
    assert "Thursday 3 February 2028, 10am to 12pm Thursday 4 May 2028, 10am to 12pm" in page.text
    assert len(planned(app)) == 1
    past = olga.submit(page, "Check the dates", status=422, days="3 February 2020")
    assert "is past" in past.error_of("rhythm")
    olga.submit(page, "Plan these meetings")
    assert len(planned(app)) == 3


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "rhythm", "Choose when it comes again"),
        ({"rhythm": "daily"}, "rhythm", ""),
        ({"rhythm": "weeks", "weeks": "0"}, "weeks", "Write a number of weeks from 1 to 26"),
        ({"rhythm": "weeks", "weeks": "two"}, "weeks", "Write a number of weeks from 1 to 26"),
        ({"rhythm": "month", "times": "13"}, "times", "Write a number of meetings from 1 to 12"),
        ({"rhythm": "days", "days": ""}, "days", "Write the days"),
        ({"rhythm": "days", "days": "soon"}, "days", "Line 1, “soon”: Write a date like 3 June"),
        ({"rhythm": "days", "days": "3 June 2027\n3/6/27"}, "days", "The same is on a line above"),
        ({"rhythm": "days", "days": "3 January 2027"}, "rhythm", "is past"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_planned(app, repeat, fields, field, words):
    page = repeat(status=422, **fields)
    assert words in page.error_of(field)
    assert len(planned(app)) == 1


def test_a_time_that_the_clocks_skip_is_named(app, visit, forum, add_meeting):
    number = add_meeting(starts_at=datetime(2027, 3, 7, 1, 15, tzinfo=UTC))
    olga = visit(forum["olga"])
    fields = {"rhythm": "weeks", "weeks": "3", "times": "1"}
    page = olga.submit(olga.get(f"{LIST}/{number}/repeat"), "Plan these meetings", status=422, **fields)
    assert "The clocks go forward then" in page.error_of("rhythm")


def test_only_organisers_plan_more(visit, forum, add_meeting):
    number = add_meeting(invited=("mo", "nora"))
    for name in ("mo", "nora"):
        visit(forum[name]).get(f"{LIST}/{number}/repeat", status=403)
