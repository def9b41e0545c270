"""A paper for an item of an agenda, and the versions in which it exists."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import InMeeting, Meeting
from workspace.spaces.models import Sharing
from workspace.uploads.models import Upload


class PaperForm(StrEnum):
    """In which form a version is. But for the first they are called as in a person's profile (people.models.Format)."""

    STANDARD = "standard"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    PLAIN_TEXT = "plain_text"
    WORD = "word"
    AUDIO = "audio"
    BRAILLE = "braille"


class Paper(InMeeting, db.Base):
    """Something to read before a meeting. It stands in the list before it exists: somebody owes it."""

    __tablename__ = "paper"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    means: Mapped[str]  # what it means for people
    brought_by: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    due_on: Mapped[date]  # the day by which it is sent
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    versions: Mapped[list["PaperVersion"]] = relationship(
        "PaperVersion", lazy="raise_on_sql", viewonly=True, order_by="PaperVersion.id"
    )

    @property
    def first_sent_on(self) -> date | None:
        """Return when the first of its versions came, whichever that was. Needs the versions loaded."""
        return min((one.sent_on for one in self.versions), default=None)

    def days_late(self, today: date) -> int:
        """Return by how many days it was sent late, or is late today; 0 when it was in time or still may be."""
        return max(0, ((self.first_sent_on or today) - self.due_on).days)


class PaperVersion(db.Base):
    """A paper in one form and one language: a file of ours, or a link to where it is."""

    __tablename__ = "paper_version"
    __table_args__ = (
        UniqueConstraint("paper_id", "form", "language"),
        CheckConstraint("(upload_id IS NULL) <> (link = '')", name="file_or_link"),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    form: Mapped[PaperForm] = mapped_column(db.one_of(PaperForm))
    language: Mapped[str] = mapped_column(String(10))
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), unique=True)
    link: Mapped[str] = mapped_column(String(500), default="")
    sent_on: Mapped[date]  # as the calendars of the space say it
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]

    paper: Mapped[Paper] = relationship(lazy="raise_on_sql", viewonly=True)
    upload: Mapped[Upload | None] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Any:
        return self.paper.space

    def invited(self, person: Any) -> bool:
        return self.paper.invited(person)

    def place_of(self, person: Any) -> Any:
        return self.paper.place_of(person)

    @property
    def open_to_members(self) -> bool:
        """Say whether all members may read it: it is shared as its item is."""
        return self.paper.item.sharing.reaches(Sharing.MEMBERS)

    @property
    def days_late(self) -> int:
        """Return how many days after the promised day this version came. Needs the paper loaded."""
        return max(0, (self.sent_on - self.paper.due_on).days)


class PaperReading(db.Base):
    """A paper was read by people before it was final: how many, who they are in words, and what changed after."""

    __tablename__ = "paper_reading"
    __table_args__ = (CheckConstraint("how_many > 0", name="some_readers"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    how_many: Mapped[int]
    who: Mapped[str] = mapped_column(String(500))  # names in it are kept as references, as in what changed
    read_on: Mapped[date]
    changed: Mapped[str]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]

    paper: Mapped[Paper] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Any:
        return self.paper.space
