"""On which days somebody is reminded: a question of dates alone."""

from datetime import date, timedelta

from workspace.actions.reminding.days import LATE, days_to_remind_of

DUE = date(2027, 6, 3)


def reminders(after: int) -> list[int]:
    """Return on which days after the day of an action, until so many days after it, a reminder becomes due."""
    days = (DUE + timedelta(days=number) for number in range(-60, after))
    return [(day - DUE).days for day in days if days_to_remind_of(day).get(DUE) == day]


def test_a_week_and_a_day_before_twice_soon_after_then_each_month_for_a_year() -> None:
    assert reminders(200) == [-7, -1, 3, 14, 44, 74, 104, 134, 164, 194]
    assert reminders(1000)[-1] == 374


def test_a_reminder_that_a_sleeping_server_missed_comes_late_and_counts_as_the_same() -> None:
    for late in range(LATE + 1):
        assert days_to_remind_of(DUE + timedelta(days=3 + late))[DUE] == DUE + timedelta(days=3)
    assert DUE not in days_to_remind_of(DUE + timedelta(days=4 + LATE))
