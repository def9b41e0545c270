"""A venue and its photos."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.spaces.models import Space
from workspace.uploads.models import Upload

STALE = timedelta(days=365)  # after this long without a look, the page says so
# What a page says of every venue, in this order, known or not.
FACILITIES = (
    "step_free", "doors_and_lift", "toilets", "accessible_toilet", "changing_places", "parking", "transport",
    "hearing_loop", "quiet_room", "light_and_noise",
)  # fmt: skip


class Venue(db.Base):
    """A place where a space meets. An empty text means that nobody knows."""

    __tablename__ = "venue"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(String(200), default="")  # of the building
    find_it: Mapped[str] = mapped_column(default="")  # the way there, step by step
    step_free: Mapped[str] = mapped_column(default="")
    doors_and_lift: Mapped[str] = mapped_column(default="")
    toilets: Mapped[str] = mapped_column(default="")
    accessible_toilet: Mapped[str] = mapped_column(default="")
    changing_places: Mapped[str] = mapped_column(default="")
    parking: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    hearing_loop: Mapped[str] = mapped_column(default="")
    quiet_room: Mapped[str] = mapped_column(default="")
    light_and_noise: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[str] = mapped_column(default="")  # names in it are kept as references
    checked_on: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    space: Mapped[Space] = relationship(lazy="raise_on_sql", viewonly=True)
    photos: Mapped[list["VenuePhoto"]] = relationship(
        "VenuePhoto", lazy="raise_on_sql", viewonly=True, order_by="VenuePhoto.id"
    )

    guests = frozenset[int]()  # numbers of guests of its meetings, given by whoever asks what they may see

    def invited(self, person: Any) -> bool:
        """Say whether the person is a guest of a meeting here."""
        return person.id in self.guests

    @property
    def in_one_line(self) -> str:
        """Return name and address as a letter or a calendar writes them."""
        return ", ".join([self.name, *(line.strip(" ,") for line in self.address.splitlines() if line.strip(" ,"))])

    def is_stale(self, today: date) -> bool:
        """Say whether the last look was too long ago to rely on. A place that nobody has looked at is not stale."""
        return self.checked_on is not None and today - self.checked_on > STALE


class VenuePhoto(db.Base):
    """A photo of a venue, and the same in words."""

    __tablename__ = "venue_photo"

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), unique=True)
    alt: Mapped[str] = mapped_column(String(500))

    venue: Mapped[Venue] = relationship(lazy="raise_on_sql", viewonly=True)
    upload: Mapped[Upload] = relationship(lazy="raise_on_sql", viewonly=True)

    @property
    def space(self) -> Space:
        return self.venue.space

    def invited(self, person: Any) -> bool:
        return self.venue.invited(person)
