"""Signing in and out: a sign-in is asked for, its link or code is used, a session begins, is proved again, and ends."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import and_, delete, func, or_, select, update

from workspace import audit, db, i18n, jobs, mail, throttle, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.queries import with_email
from workspace.people.signin import queries
from workspace.people.signin.models import (
    CODE_LIVES,
    CODE_TRIES,
    HOST_LINK_LIVES,
    LINK_LIVES,
    SESSION_LIVES,
    SHARED_SESSION_LIVES,
    Proof,
    SignIn,
    Slip,
    UserSession,
)
from workspace.people.signin.queries import hash_of, sealed

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CODES_A_DAY = 10  # tries for one address, whoever types them
# As long as a link lives: so there is always a link in the mailbox that works, whoever used up these messages.
MESSAGES, MESSAGES_WINDOW = 5, LINK_LIVES
MESSAGES_A_SENDER = 100  # an hour from one network address: an office or a library shares one
TWICE = timedelta(seconds=10)  # between two presses of one button
KEPT = timedelta(days=30)  # ended sessions and old sign-ins


# --- asking --------------------------------------------------------------------------------------------------------


def ask(*, address: str, browser: str, sender: str) -> SignIn:
    """Have a link and a code mailed to the person with this address, and return the sign-in that was asked for.

    For an address that we do not know the same is done and said, but nothing is sent. The code will work in this
    browser alone, the link in any. Refused when too many were asked for in a quarter of an hour.
    """
    mark = sealed("address", address)
    _refuse_too_many_messages(mark, sender)
    person = with_email(address)
    return _asked(person.id if person else None, mark, browser)


def ask_again(*, asked: SignIn, browser: str, sender: str) -> SignIn:
    """Have another link and code mailed to the same address. What was sent before still works for its time."""
    _refuse_too_many_messages(asked.address_mark, sender)
    return _asked(asked.person_id, asked.address_mark, browser)


def sign_in_link(person: Person) -> str:
    """Return a link that signs the person in once, within 24 hours, for a host to pass on. Recorded."""
    asked = _new_sign_in(person.id, sealed("address", person.email or ""), browser="", by_host=True)
    audit.record(None, Event.SIGN_IN_ASKED, asked, {"by_host": True}, subject=person)
    return mail.link("signin.link", token=queries.link_token(asked))


def _refuse_too_many_messages(mark: str, sender: str) -> None:
    if not throttle.hit(f"messages from {sender}", MESSAGES_A_SENDER, HOUR):
        raise DomainError(_("Many messages were asked for from your network. Wait an hour, or ring us"), "email")
    if not throttle.hit(f"messages to {mark}", MESSAGES, MESSAGES_WINDOW):
        words = _(
            "We sent several messages to this address just now. Look for the newest, also where unwanted mail goes. "
            "You can ask again in 15 minutes"
        )
        raise DomainError(words, "email")


def _asked(person_id: int | None, mark: str, browser: str) -> SignIn:
    pressed_twice = db.session.scalar(
        select(SignIn).where(
            SignIn.address_mark == mark, SignIn.browser == hash_of(browser), SignIn.asked_at > db.now() - TWICE
        )
    )
    if pressed_twice:
        return pressed_twice
    asked = _new_sign_in(person_id, mark, browser)
    jobs.enqueue("mail_sign_in", key=f"sign_in:{asked.id}", sign_in_id=asked.id)
    return asked


def _new_sign_in(person_id: int | None, mark: str, browser: str, *, by_host: bool = False) -> SignIn:
    asked = SignIn(
        person_id=person_id,
        address_mark=mark,
        salt=secrets.token_hex(16),
        browser=hash_of(browser),
        asked_at=db.now(),
        by_host=by_host,
    )
    db.session.add(asked)
    db.session.flush()
    return asked


@jobs.handler("mail_sign_in")
def mail_sign_in(sign_in_id: int) -> None:
    """Write to the person who asked. Here and not at once: whether we know an address must not show in the time."""
    asked = db.session.get_one(SignIn, sign_in_id)
    if asked.person_id is None:
        return
    person = db.session.get_one(Person, asked.person_id)
    mail.send("sign_in", person.id, key=f"sign_in:{asked.id}", sign_in_id=asked.id)
    audit.record(None, Event.SIGN_IN_ASKED, asked, subject=person)


@mail.template("sign_in")
def sign_in_letter(person_id: int, sign_in_id: int, to_supporter: bool = False) -> mail.Letter:
    """Bring the link and the code, made anew from the sign-in, as neither is kept. No supporter gets a copy."""
    person = db.session.get_one(Person, person_id)
    asked = db.session.get_one(SignIn, sign_in_id)
    language = person.language or i18n.language().code
    with i18n.speaking(language):
        code = queries.code_of(asked)
        text = mail.written(
            "sign_in",
            person=person,
            token=queries.link_token(asked),
            code=f"{code[:3]} {code[3:]}",
            link_minutes=LINK_LIVES // timedelta(minutes=1),
            code_minutes=CODE_LIVES // timedelta(minutes=1),
        )
        subject = _("Sign in to Working Together: your link and code")
    return mail.Letter(person.preferred_name, person.email or "", language, subject, text)


# --- using ---------------------------------------------------------------------------------------------------------


def use_link(*, asked: SignIn, browser: str) -> Person:
    """Use the link up and return its person. Never throttled. Refused when it was used before or is too old."""
    if asked.person is None or not asked.link_lives(db.now()) or not use_up(asked, browser):
        raise DomainError(_("This link does not work any more"))
    return asked.person


def use_code(*, asked: SignIn, typed: str, browser: str) -> Person:
    """Use the code up and return its person.

    Each try is counted, whatever becomes of it. Refused: a wrong code, one that is used or older than 10 minutes, the
    sixth try for one message, the eleventh a day for one address. The link in the same message works all the same.
    """
    if not throttle.hit(f"codes for {asked.address_mark}", CODES_A_DAY, DAY):
        raise DomainError(_("Codes for this address were tried too often today. Use the link in the message"), "code")
    if count_try(asked) > CODE_TRIES:
        words = _("This code was tried too often. Use the link in the message, or send another message")
        raise DomainError(words, "code")
    digits = "".join(letter for letter in typed if letter.isdecimal())
    fits = queries.same(digits, queries.code_of(asked)) and asked.code_lives(db.now())
    if not fits or asked.person is None or not use_up(asked, browser):
        raise DomainError(_("This code does not fit. Type the six digits of the newest message"), "code")
    return asked.person


def count_try(row: SignIn | Slip) -> int:
    """Count one try of a code in a transaction of its own, and return how many there were with it."""
    table = type(row)
    with db.separate_transaction() as own:
        more = update(table).where(table.id == row.id).values(code_tries=table.code_tries + 1)
        return own.execute(more.returning(table.code_tries)).scalar_one()


def use_up(row: SignIn | Slip, browser: str) -> bool:
    """Mark a sign-in or slip as used, in one statement, and say whether that was still possible.

    The same browser may do so twice in a moment: a button pressed twice shows the second answer alone, and that one
    must bring the key of a session too.
    """
    table, mark, moment = type(row), hash_of(browser), db.now()
    pressed_twice = and_(table.used_in == mark, table.used_at > moment - TWICE)
    unused = update(table).where(table.id == row.id, or_(table.used_at.is_(None), pressed_twice))
    used = unused.values(used_at=func.coalesce(table.used_at, moment), used_in=mark)
    return db.session.scalar(used.returning(table.id)) is not None


# --- sessions ------------------------------------------------------------------------------------------------------


def start_session(
    person: Person, *, device: str = "", shared_computer: bool = False, proof: Proof | None = None
) -> str:
    """Sign the person in on one browser and return the session's key, which is shown to nobody else and not kept.

    The session lives 30 days (people read slowly), on a shared computer until the browser closes. Recorded.
    """
    key = secrets.token_urlsafe(32)
    moment = db.now()
    session = UserSession(
        person_id=person.id,
        key_hash=hash_of(key),
        started_at=moment,
        proved_at=moment,
        proved_by=proof,
        ends_at=moment + (SHARED_SESSION_LIVES if shared_computer else SESSION_LIVES),
        shared_computer=shared_computer,
        device=device[:200],
    )
    db.session.add(session)
    audit.record(person, Event.SIGNED_IN, session, subject=person)
    return key


def prove(*, session: UserSession, proof: Proof) -> str:
    """Note that the person showed again that it is them, and how. Return the session's new key: the old one is dead."""
    key = secrets.token_urlsafe(32)
    session.key_hash, session.proved_at, session.proved_by = hash_of(key), db.now(), proof
    db.session.flush()
    return key


def sign_out(*, session: UserSession, actor: Person) -> None:
    """End the session in use: its key is dead at the next request. Recorded."""
    session.ended_at = db.now()
    audit.record(actor, Event.SIGNED_OUT, session, subject=actor)


def end_session(*, session: UserSession, actor: Person) -> None:
    """Sign the person out on another browser, from its next request on. Recorded."""
    session.ended_at = db.now()
    audit.record(actor, Event.SESSION_ENDED, session, subject=actor)


def end_other_sessions(*, session: UserSession, actor: Person) -> int:
    """Sign the person out everywhere but here, and return in how many places that was. Each is recorded."""
    others = [one for one in queries.open_sessions(actor.id) if one.id != session.id]
    for one in others:
        end_session(session=one, actor=actor)
    return len(others)


@upkeep.every_day
def forget_old() -> None:
    """Remove sign-ins that work no more with the messages about them, and sessions that ended 30 days ago."""
    before = db.now() - KEPT
    # Messages first: one whose sign-in is gone could not be read any more.
    letters = (mail.Message.template == "sign_in", mail.Message.created_at < db.now() - HOST_LINK_LIVES)
    db.session.execute(delete(mail.Message).where(*letters))
    db.session.execute(delete(SignIn).where(SignIn.asked_at < db.now() - HOST_LINK_LIVES - DAY))
    db.session.execute(delete(UserSession).where(or_(UserSession.ended_at < before, UserSession.ends_at < before)))
