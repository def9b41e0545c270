"""A person, as they asked to be known and reached, and their place in each space."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy import JSON, Dialect, String, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workspace import db
from workspace.roles import Role

if TYPE_CHECKING:
    from workspace.spaces.models import Membership


class ReachBy(StrEnum):
    """How a person wants to hear from us first."""

    MAIL = "mail"
    TEXT = "text"
    POST = "post"
    PHONE = "phone"


class Hears(StrEnum):
    """How a person wants to hear what changes about actions and pairs that they have to do with."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    PAGES = "pages"


class Format(StrEnum):
    """In which form a person reads best."""

    WEB = "web"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    PLAIN_TEXT = "plain_text"
    WORD = "word"
    AUDIO = "audio"
    BRAILLE = "braille"


class SpeaksFor(StrEnum):
    """Whom a person speaks for in a space. Nobody speaks for everybody."""

    SELF = "self"
    GROUP = "group"
    BODY = "body"


class Name(TypeDecorator[str]):
    """A name. Whoever was erased has none, and reads “a member”, in the language of whoever reads."""

    impl = String(200)
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return value or gettext("a member")


class Person(db.Base):
    """Somebody who takes part. `preferred_name` is the only name there is: no other is asked for or kept."""

    __tablename__ = "person"

    preferred_name: Mapped[str] = mapped_column(Name())
    pronouns: Mapped[str] = mapped_column(String(200), default="")
    say_name: Mapped[str] = mapped_column(String(200), default="")
    described_as: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(default="")

    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # in small letters, so that it is found again
    phone: Mapped[str] = mapped_column(String(200), default="")
    post_address: Mapped[str] = mapped_column(default="")
    reach_by: Mapped[ReachBy] = mapped_column(db.one_of(ReachBy), default=ReachBy.MAIL)
    hears: Mapped[Hears] = mapped_column(db.one_of(Hears), default=Hears.AT_ONCE)
    language: Mapped[str] = mapped_column(String(10), default="")
    formats: Mapped[list[str]] = mapped_column(JSON, default=list)
    good_times: Mapped[str] = mapped_column(default="")
    supporter_name: Mapped[str] = mapped_column(String(200), default="")
    supporter_email: Mapped[str] = mapped_column(String(254), default="")
    supporter_copies: Mapped[bool] = mapped_column(default=False)

    reading: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(default="")
    is_host: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        "Membership", lazy="raise_on_sql", viewonly=True, order_by="Membership.id"
    )

    # What Flask-Login asks of somebody who is signed in.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.id)

    def role_in(self, space_id: int) -> Role | None:
        """Return the person's role in the space, or None: they never joined, or have left."""
        found = self.membership_in(space_id)
        return found.role if found else None

    def membership_in(self, space_id: int) -> "Membership | None":
        """Return the person's place in the space while they belong to it."""
        return next((m for m in self.memberships if m.space_id == space_id and m.left_at is None), None)

    @property
    def places(self) -> "list[Membership]":
        """Return the person's places in all the spaces that they belong to."""
        return [m for m in self.memberships if m.left_at is None]

    @property
    def space_ids(self) -> list[int]:
        """Return the numbers of the spaces that the person belongs to."""
        return [m.space_id for m in self.places]

    @property
    def has_mail(self) -> bool:
        return bool(self.email)


class Nobody:
    """Whoever has not signed in."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_host = False
    id = None
    language = ""
    reading = None
    memberships: tuple[()] = ()

    def get_id(self) -> None:
        return None

    def role_in(self, space_id: int) -> Role | None:
        return None

    def membership_in(self, space_id: int) -> None:
        return None
