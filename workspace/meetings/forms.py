"""The forms of planning, finding and cancelling meetings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import ValidationError

from workspace import db, i18n
from workspace.forms import ADDRESS, Day, DayAndTime, Form, Line, OneOf, Required, Text, date_words, is_web_address
from workspace.meanwhile import SharedForm
from workspace.meetings.models import Involvement, Meeting, WhoDecides, WorkLevel
from workspace.meetings.words import (
    INVOLVEMENT,
    INVOLVEMENT_MEANS,
    WHO_DECIDES,
    WHO_DECIDES_MEANS,
    WORK_LEVEL,
    WORK_LEVEL_MEANS,
    when,
)
from workspace.spaces.venues.models import Venue
from workspace.typed_dates import DateNotRead, DateProblem, in_zone, read_moment

USUAL_LENGTH = timedelta(hours=2)  # of a meeting whose end nobody wrote
BOXES = ("day", "starts", "ends")
# What the form and the meeting call by the same name.
FACTS = (
    "title", "purpose", "can_change", "cannot_change", "decided_by_others", "money",
    "place", "way_in", "welcomer", "online_link", "phone_in", "to_join",
)  # fmt: skip


class MeetingForm(SharedForm):
    """What a meeting is for, when it is, and how to join. Only title and time are needed to keep it as a draft."""

    title = Line(_l("What is the meeting called?"), [Required(_l("Write what the meeting is called"))])
    when = DayAndTime(_l("When is it?"))
    day = Day(_l("Day"))
    starts = Line(_l("Starts"))
    ends = Line(_l("Ends"))
    purpose = Text(_l("What is it for?"))
    involvement = OneOf(
        _l("How far do people shape what is decided?"),
        choices=[
            *((level.value, words, INVOLVEMENT_MEANS[level]) for level, words in INVOLVEMENT.items()),
            ("", _l("We have not decided yet")),
        ],
        default="",
    )
    who_decides = OneOf(
        _l("Who decides?"),
        choices=[
            *((who.value, words, WHO_DECIDES_MEANS[who]) for who, words in WHO_DECIDES.items()),
            ("", _l("We do not know yet")),
        ],
        default="",
    )
    work_level = OneOf(
        _l("What is it about?"),
        choices=[
            *((level.value, words, WORK_LEVEL_MEANS[level]) for level, words in WORK_LEVEL.items()),
            ("", _l("We have not decided yet")),
        ],
        default="",
    )
    can_change = Text(_l("What can change?"))
    cannot_change = Text(_l("What cannot change?"))
    decided_by_others = Text(_l("What do others decide?"))
    money = Text(_l("What money is there?"))
    is_statutory = BooleanField(_l("The law also asks for a consultation on this"))
    venue = SelectField(_l("Place"), coerce=int, choices=[], default=0)
    place = Line(_l("Room, or a place that is not in the list"))
    way_in = Text(_l("Way in"))
    welcomer = Text(_l("Who will meet people, and how to know them"))
    online_link = Line(_l("Link to join online"), most=ADDRESS)
    phone_in = Line(_l("Number to join by phone"))
    to_join = Text(_l("What people need to join online or by phone"))

    starts_at: datetime
    ends_at: datetime
    end_assumed = False

    def offer_venues(self, venues: Sequence[Venue]) -> None:
        """Say which places can be chosen."""
        self.venue.choices = [(0, _("No place of the list")), *((one.id, one.name) for one in venues)]

    def validate_online_link(self, field: Field) -> None:
        """Refuse all but web addresses: a link that runs a script must not stand on a page."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Write the whole address, like https://meet.example.org/our-room"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then read when the meeting is, from the one box or, where that is empty, from the three."""
        good = bool(super().validate(extra_validators))
        if any(self[name].errors for name in ("when", *BOXES)):
            return False
        try:
            self._read_when()
        except DateNotRead as problem:
            self.add_error(self._box_of(problem), date_words(problem))
            return False
        except ValidationError as problem:
            self.add_error("when", problem)
            return False
        return good

    def _read_when(self) -> None:
        if self.when.data:
            starts, ends = self.when.moments
        elif self.day.data:
            read = read_moment(self._joined(), now=i18n.local(db.now()))
            starts, ends = in_zone(read.starts, i18n.zone()), read.ends and in_zone(read.ends, i18n.zone())
        else:
            raise ValidationError(_("Write when it is, like “3 June 2027, 10am to 12 noon”"))
        if ends is None:
            ends, self.end_assumed = usual_end(starts), True
        self.starts_at, self.ends_at = starts, ends
        (self.when if self.when.data else self.day).understood = self.understood

    def _joined(self) -> str:
        return f"{self.day.data}, {self.starts.data}" + (f" - {self.ends.data}" if self.ends.data else "")

    def _box_of(self, problem: DateNotRead) -> str:
        return "ends" if problem.code is DateProblem.END_BEFORE_START else "starts"

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        """Return when it is, or nothing where that could not be read."""
        return [(self.starts_at, self.ends_at)] if hasattr(self, "starts_at") else []

    @property
    def understood(self) -> str:
        """Say back which day and times were read, and that the end was assumed when nobody wrote it."""
        words = when(self.starts_at, self.ends_at)
        if self.end_assumed:
            return str(_("We read this as %(when)s. You wrote no end, so we count two hours", when=words))
        return str(_("We read this as %(when)s", when=words))

    def add_error(self, field: str, words: Any) -> None:
        """Show what is wrong with the time beside the box in which it was written."""
        written_in_boxes = field == "when" and not self.when.data and self.day.data
        super().add_error("day" if written_in_boxes else field, words)

    @property
    def facts(self) -> dict[str, Any]:
        """Return everything that was written about the meeting, by the names that the meeting knows."""
        facts = {name: self[name].data or "" for name in FACTS}
        return facts | {
            "involvement": Involvement(self.involvement.data) if self.involvement.data else None,
            "who_decides": WhoDecides(self.who_decides.data) if self.who_decides.data else None,
            "work_level": WorkLevel(self.work_level.data) if self.work_level.data else None,
            "is_statutory": self.is_statutory.data,
            "venue_id": self.venue.data or None,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
        }


def usual_end(starts: datetime) -> datetime:
    """Return when a meeting ends whose end nobody wrote. Refused where that would be on the next day."""
    ends = starts + USUAL_LENGTH
    if i18n.local(ends).date() != i18n.local(starts).date():
        raise ValidationError(_("Write when it ends too, like “8pm to 10pm”"))
    return ends


def as_written(meeting: Meeting) -> dict[str, Any]:
    """Return what the form shows of a meeting. The time is written so that it is read as the same time again."""
    ends = i18n.local(meeting.ends_at)
    end = i18n.clock(meeting.ends_at) if ends.hour or ends.minute else "00:00"  # 12am would be read as its beginning
    return {name: getattr(meeting, name) for name in FACTS} | {
        "when": f"{i18n.moment(meeting.starts_at)} - {end}",
        "venue": meeting.venue_id or 0,
        "involvement": meeting.involvement or "",
        "who_decides": meeting.who_decides or "",
        "work_level": meeting.work_level or "",
        "is_statutory": meeting.is_statutory,
    }


class CancelForm(Form):
    """Why a meeting is called off."""

    reason = Text(_l("Why is it cancelled?"), [Required(_l("Write why it is cancelled. People will read this"))])


class FindForm(Form):
    """Which meetings to show."""

    words = Line(_l("Words in the title"))
