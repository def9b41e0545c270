"""Days and times as people type them: what is read, what is refused, and that nothing typed can break the page."""

import calendar
import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workspace.typed_dates import DateNotRead, DateProblem, Moment, in_zone, read_day, read_moment, read_time

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 12, 2)  # a Wednesday
NOW = datetime(2026, 12, 2, 15, 30, tzinfo=LONDON)
JUNE_3 = date(2027, 6, 3)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))

ENGLISH_MONTHS = list(calendar.month_name)
ENGLISH_DAYS = list(calendar.day_name)
WELSH_MONTHS = (
    "- Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr".split()  # noqa: SIM905 - one line reads better
)
WELSH_DAYS = "Llun Mawrth Mercher Iau Gwener Sadwrn Sul".split()  # noqa: SIM905 - as above


def local(written: str) -> datetime:
    return datetime.fromisoformat(written)


def refused_day(text: str, today: date = TODAY) -> DateNotRead:
    with pytest.raises(DateNotRead) as refusal:
        read_day(text, today=today)
    return refusal.value


def refused_moment(text: str) -> DateNotRead:
    with pytest.raises(DateNotRead) as refusal:
        read_moment(text, now=NOW)
    return refusal.value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 June 2027", date(2027, 6, 3)),
        ("3rd June", date(2027, 6, 3)),
        ("the 3rd of June", date(2027, 6, 3)),
        ("June 3", date(2027, 6, 3)),
        ("June 3rd, 2027", date(2027, 6, 3)),
        ("Thursday 14 January 2027", date(2027, 1, 14)),
        ("Thu 14 Jan", date(2027, 1, 14)),
        ("on Thurs. 14 Jan.", date(2027, 1, 14)),
        ("  THURSDAY,   14th  JANUARY ,2027 ", date(2027, 1, 14)),
        ("3/6/27", date(2027, 6, 3)),
        ("3/6/2027", date(2027, 6, 3)),
        ("03/06/2027", date(2027, 6, 3)),
        ("3 / 6 / 2027", date(2027, 6, 3)),
        ("3.6.27", date(2027, 6, 3)),
        ("3-6-2027", date(2027, 6, 3)),
        ("3/6", date(2027, 6, 3)),
        ("Thu 14/1/2027", date(2027, 1, 14)),
        ("2027-06-03", date(2027, 6, 3)),
        ("14-Jan-2027", date(2027, 1, 14)),
        ("14.Jan.27", date(2027, 1, 14)),
        ("14jan2027", date(2027, 1, 14)),
        ("14 Sept 2027", date(2027, 9, 14)),
        ("\u0663/\u0666/\u0662\u0660\u0662\u0667", date(2027, 6, 3)),  # Arabic-Indic digits
        ("\u0663 June \u0662\u0660\u0662\u0667\u060c", date(2027, 6, 3)),
        ("\u200e3\u00a0June\u202f2027\u200f", date(2027, 6, 3)),  # pasted with invisible marks
        ("3\u20136\u20132027", date(2027, 6, 3)),  # dashes that a word processor put in
        ("29 February", date(2028, 2, 29)),
        ("2 December", date(2026, 12, 2)),
        ("1 December", date(2027, 12, 1)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 12, 2)),
        ("Tomorrow", date(2026, 12, 3)),
        ("yesterday", date(2026, 12, 1)),
        ("the day after tomorrow", date(2026, 12, 4)),
        ("Friday", date(2026, 12, 4)),
        ("this Friday", date(2026, 12, 4)),
        ("next Friday", date(2026, 12, 4)),
        ("next Tuesday", date(2026, 12, 8)),
        ("Wednesday", date(2026, 12, 2)),
        ("this Wednesday", date(2026, 12, 2)),
        ("next Wednesday", date(2026, 12, 9)),
        ("Wednesday next", date(2026, 12, 9)),
        ("in 2 weeks", date(2026, 12, 16)),
        ("in two weeks' time", date(2026, 12, 16)),
        ("in a fortnight", date(2026, 12, 16)),
        ("in 10 days", date(2026, 12, 12)),
        ("in a week", date(2026, 12, 9)),
        ("a week on Monday", date(2026, 12, 14)),
        ("Monday week", date(2026, 12, 14)),
        ("a week today", date(2026, 12, 9)),
        ("two weeks from tomorrow", date(2026, 12, 17)),
    ],
)
def test_days_counted_from_today(text: str, day: date) -> None:
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heddiw", date(2026, 12, 2)),
        ("yfory", date(2026, 12, 3)),
        ("dydd Iau 14 Ionawr 2027", date(2027, 1, 14)),
        ("Dydd Iau, 14eg o Ionawr", date(2027, 1, 14)),
        ("3ydd o Fehefin 2027", date(2027, 6, 3)),
        ("1af Mai", date(2027, 5, 1)),
        ("21ain Medi 2027", date(2027, 9, 21)),
        ("dydd Gwener", date(2026, 12, 4)),
        ("dydd Mercher nesaf", date(2026, 12, 9)),
        ("nos Wener yma", date(2026, 12, 4)),
        ("mewn pythefnos", date(2026, 12, 16)),
        ("mewn 10 diwrnod", date(2026, 12, 12)),
        ("wythnos i ddydd Llun", date(2026, 12, 14)),
        # Mawrth is Tuesday and March.
        ("dydd Mawrth", date(2026, 12, 8)),
        ("3 Mawrth", date(2027, 3, 3)),
        ("Mawrth 3", date(2027, 3, 3)),
        ("dydd Mawrth 9 Mawrth 2027", date(2027, 3, 9)),
        ("Mawrth 9 o Fawrth", date(2027, 3, 9)),
        ("dydd Mawrth 8 Mehefin 2027", date(2027, 6, 8)),
    ],
)
def test_days_are_read_in_welsh(text: str, day: date) -> None:
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "next week",
        "June",
        "June 2027",
        "3",
        "3 3 June",
        "3/13/2027",
        "0/0/27",
        "3/6-27",
        "312 June",
        "June the",
        "/",
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    refusal = refused_day(text)
    assert refusal.code is DateProblem.NOT_READ
    assert refusal.values == {"text": text, "part": "day"}


@pytest.mark.parametrize("text", ["", "   ", " , ", "\u200b\u200f", "\n\t"])
def test_an_empty_field_is_told_apart(text: str) -> None:
    assert refused_day(text).code is DateProblem.EMPTY
    assert refused_moment(text).code is DateProblem.EMPTY
    with pytest.raises(DateNotRead) as refusal:
        read_time(text)
    assert (refusal.value.code, refusal.value.values["part"]) == (DateProblem.EMPTY, "time")


def test_a_day_that_does_not_exist_comes_with_the_last_real_one() -> None:
    refusal = refused_day("31 June")
    assert refusal.code is DateProblem.NO_SUCH_DAY
    assert refusal.values == {"text": "31 June", "day": 31, "month": 6, "year": 2027, "last": 30}
    assert refused_day("29/2/2027").values["last"] == 28
    assert refused_day("30 February 2028").values["last"] == 29
    assert refused_day("0 June 2027").code is DateProblem.NO_SUCH_DAY
    assert refused_moment("31 June, 10am").code is DateProblem.NO_SUCH_DAY


def test_a_weekday_that_contradicts_the_date_is_refused() -> None:
    refusal = refused_day("Monday 14 January 2027")
    assert refusal.code is DateProblem.WRONG_WEEKDAY
    assert refusal.values == {
        "text": "Monday 14 January 2027", "day": 14, "month": 1, "year": 2027, "weekday": 3, "written": 0,
    }  # fmt: skip
    assert refused_day("dydd Llun 14 Ionawr 2027").code is DateProblem.WRONG_WEEKDAY
    assert refused_day("Thu 14 Jan", today=date(2027, 1, 15)).values["year"] == 2028
    assert refused_moment("Monday 14 January 2027, 10am").code is DateProblem.WRONG_WEEKDAY


@pytest.mark.parametrize(
    "text", ["3 June 1899", "3/6/2201", "3 June 20270", "2999-01-01", "in 999999999999999 days", "in 90000 weeks"]
)
def test_years_far_away_are_refused(text: str) -> None:
    refusal = refused_day(text)
    assert refusal.code is DateProblem.TOO_FAR
    assert (refusal.values["first"], refusal.values["last"]) == (1900, 2200)


@pytest.mark.parametrize("text", ["tomorrow", "29 February", "next Friday", "1 January", "in 3 weeks"])
def test_the_end_of_the_calendar_is_refused_and_not_an_error(text: str) -> None:
    assert refused_day(text, today=date.max).code is DateProblem.TOO_FAR
    assert refused_day("yesterday", today=date.min).code is DateProblem.TOO_FAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10am", time(10)), ("10 AM", time(10)), ("10 a.m.", time(10)), ("at 10am", time(10)),
        ("10:30", time(10, 30)), ("10.30am", time(10, 30)), ("10:30:00", time(10, 30)), ("10 : 30 pm", time(22, 30)),
        ("1930", time(19, 30)), ("0930", time(9, 30)), ("930am", time(9, 30)), ("1930hrs", time(19, 30)),
        ("noon", time(12)), ("12 noon", time(12)), ("midday", time(12)), ("midnight", time(0)), ("12 midnight", time()),
        ("12am", time(0)), ("12pm", time(12)), ("12.30am", time(0, 30)), ("12:30", time(12, 30)), ("00:00", time(0)),
        ("half past 7pm", time(19, 30)), ("half 7pm", time(19, 30)), ("quarter past 7pm", time(19, 15)),
        ("quarter to 8pm", time(19, 45)), ("quarter to 12am", time(23, 45)), ("7pm", time(19)), ("14:00", time(14)),
        ("7 o\u2019clock in the evening", time(19)), ("\u0661\u0660:\u0663\u0660", time(10, 30)),
        ("10yb", time(10)), ("2yp", time(14)), ("10 y bore", time(10)), ("7yh", time(19)), ("hanner dydd", time(12)),
        ("hanner awr wedi 7yh", time(19, 30)), ("chwarter i 8yh", time(19, 45)), ("am 10yb", time(10)),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, expected: time) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    "text", ["25:00", "10:75", "24:00", "13pm", "14:30am", "0pm", "half past 13pm", "25pm", "2430"]
)
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(DateNotRead) as refusal:
        read_time(text)
    assert refusal.value.code is DateProblem.NO_SUCH_TIME
    assert set(refusal.value.values) == {"text", "hour", "minute"}


@pytest.mark.parametrize(
    "text", ["7", "half past 7", "teatime", "10am to 11am", "am", "10:3", "12345", "half past 7:30pm"]
)
def test_what_is_no_single_sure_time_is_not_read(text: str) -> None:
    with pytest.raises(DateNotRead) as refusal:
        read_time(text)
    assert (refusal.value.code, refusal.value.values["part"]) == (DateProblem.NOT_READ, "time")


def at(day: date, start: str, end: str | None = None) -> Moment:
    ends = datetime.combine(day, time.fromisoformat(end)) if end else None
    return Moment(datetime.combine(day, time.fromisoformat(start)), ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 June 2027, 10am to 12 noon", at(JUNE_3, "10:00", "12:00")),
        ("3 June 2027 10am", at(JUNE_3, "10:00")),
        ("3 June 10am", at(JUNE_3, "10:00")),
        ("3 June 10:30", at(JUNE_3, "10:30")),
        ("3 June 2027 1930", at(JUNE_3, "19:30")),
        ("3 June 1930", at(JUNE_3, "19:30")),
        ("3 June 1930 - 2030", at(JUNE_3, "19:30", "20:30")),
        ("3 June 10 - 12pm", at(JUNE_3, "10:00", "12:00")),
        ("3 June 27, 10am", at(JUNE_3, "10:00")),
        ("3 June 2050, 10am", at(date(2050, 6, 3), "10:00")),
        ("3/6/1985 10am", at(date(1985, 6, 3), "10:00")),
        ("3.6 10.30", at(JUNE_3, "10:30")),
        ("3 June 2027 - 10am-11:50am", at(JUNE_3, "10:00", "11:50")),
        ("3 June 2027: 10am \u2013 11:50", at(JUNE_3, "10:00", "11:50")),
        ("3 June 2027, 10 to 11:50am", at(JUNE_3, "10:00", "11:50")),
        ("Thursday 3 June 2027 from 10am until noon", at(JUNE_3, "10:00", "12:00")),
        ("3/6/27 2 to 4pm", at(JUNE_3, "14:00", "16:00")),
        ("3/6/27 2:30 to 4pm", at(JUNE_3, "14:30", "16:00")),
        ("3/6/27 11 to 1pm", at(JUNE_3, "11:00", "13:00")),
        ("3/6/27 9 to 5pm", at(JUNE_3, "09:00", "17:00")),
        ("3/6/27 12 to 1pm", at(JUNE_3, "12:00", "13:00")),
        ("3/6/27 10am to 1", at(JUNE_3, "10:00", "13:00")),
        ("3/6/27 10 to noon", at(JUNE_3, "10:00", "12:00")),
        ("3/6/27 9:30 to 22:00", at(JUNE_3, "09:30", "22:00")),
        ("3/6/27 quarter to 8pm to half past 9pm", at(JUNE_3, "19:45", "21:30")),
        ("2027-06-03T10:30", at(JUNE_3, "10:30")),
        ("10am to 12 noon on 3 June 2027", at(JUNE_3, "10:00", "12:00")),
        ("10.30 3 June 2027", at(JUNE_3, "10:30")),
        ("7pm tomorrow", at(date(2026, 12, 3), "19:00")),
        ("tomorrow 3-6pm", at(date(2026, 12, 3), "15:00", "18:00")),
        ("today 9am", at(TODAY, "09:00")),
        ("a week on Monday at 2pm", at(date(2026, 12, 14), "14:00")),
        ("Friday noon", at(date(2026, 12, 4), "12:00")),
        ("dydd Iau 14 Ionawr 2027, 10yb tan hanner dydd", at(date(2027, 1, 14), "10:00", "12:00")),
        ("14 Ionawr 2027 am 10yb", at(date(2027, 1, 14), "10:00")),
        ("yfory o 10yb i 2yp", at(date(2026, 12, 3), "10:00", "14:00")),
    ],
)
def test_moments_are_read_as_people_write_them(text: str, expected: Moment) -> None:
    assert read_moment(text, now=NOW) == expected


@pytest.mark.parametrize("text", ["3 June 2027, 7pm to midnight", "3 June 2027, 7 to midnight", "3/6/27 19:00-00:00"])
def test_midnight_at_the_end_is_the_end_of_that_day(text: str) -> None:
    assert read_moment(text, now=NOW) == Moment(local("2027-06-03 19:00"), local("2027-06-04 00:00"))


@pytest.mark.parametrize("text", ["3 June 2027", "3 June", "3 June 27", "3/6", "tomorrow", "3 June 1975", "dydd Iau"])
def test_a_day_without_a_time_is_refused(text: str) -> None:
    assert refused_moment(text).code is DateProblem.NO_TIME


@pytest.mark.parametrize(
    "text",
    ["3 June 2027, 2pm to 10am", "3 June 2027, 14:00 to 10:00", "tomorrow 10am to 10am", "tomorrow 10am to 12am"],
)
def test_an_end_that_is_not_after_the_start_is_refused(text: str) -> None:
    assert refused_moment(text).code is DateProblem.END_BEFORE_START


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("10am", "day"),
        ("soon, 10am", "day"),
        ("3 June 2027 in the hall", "time"),
        ("3 June 2027 7", "time"),
        ("3 June 2027 10 to 12", "time"),
        ("3 June 2027 10am to 11am to 12am", "time"),
    ],
)
def test_a_moment_says_which_part_was_not_read(text: str, part: str) -> None:
    refusal = refused_moment(text)
    assert (refusal.code, refusal.values["part"]) == (DateProblem.NOT_READ, part)


def test_a_time_that_does_not_exist_is_refused_in_a_moment() -> None:
    assert refused_moment("3 June 2027 25:00").values == {"text": "3 June 2027 25:00", "hour": 25, "minute": 0}


def test_local_times_become_utc() -> None:
    assert in_zone(local("2027-06-03 10:00"), LONDON) == datetime(2027, 6, 3, 9, tzinfo=UTC)
    assert in_zone(local("2027-01-14 10:00"), LONDON) == datetime(2027, 1, 14, 10, tzinfo=UTC)
    assert in_zone(local("2027-01-14 10:00"), LONDON).tzinfo is UTC


def test_a_time_that_the_clocks_jump_over_is_refused() -> None:
    with pytest.raises(DateNotRead) as refusal:
        in_zone(local("2027-03-28 01:30"), LONDON)
    assert refusal.value.code is DateProblem.TIME_SKIPPED
    expected = {"day": 28, "month": 3, "year": 2027, "hour": 1, "minute": 30, "instead": "02:30"}
    assert refusal.value.values == {"text": "2027-03-28 01:30", **expected}
    assert in_zone(local("2027-03-28 00:59"), LONDON) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert in_zone(local("2027-03-28 02:00"), LONDON) == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize("fold", [0, 1])
def test_of_an_hour_that_happens_twice_the_first_is_taken(fold: int) -> None:
    twice = local("2027-10-31 01:30").replace(fold=fold)
    assert in_zone(twice, LONDON) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_in_zone_refuses_the_ends_of_time_and_times_with_a_zone() -> None:
    for far in (local("0001-01-01 00:00"), local("9999-12-31 23:59")):
        with pytest.raises(DateNotRead) as refusal:
            in_zone(far, ZoneInfo("Asia/Tokyo"))
        assert refusal.value.code is DateProblem.TOO_FAR
    with pytest.raises(ValueError, match="without a zone"):
        in_zone(NOW, LONDON)


@given(naive=st.datetimes(local("1900-01-01 00:00"), local("2200-12-31 23:59")))
def test_a_utc_time_comes_back_to_the_same_local_time_or_was_skipped(naive: datetime) -> None:
    code = None
    try:
        back = in_zone(naive, LONDON).astimezone(LONDON).replace(tzinfo=None)
    except DateNotRead as refusal:
        code = refusal.code
    else:
        assert back == naive
    assert code in {None, DateProblem.TIME_SKIPPED}


def written_forms(day: date) -> list[str]:
    number, month, year = day.day, day.month, day.year
    english, welsh = ENGLISH_MONTHS[month], WELSH_MONTHS[month]
    weekday, dydd = ENGLISH_DAYS[day.weekday()], WELSH_DAYS[day.weekday()]
    ordinal = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return [
        day.isoformat(), f"{number}/{month}/{year}", f"{number:02}.{month:02}.{year}", f"{number} - {month} - {year}",
        f"{number} {english} {year}", f"{number}{ordinal} of {english[:3].upper()}, {year}",
        f"{english} {number} {year}", f"{weekday} {number} {english} {year}", f"{weekday[:3]}. {number}/{month}/{year}",
        f"{number}-{english[:3]}-{year}", f"{weekday} the {number}{ordinal} {english} {year}",
        f"{number} {welsh} {year}", f"dydd {dydd} {number} {welsh} {year}",
        f"{dydd}, {number} o {welsh.lower()} {year}",
        f"{number} {english} {year}".translate({ord("0") + n: 0x0660 + n for n in range(10)}),
    ]  # fmt: skip


@given(day=DAYS, today=DAYS)
def test_a_written_day_reads_back_as_the_same_day(day: date, today: date) -> None:
    assert {text: read_day(text, today=today) for text in written_forms(day)} == dict.fromkeys(written_forms(day), day)


@given(today=st.dates(date(1900, 1, 1), date(2180, 1, 1)), ahead=st.integers(0, 364))
def test_a_day_without_a_year_is_the_next_such_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    english, welsh = ENGLISH_MONTHS[day.month], WELSH_MONTHS[day.month]
    for text in (f"{day.day} {english}", f"{day.day}/{day.month}", f"{welsh} {day.day}"):
        assert read_day(text, today=today) == day


@given(today=DAYS.filter(lambda day: day.year < 2200), weekday=st.integers(0, 6))
def test_a_weekday_is_within_a_week_and_next_is_never_today(today: date, weekday: int) -> None:
    for name in (ENGLISH_DAYS[weekday], f"dydd {WELSH_DAYS[weekday]}"):
        found = read_day(name, today=today)
        assert found.weekday() == weekday
        assert 0 <= (found - today).days <= 6
    assert 1 <= (read_day(f"next {ENGLISH_DAYS[weekday]}", today=today) - today).days <= 7


@given(moment=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_written_time_reads_back_as_the_same_time(moment: time) -> None:
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    yb = "yb" if half == "am" else "yp"
    minute = f"{moment:%M}"
    for text in (f"{moment:%H:%M}", f"{moment:%H%M}", f"{hour}.{minute}{half}", f"{hour}:{minute} {yb}"):
        assert read_time(text) == moment


@given(day=DAYS, minutes=st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_written_moment_reads_back_as_the_same_moment(day: date, minutes: list[int]) -> None:
    start, end = (datetime.combine(day, time(*divmod(minute, 60))) for minute in minutes)
    for written in written_forms(day):
        for pattern in ("%H:%M", "%I:%M%p", "%I.%M %p"):
            span = f"{start.strftime(pattern)} to {end.strftime(pattern)}"
            assert read_moment(f"{written}, {span}", now=NOW) == Moment(start, end)
            assert read_moment(f"{span} on {written}", now=NOW) == Moment(start, end)
        assert read_moment(f"{written} {start:%H:%M}", now=NOW) == Moment(start, None)


# Pieces that mean something, so that chance meets the readers' own branches and not only their first refusal.
PIECES = st.sampled_from(
    "3 31 0 29 10 12 2027 1930 99 / . - : , am pm yb to until from i june mawrth feb dydd llun monday next in a week "  # noqa: SIM905 - as above
    "days on today noon midnight half past quarter 3rd of the 99999999999 \u0663 \ud800 \U0001f600 \x00 \u202e".split()
)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=())) | st.lists(PIECES, max_size=12).map(" ".join)
ANY_TEXT |= st.lists(PIECES, max_size=12).map("".join)


@given(text=ANY_TEXT, today=st.dates(), now=st.datetimes(timezones=st.just(UTC)))
@example(text="\ud800", today=TODAY, now=NOW)
@example(text="9" * 5000, today=TODAY, now=NOW)
@example(text="\u00b2\u00bd \ufdfa", today=TODAY, now=NOW)
def test_no_text_can_raise_anything_but_a_refusal(text: str, today: date, now: datetime) -> None:
    refusals = []
    for read in (lambda: read_day(text, today=today), lambda: read_time(text), lambda: read_moment(text, now=now)):
        try:
            read()
        except DateNotRead as refusal:
            refusals.append(refusal)
    for refusal in refusals:
        shown = str(refusal.values["text"])
        assert shown.encode().decode() == shown  # a page can show it, whatever was typed
        assert len(shown) <= 120
        assert str(refusal).startswith(refusal.code.value)


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, " " * 100_000, "a " * 50_000, "1/" * 50_000, "3 June " * 15_000, "\u0663" * 100_000, "\ufdfa" * 120,
     "1 - " * 29, "10 to " * 20, "a week on " * 12, "dydd " * 24, "1" * 120, " ".join("1" * 60), "-" * 120],
)  # fmt: skip
def test_long_texts_are_refused_at_once(text: str) -> None:
    began = clock.perf_counter()
    assert refused_day(text).code in {DateProblem.NOT_READ, DateProblem.EMPTY}
    assert refused_moment(text).code in {DateProblem.NOT_READ, DateProblem.EMPTY}
    with pytest.raises(DateNotRead):
        read_time(text)
    assert clock.perf_counter() - began < 0.5


def test_spaces_however_many_do_not_hide_a_day() -> None:
    assert read_day("3" + " " * 100_000 + "June 2027", today=TODAY) == JUNE_3


def test_the_codes_are_stable() -> None:
    assert {problem.value for problem in DateProblem} == {
        "empty", "not_read", "no_such_day", "wrong_weekday", "no_time", "no_such_time", "end_before_start",
        "time_skipped", "too_far",
    }  # fmt: skip
