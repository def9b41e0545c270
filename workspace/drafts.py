"""What a person types is kept on the server for 30 days, so that a session that ends loses nothing.

A draft belongs to a person, or, when somebody was signed out while typing, to the browser until they sign in again.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from workspace import db

KEPT = timedelta(days=30)
LONGEST = 400_000  # characters of one draft: far above the longest note, far below what fills a small disk
# The mechanics of a form, and what must never lie in a draft.
LEFT_OUT = {"csrf_token", "once", "kept_at", "address", "password", "code"}
# What people answer without a name: a draft has one.
LEFT_OUT |= {"felt_heard", "felt_safe", "was_clear", "free_line"}


class Draft(db.Base):
    """The fields of one form as somebody left them."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "address"),)

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    browser: Mapped[str | None] = mapped_column(String(64), index=True)
    address: Mapped[str]
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    saved_at: Mapped[datetime]


def keep(address: str, fields: list[tuple[str, str]], *, person_id: int | None = None, browser: str = "") -> bool:
    """Keep the fields of the form at `address`, in place of what was kept before. False when they are too long."""
    fields = [(name, value) for name, value in fields if name not in LEFT_OUT]
    if not fields:
        return True  # a button alone, or nothing but a secret
    if sum(len(value) for _, value in fields) > LONGEST or len(address) > 500:
        return False
    owner = Draft.person_id == person_id if person_id else Draft.browser == _digest(browser)
    db.session.execute(delete(Draft).where(owner, Draft.address == address))
    db.session.add(
        Draft(
            person_id=person_id,
            browser=None if person_id else _digest(browser),
            address=address,
            fields=[list(pair) for pair in fields],
            saved_at=db.now(),
        )
    )
    return True


def on_page(person_id: int, page: str) -> dict[str, Draft]:
    """Return what the person left in the forms of a page, by their addresses: one query, however many forms."""
    of_page = Draft.address.startswith(f"{page}#", autoescape=True)
    found = db.session.scalars(select(Draft).where(Draft.person_id == person_id, of_page))
    return {draft.address: draft for draft in found}


def forget(person_id: int, address: str) -> None:
    """Remove what was kept of a form: it has been sent, or the person threw it away."""
    db.session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.address == address))


def adopt(browser: str, person_id: int) -> None:
    """Give the person who signed in what this browser kept while they were signed out."""
    mine = select(Draft.address).where(Draft.browser == _digest(browser))
    db.session.execute(delete(Draft).where(Draft.person_id == person_id, Draft.address.in_(mine)))
    db.session.execute(update(Draft).where(Draft.browser == _digest(browser)).values(person_id=person_id, browser=None))


def forget_old() -> None:
    """Remove drafts older than 30 days."""
    db.session.execute(delete(Draft).where(Draft.saved_at < db.now() - KEPT))


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
