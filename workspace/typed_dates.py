"""Reading days and times as people in the UK write them, in English and in Welsh.

The day comes before the month, always. Case, commas, spaces and endings such as "3rd" make no difference, and digits of
any script are read. What could mean two things is refused, not guessed; three choices are made, and kept everywhere:
- a weekday alone, or "this Friday", is the first such day from today on; "next Friday" is the first one after today;
- "a week on Monday" is seven days after the first Monday from today on;
- "10:30" is the 24-hour clock; "7" alone is refused, as it needs "am", "pm", or the other end of a range that has one.
Nothing here knows the request or its language: a DateNotRead carries a code and values, and the page has the words.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 120  # characters; a written date is far shorter, and the limit keeps any text quick to refuse


class DateProblem(StrEnum):
    """Why a text was refused. The codes are stable, so that pages and translations can rely on them."""

    EMPTY = "empty"
    NOT_READ = "not_read"
    NO_SUCH_DAY = "no_such_day"
    WRONG_WEEKDAY = "wrong_weekday"
    NO_TIME = "no_time"
    NO_SUCH_TIME = "no_such_time"
    END_BEFORE_START = "end_before_start"
    TIME_SKIPPED = "time_skipped"
    TOO_FAR = "too_far"


class DateNotRead(ValueError):  # noqa: N818 - named for what happened, as pages and forms speak of it
    """A text that is no day or time we can be sure of.

    `values` always has `text`, cut short and safe to show. With it come, by code:
    EMPTY, NOT_READ: `part`, "day" or "time", whichever could not be read.
    NO_SUCH_DAY: `day`, `month`, `year`, and `last`, the last real day of that month.
    WRONG_WEEKDAY: `day`, `month`, `year`, `weekday` (the real one) and `written`; Monday is 0.
    NO_SUCH_TIME: `hour`, `minute`. TOO_FAR: `first` and `last`, the years that we read.
    TIME_SKIPPED: `day`, `month`, `year`, `hour`, `minute`, and `instead`, the time once the clocks moved, as "02:30".
    """

    def __init__(self, code: DateProblem, text: str, **values: str | int) -> None:
        # Lone surrogates and direction overrides would break the page that shows the text again.
        shown = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text[:LONGEST_TEXT].split()))
        super().__init__(f"{code.value}: {shown!r}")
        self.code = code
        self.values: dict[str, str | int] = {"text": shown, **values}


@dataclass(frozen=True)
class Moment:
    """When something starts and, if it was said, ends: local times without a zone (see `in_zone`)."""

    starts: datetime
    ends: datetime | None


def _numbered(start: int, *lines: str) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, start) for word in line.split()}


# Welsh words are listed with the forms they take after another word: "o Fawrth", "nos Fercher", "mewn pythefnos".
_WEEKDAYS = _numbered(0, "monday mon llun llu lun", "tuesday tues tue mawrth maw fawrth",
    "wednesday weds wed mercher mer fercher", "thursday thurs thur thu iau", "friday fri gwener gwe wener",
    "saturday sat sadwrn sad", "sunday sun sul")  # fmt: skip
_MONTHS = _numbered(1, "january jan ionawr ion", "february feb chwefror chwef chw", "march mar mawrth maw fawrth",
    "april apr ebrill ebr", "may mai fai", "june jun mehefin meh fehefin", "july jul gorffennaf gorff gor orffennaf",
    "august aug awst", "september sept sep medi med fedi", "october oct hydref hyd",
    "november nov tachwedd tach dachwedd", "december dec rhagfyr rhag ragfyr")  # fmt: skip
_COUNTS = _numbered(1, "a an one un", "two dau dwy ddau ddwy", "three tri tair dri dair", "four pedwar pedair",
    "five pum pump bum", "six chwe chwech", "seven saith", "eight wyth", "nine naw", "ten deg deng")  # fmt: skip
_UNITS = _numbered(1, "day days diwrnod ddiwrnod") | _numbered(7, "week weeks wythnos")
_UNITS |= _numbered(14, "fortnight pythefnos bythefnos")
_NEAR = _numbered(-1, "yesterday ddoe doe", "today heddiw tonight heno", "tomorrow yfory fory", "trennydd drennydd")
_NEAR |= {"the day after tomorrow": 2, "day after tomorrow": 2}
_PAST = {"half past": 30, "half": 30, "hanner awr wedi": 30, "quarter past": 15, "chwarter wedi": 15}
_PAST |= {"quarter to": -15, "chwarter i": -15}
_AM, _PM = "am|yb|(?:yn )?y bore|in the morning", "pm|yp|yh|(?:yn )?y prynhawn|yr hwyr|in the (?:afternoon|evening)"

# "Mawrth" is Tuesday and March: its place decides, so a word is matched only as a part of a whole shape.
_WEEKDAY = rf"(?:(?:d?dydd|nos) )?(?P<weekday>{'|'.join(_WEEKDAYS)})"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_CLOSE = rf"(?:{_WEEKDAY}|(?P<near>{'|'.join(_NEAR)}))"
_SPAN = rf"(?:(?P<count>\d+|{'|'.join(_COUNTS)}) )?(?P<unit>{'|'.join(_UNITS)})"
_DAY_SHAPES = [
    re.compile(rf"(?:(?:on|ar) )?(?:{shape})")
    for shape in (
        rf"(?:{_WEEKDAY} )?(?:(?:the|y) )?(?P<day>\d{{1,2}}) (?:(?:of|o) )?{_MONTH}(?: (?P<year>\d{{2,}}))?",
        rf"(?:{_WEEKDAY} )?{_MONTH} (?P<day>\d{{1,2}})(?: (?P<year>\d{{2,}}))?",
        rf"(?:{_WEEKDAY} )?(?P<day>\d\d?) ?(?P<sep>[/.-]) ?(?P<month>\d\d?)(?: ?(?P=sep) ?(?P<year>\d{{2,}}))?",
        rf"(?:{_WEEKDAY} )?(?P<year>\d{{4,}}) ?(?P<sep>[/.-]) ?(?P<month>\d\d?) ?(?P=sep) ?(?P<day>\d\d?)",
        rf"(?:this |(?P<next>next )){_WEEKDAY}",
        rf"{_WEEKDAY} (?:yma|(?P<next>next|nesaf))",
        rf"(?:in|mewn|ymhen) {_SPAN}(?: time)?",
        rf"{_SPAN} (?:(?:on|from|i|o) )?{_CLOSE}",
        rf"{_CLOSE}(?: (?P<unit>week|fortnight))?",
    )
]
_CLOCK_SHAPE = re.compile(
    rf"(?:(?P<past>{'|'.join(_PAST)}) )?(?P<hour>\d\d??)"
    r"(?(past)|(?:(?: ?[:.] ?|(?=[0-5]))(?P<minute>\d\d)(?::00)?)?)(?: (?:oclock|hrs|hours))?"
    rf"(?: (?P<half>{_AM}|(?P<pm>{_PM})))?"
)
_TIME_OPENING = re.compile(r"^(?:at|from|am|o|t) ")  # Welsh "am 10yb" is "at 10am"; "t" is from 2027-06-03T10:30
_TIME_JOIN = re.compile(r" ?- ?| (?:(?<!quarter )to|until|till?|(?<!chwarter )i|tan|hyd) ")
_SMOOTHED = [
    (re.compile(r"['\u2018\u2019\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"), ""),
    (re.compile(r"[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"[,;()\u060c]"), " "),
    (re.compile(r"(?<=[^\W\d])\."), ""),  # "a.m.", "Jan."
    (re.compile(r"(?<=\d) ?(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain)\b"), ""),
    (re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)"), " "),
    (re.compile(r"(?<=\d)([/.-])([^\W\d]+)(?:\1(?=\d)|(?= )|$)"), r" \2 "),  # 14-Jan-2027
    (re.compile(r"\b(?:12 )?(?:noon|midday|hanner dydd|canol dydd)\b"), "12 pm"),
    (re.compile(r"\b(?:12 )?(?:midnight|hanner nos)\b"), "0 am"),
]


def read_day(text: str, *, today: date) -> date:
    """Read one day: "3 June 2027", "Thu 14 Jan", "3/6/27", "next Tuesday", "in 2 weeks", "dydd Iau 14 Ionawr 2027".

    Without a year it is the next such day, today included. Two digits are a year from 2000 on.
    Refused, as DateNotRead and nothing else: EMPTY, NOT_READ (also a month past 12), NO_SUCH_DAY, WRONG_WEEKDAY when
    the weekday contradicts the date, TOO_FAR outside 1900 to 2200.
    """
    parts = _day_parts(_plain(text, "day"))
    if parts is None:
        raise DateNotRead(DateProblem.NOT_READ, text, part="day")
    return _day(parts, today, text)


def read_time(text: str) -> time:
    """Read one time: "10am", "10.30am", "1930", "noon", "half past 7pm", "10yb"; "10:30" is the 24-hour clock.

    Refused, as DateNotRead and nothing else: EMPTY, NO_SUCH_TIME, and NOT_READ for all else, an hour alone included.
    """
    pieces = _time_pieces(_plain(text, "time"))
    if pieces is None or len(pieces) > 1:
        raise DateNotRead(DateProblem.NOT_READ, text, part="time")
    return time(*divmod(_times(pieces, text)[0], 60))


def read_moment(text: str, *, now: datetime) -> Moment:
    """Read a day with a time or a range of times, in either order: "3 June 2027, 10am to 12 noon", "7pm tomorrow".

    `now` is the present in the person's own zone: it settles "tomorrow" and a missing year; a time gone by is accepted.
    In a range one "pm" serves both ends ("2 to 4pm", "11 to 1pm"), and midnight at the end is the end of that day.
    Refused, as DateNotRead and nothing else: all that `read_day` and `read_time` refuse, NO_TIME for a day alone, and
    END_BEFORE_START, also when both are the same.
    """
    plain, today = _plain(text, "day"), now.date()
    dated = [(parts, words) for day, words in _splits(plain) if (parts := _day_parts(day))]
    timed = [(parts, pieces) for parts, words in dated if (pieces := _time_pieces(words))]
    whole = _day_parts(plain)
    # "3 June 1930" is a year or half past seven: a year far from now gives way when a time can be read instead.
    if whole and (not timed or _year_is_sure(whole, today)):
        _day(whole, today, text)
        raise DateNotRead(DateProblem.NO_TIME, text)
    if not timed:
        raise DateNotRead(DateProblem.NOT_READ, text, part="time" if dated else "day")
    parts, pieces = max(timed, key=lambda reading: _year_is_sure(reading[0], today))  # the first of equals
    midnight = datetime.combine(_day(parts, today, text), time())
    start, end = _times(pieces, text)
    return Moment(midnight + timedelta(minutes=start), None if end is None else midnight + timedelta(minutes=end))


def in_zone(naive_local: datetime, zone: ZoneInfo) -> datetime:
    """Turn a local time into the same instant in UTC.

    When the clocks go back an hour happens twice: this promises the first of the two, so nobody arrives an hour late.
    Refused: TIME_SKIPPED for a time that the clocks jump over in spring, TOO_FAR outside 1900 to 2200, and a plain
    ValueError for a time that already has a zone, which is a mistake in our code and not in what was typed.
    """
    if naive_local.tzinfo is not None:
        raise ValueError("in_zone needs a time without a zone")
    text = naive_local.isoformat(" ", "minutes")
    if not FIRST_YEAR <= naive_local.year <= LAST_YEAR:
        raise DateNotRead(DateProblem.TOO_FAR, text, first=FIRST_YEAR, last=LAST_YEAR)
    moment = naive_local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    back = moment.astimezone(zone).replace(tzinfo=None)
    if back != naive_local:
        local = {name: getattr(naive_local, name) for name in ("day", "month", "year", "hour", "minute")}
        raise DateNotRead(DateProblem.TIME_SKIPPED, text, instead=f"{back:%H:%M}", **local)
    return moment


def _plain(text: str, part: str) -> str:
    """The text in small letters, ASCII digits and single spaces, with digits and letters apart."""
    words = " ".join(text.split())
    if len(words) > LONGEST_TEXT:
        raise DateNotRead(DateProblem.NOT_READ, text, part=part)
    plain = "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", words).casefold())
    for pattern, replacement in _SMOOTHED:
        plain = " ".join(pattern.sub(replacement, plain).split())
    if not plain:
        raise DateNotRead(DateProblem.EMPTY, text, part=part)
    return plain


def _day_parts(plain: str) -> dict[str, str] | None:
    """What each word of a written day stands for, or None if this is not a day; not yet whether the day exists."""
    found = next((match for shape in _DAY_SHAPES if (match := shape.fullmatch(plain))), None)
    return found and {name: part for name, part in found.groupdict().items() if part}


def _day(parts: dict[str, str], today: date, text: str) -> date:
    if "month" not in parts:
        return _counted_day(parts, today, text)
    day = int(parts["day"])
    month = _MONTHS.get(parts["month"]) or int(parts["month"])
    if not 1 <= month <= 12:
        raise DateNotRead(DateProblem.NOT_READ, text, part="day")
    if "year" in parts:
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    else:
        year = today.year + ((month, day) < (today.month, today.day))
        while (month, day) == (2, 29) and not calendar.isleap(year):
            year += 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateNotRead(DateProblem.TOO_FAR, text, first=FIRST_YEAR, last=LAST_YEAR)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateNotRead(DateProblem.NO_SUCH_DAY, text, day=day, month=month, year=year, last=last)
    real = calendar.weekday(year, month, day)
    if (written := _WEEKDAYS.get(parts.get("weekday", ""), real)) != real:
        whole = {"day": day, "month": month, "year": year, "weekday": real, "written": written}
        raise DateNotRead(DateProblem.WRONG_WEEKDAY, text, **whole)
    return date(year, month, day)


def _counted_day(parts: dict[str, str], today: date, text: str) -> date:
    days = _NEAR.get(parts.get("near", ""), 0)
    if "weekday" in parts:
        days = (_WEEKDAYS[parts["weekday"]] - today.weekday()) % 7 or ("next" in parts) * 7
    if "unit" in parts:
        count = parts.get("count", "a")
        days += _UNITS[parts["unit"]] * (_COUNTS.get(count) or int(count))
    number = today.toordinal() + days  # compared as a number: a date past year 9999 cannot even be built
    if not date(FIRST_YEAR, 1, 1).toordinal() <= number <= date(LAST_YEAR, 12, 31).toordinal():
        raise DateNotRead(DateProblem.TOO_FAR, text, first=FIRST_YEAR, last=LAST_YEAR)
    return date.fromordinal(number)


def _year_is_sure(parts: dict[str, str], today: date) -> bool:
    """Whether the number after the month is surely a year, when a time may follow ("3 June 10 - 12pm")."""
    year = parts.get("year", "")
    return not year or "sep" in parts or (len(year) == 4 and abs(int(year) - today.year) <= 10)


def _splits(plain: str) -> list[tuple[str, str]]:
    """Every way to cut the words into a day and a time: the day first and as long as can be, then the time first."""
    words = plain.split()
    cuts = [(" ".join(words[:i]).strip(" -:"), " ".join(words[i:]).strip(" -:")) for i in range(1, len(words))]
    return cuts[::-1] + [(last, first) for first, last in cuts]


def _time_pieces(plain: str) -> list[re.Match[str]] | None:
    """The one or two written times, or None if these words are not times; not yet whether the times exist."""
    texts = _TIME_JOIN.split(_TIME_OPENING.sub("", plain))
    pieces = [found for text in texts if (found := _CLOCK_SHAPE.fullmatch(text))]
    if len(pieces) != len(texts) or len(texts) > 2:
        return None
    start, end = pieces[0], pieces[-1]
    return pieces if start["half"] or end["half"] or (start["minute"] and end["minute"]) else None


def _times(pieces: list[re.Match[str]], text: str) -> tuple[int, int | None]:
    """Start and end in minutes after midnight; each end of a range may lend its am or pm to the other."""
    start, end = pieces[0], pieces[-1]
    starts, ends = _clock(start, text), _clock(end, text)
    if len(pieces) == 1:
        return starts[0], None
    if ends == [0] and end["hour"] != "12":  # until midnight; "10am to 12am" is more likely a slip for 12pm
        ends = [24 * 60]
    # "2 to 4pm" starts in the same half of the day; "11 to 1pm" cannot. Without am and pm it is the 24-hour clock.
    starts = sorted(starts, key=lambda m: m // 720 != (ends[0] - 1) // 720) if end["half"] else starts[:1]
    ends = sorted(ends) if start["half"] else ends[:1]
    for first, last in product(starts, ends):
        if first < last:
            return first, last
    raise DateNotRead(DateProblem.END_BEFORE_START, text)


def _clock(piece: re.Match[str], text: str) -> list[int]:
    """What one written time can mean, in minutes after midnight, the plain reading first."""
    hour, minute, pm = int(piece["hour"]), int(piece["minute"] or 0), bool(piece["pm"])
    if minute > 59 or not pm <= hour <= (12 if piece["half"] or piece["past"] else 23):
        raise DateNotRead(DateProblem.NO_SUCH_TIME, text, hour=hour, minute=minute)
    minutes = minute + _PAST.get(piece["past"], 0)
    if piece["half"]:
        return [((hour % 12 + 12 * pm) * 60 + minutes) % 1440]
    plain = (hour * 60 + minutes) % 1440
    return [plain, (plain + 720) % 1440] if hour <= 12 and not piece["hour"].startswith("0") else [plain]
