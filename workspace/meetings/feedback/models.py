"""What people said about a meeting, as sums; and who has answered, for as long as answers are taken."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db
from workspace.meetings.models import Meeting, MeetingState

DAYS = timedelta(days=10)  # long enough for a letter and its answer
FEWEST = 5  # answers behind anything that is shown


class Asked(StrEnum):
    """What is asked."""

    HEARD = "heard"
    SAFE = "safe"
    CLEAR = "clear"


class Said(StrEnum):
    """How somebody answers."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_SAID = "not_said"


class How(StrEnum):
    """How somebody answers: on their own page, on a sheet of paper, or by phone."""

    PAGE = "page"
    PAPER = "paper"
    PHONE = "phone"


@dataclass(frozen=True)
class Answers:
    """One answer, on its way into the sums."""

    said: dict[Asked, Said]
    words: str = ""


class Feedback(db.Base):
    """All answers about one meeting. There is no row for each: every answer only adds to `sums`, and its free line is
    put among the others in an order that is mixed anew each time. Nothing here has a time or a person."""

    __tablename__ = "feedback"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    sums: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(default="")  # the free lines, one on each line
    by_page: Mapped[int] = mapped_column(default=0)
    by_phone: Mapped[int] = mapped_column(default=0)
    by_paper: Mapped[int] = mapped_column(default=0)

    @property
    def count(self) -> int:
        return self.by_page + self.by_phone + self.by_paper

    @property
    def is_shown(self) -> bool:
        """Say whether the sums may be shown: not below five answers, and not while one to four people answered by
        themselves, for whoever wrote the others down could subtract those."""
        return self.count >= FEWEST and not 0 < self.by_page < FEWEST

    def sum_of(self, asked: Asked, said: Said) -> int:
        return self.sums.get(asked, {}).get(said, 0)


class FeedbackMark(db.Base):
    """That somebody has answered, or took a sheet to answer on. It says how, and never what or when."""

    __tablename__ = "feedback_mark"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), unique=True)
    how: Mapped[How] = mapped_column(db.one_of(How))


def last_day(meeting: Meeting) -> date | None:
    """Return the last day for answers, where the space is; None while the meeting is not over."""
    if meeting.state is not MeetingState.CLOSED or meeting.closed_at is None:
        return None
    return meeting.closed_at.astimezone(ZoneInfo(meeting.space.time_zone)).date() + DAYS


def takes_answers(meeting: Meeting) -> bool:
    """Say whether people can answer now."""
    last = last_day(meeting)
    return last is not None and db.now().astimezone(ZoneInfo(meeting.space.time_zone)).date() <= last


def is_settled(meeting: Meeting) -> bool:
    """Say whether the time for answers is over."""
    return last_day(meeting) is not None and not takes_answers(meeting)
