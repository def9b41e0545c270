"""The sample forum: invented people, their meetings and their promises, for trying the product out.

It is made by the verbs that people use, at the moments at which people would have used them: its record is as real as
any. No message leaves: all are kept, to be read on the host's pages.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from workspace import db, jobs
from workspace.errors import DomainError
from workspace.mail import Message, MessageState
from workspace.people.models import Person
from workspace.sample.dates import look_for_a_date
from workspace.sample.meetings import hold
from workspace.sample.people import TO_TRY as TO_TRY
from workspace.sample.people import move_in
from workspace.sample.promises import write_charter
from workspace.sample.signed import agree_and_sign
from workspace.sample.words import explain_words


@dataclass(frozen=True)
class ToTry:
    """A sample person worth trying, and who they are."""

    person: Person
    words: str


def anybody() -> bool:
    """Say whether anybody is in the database."""
    return bool(db.session.scalar(select(func.count()).select_from(Person)))


def load() -> None:
    """Load the sample forum, and the panel that is its neighbour. Refused: a database that has people in it."""
    if anybody():
        raise DomainError("There are people in this database already. The sample forum needs an empty one.")
    forum, panel = move_in()
    hold(forum, panel)
    look_for_a_date(forum)
    explain_words(forum)
    agree_and_sign(forum, panel)
    write_charter(forum)
    db.session.execute(update(Person).values(is_sample=True))
    # Nobody lives at these addresses: nothing is ever sent to them.
    waits = ["send_message", "send_reminders", "pair_waits", "charter_asked", "consultation_open"]
    db.session.execute(delete(jobs.Job).where(jobs.Job.kind.in_(waits)))
    db.session.execute(update(Message).values(state=MessageState.KEPT))


def people_to_try() -> list[ToTry]:
    """Return the sample people worth signing in as; nobody in a database of real people."""
    known = {person.email: person for person in db.session.scalars(select(Person).where(Person.is_sample))}
    return [ToTry(known[email], words) for email, words in TO_TRY.items() if email in known]
