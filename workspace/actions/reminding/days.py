"""On which days somebody is reminded of an action."""

from datetime import date, timedelta

# Days after the day of the action: a week and a day before, twice soon after, then each month for a year.
STEPS = (-7, -1, 3, 14, *range(44, 375, 30))
LATE = 2  # days that a reminder may come late, where the server was away


def days_to_remind_of(today: date) -> dict[date, date]:
    """Return of which days of actions people are reminded today, each with the day on which the reminder was due."""
    return {
        today - timedelta(days=step + late): today - timedelta(days=late) for step in STEPS for late in range(LATE + 1)
    }
