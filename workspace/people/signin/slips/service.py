"""Making slips, switching their short codes on, using and ending them."""

import secrets
from dataclasses import dataclass

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.signin import queries
from workspace.people.signin.models import SLIP_CODE_TRIES, Slip, SlipState
from workspace.people.signin.queries import hash_of, sealed
from workspace.people.signin.service import count_try, use_up
from workspace.roles import Role

# Letters and digits that nobody takes for another: no 0 and O, no 1, I and L, no 2 and Z, no 5 and S, no 8 and B.
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
START = 3  # letters that say which slip; the other five are the secret


@dataclass(frozen=True)
class Printed:
    """What stands on the paper and nowhere else."""

    slip: Slip
    key: str
    code: str


def make(*, actor: Person, person: Person, space_id: int) -> Printed:
    """Make a slip with which the person signs in once, within 90 days. Recorded.

    Key and code are returned for printing and not kept. Refused for hosts and organisers; for somebody with e-mail,
    because whoever makes a slip could use it, and would read what that person keeps private; and for somebody who also
    belongs to a space that the actor does not organise: the slip would open that space too.
    """
    if queries.holds_keys(person):
        raise DomainError(_("A slip is never made for hosts and organisers. They sign in by mail"))
    if person.has_mail:
        raise DomainError(_("This person has e-mail, so they sign in by a link of their own"))
    if not _organises_all(actor, person):
        raise DomainError(_("This person belongs to another group too. A slip would open that group's pages as well"))
    key, code = secrets.token_urlsafe(16), "".join(secrets.choice(LETTERS) for _letter in range(8))
    slip = Slip(
        person_id=person.id,
        space_id=space_id,
        key_hash=hash_of(key),
        code_start=code[:START],
        code_hash=sealed("slip", code),
        made_by_id=actor.id,
        made_at=db.now(),
    )
    db.session.add(slip)
    audit.record(actor, Event.SLIP_MADE, slip, subject=person)
    return Printed(slip, key, f"{code[:4]} {code[4:]}")


def switch_code_on(*, slip: Slip, actor: Person) -> None:
    """Let the short code of the slip work, once, for five tries. Recorded. Refused when the slip is over."""
    if slip.state(db.now()) is not SlipState.READY:
        raise DomainError(_("This slip does not work any more. Make another one"))
    slip.code_on_at, slip.code_tries = db.now(), 0
    audit.record(actor, Event.SLIP_CODE_ON, slip, subject=slip.person)


def end(*, slip: Slip, actor: Person) -> None:
    """Make the slip worthless, at once. Recorded. A slip that is over already stays as it is."""
    if slip.state(db.now()) is not SlipState.READY:
        return
    slip.revoked_at = db.now()
    audit.record(actor, Event.SLIP_REVOKED, slip, subject=slip.person)


def use(*, slip: Slip, browser: str) -> Person:
    """Use the slip up and return its person. Refused: used, ended, expired, or its person is an organiser by now."""
    moment = db.now()
    over = slip.revoked_at is not None or moment >= slip.ends_at
    if over or queries.holds_keys(slip.person) or not use_up(slip, browser):
        raise DomainError(_("This slip does not work any more"))
    return slip.person


def use_code(*, typed: str, browser: str) -> Person:
    """Use a slip by its short code and return its person.

    Each try counts against the slips that the code begins like, whoever tries. Refused in the same words: a wrong
    code, one that is not switched on, was tried five times, or belongs to a slip that is over.
    """
    code = "".join(letter for letter in typed.upper() if letter in LETTERS)
    for slip in queries.slips_with_code_start(code[:START]):
        if count_try(slip) <= SLIP_CODE_TRIES and queries.same(sealed("slip", code), slip.code_hash):
            return use(slip=slip, browser=browser)
    words = _("This code opens nothing. Check each letter, and ask your organiser if the code is switched on")
    raise DomainError(words, "code")


def _organises_all(actor: Person, person: Person) -> bool:
    there = [m.space_id for m in person.memberships if m.left_at is None]
    return all(actor.role_in(space_id) is Role.ORGANISER for space_id in there)
