"""What tests of signing in share: the newest message, read as its reader would."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from workspace import db, jobs, mail


@dataclass
class Read:
    """A sign-in message, and what can be used of it."""

    text: str
    to: str

    @property
    def link(self) -> str:
        return re.search(r"<http://[^/]+(/sign-in/link/[^>]+)>", self.text)[1]  # type: ignore[index]

    @property
    def code(self) -> str:
        return re.search(r"\*\*(\d{3} \d{3})\*\*", self.text)[1]  # type: ignore[index]

    @property
    def wrong_code(self) -> str:
        return f"{(int(self.code.replace(' ', '')) + 1) % 1_000_000:06}"


@pytest.fixture
def letters(app: Flask) -> Callable[[], list[Read]]:
    """`letters()` does all waiting work and returns the sign-in messages, the newest last."""

    def read() -> list[Read]:
        while jobs.work_once(app):
            pass
        with app.test_request_context():
            found = db.session.scalars(
                select(mail.Message).where(mail.Message.template == "sign_in").order_by(mail.Message.id)
            )
            built = [mail.letter_of(message) for message in found]
            return [Read(letter.text, letter.to_address) for letter in built]

    return read
