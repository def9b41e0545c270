"""What somebody said, as it was heard, and every time that it was read back."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.outcomes.models import AtItem, reference
from workspace.people.models import Person


class HeardState(StrEnum):
    """Whether the speaker has said that it is right."""

    TO_READ_BACK = "to_read_back"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


class HeardHow(StrEnum):
    """How the speaker said so: on a page of their own, or to whoever wrote it down."""

    OWN_PAGE = "own_page"
    ALOUD = "aloud"
    PHONE = "phone"


class Heard(AtItem, db.Base):
    """A line of what was said at an item. `words` is what was first written; `own_words` is the speaker's, if they
    said it differently. `version` grows each time that it is read back."""

    __tablename__ = "heard"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # only if it may be said
    words: Mapped[str]
    own_words: Mapped[str] = mapped_column(default="")
    state: Mapped[HeardState] = mapped_column(db.one_of(HeardState), default=HeardState.TO_READ_BACK)
    version: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[datetime]
    heard_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql", viewonly=True)
    item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql", viewonly=True)
    speaker: Mapped[Person | None] = relationship(lazy="raise_on_sql", viewonly=True, foreign_keys=[speaker_id])
    readings: Mapped[list["HeardReading"]] = relationship(
        "HeardReading", lazy="raise_on_sql", viewonly=True, order_by="HeardReading.id.desc()"
    )

    def concerns(self, person: Any) -> bool:
        return bool(self.speaker_id == person.id)

    @property
    def owner_id(self) -> int | None:
        """Return whose words they are: the person who may say whether they are right."""
        return self.speaker_id

    @property
    def who(self) -> str:
        """Return who said it, as a reference: whoever asked not to be named is not named here either."""
        return reference(self.speaker_id) if self.speaker_id else ""

    @property
    def stands(self) -> str:
        """Return the words that count now: the speaker's own, where they said it differently."""
        return self.own_words or self.words

    @property
    def texts(self) -> list[str]:
        return [self.words, self.own_words]


class HeardReading(db.Base):
    """One time that a line was read back, kept for ever: what the speaker said to it, how, and who wrote that down."""

    __tablename__ = "heard_reading"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    heard_id: Mapped[int] = mapped_column(ForeignKey("heard.id", ondelete="CASCADE"), index=True)
    state: Mapped[HeardState] = mapped_column(db.one_of(HeardState))
    own_words: Mapped[str] = mapped_column(default="")
    how: Mapped[HeardHow] = mapped_column(db.one_of(HeardHow))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    @property
    def who(self) -> str:
        """Return who wrote it down, as a reference."""
        return reference(self.by_id)
