"""A need, who may see it, and when the person agreed to that."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db


class NeedKind(StrEnum):
    """Needs that many people have. `OTHER` is in the person's own words alone."""

    STEP_FREE = "step_free"
    BSL = "bsl"
    CAPTIONS = "captions"
    HEARING_LOOP = "hearing_loop"
    INTERPRETER = "interpreter"
    BREAKS = "breaks"
    QUIET_SPACE = "quiet_space"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    EARLY_PAPERS = "early_papers"
    SUPPORT_PERSON = "support_person"
    CAMERA_OFF = "camera_off"
    SEAT = "seat"
    FOOD = "food"
    OTHER = "other"


class SeenBy(StrEnum):
    """Who may see a need."""

    ORGANISERS = "organisers"
    CHAIR = "chair"
    NOBODY = "nobody"


class Need(db.Base):
    """Something a person needs to take part. Kept in a table of its own, apart from who the person is."""

    __tablename__ = "need"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NeedKind] = mapped_column(db.one_of(NeedKind))
    words: Mapped[str] = mapped_column(default="")
    seen_by: Mapped[SeenBy] = mapped_column(db.one_of(SeenBy), default=SeenBy.NOBODY)
    agreed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]  # when it last became another need, or was said in other words
