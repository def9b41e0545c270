"""Asking a browser for a passkey, and adding, using, naming and removing one."""

from datetime import timedelta

import webauthn
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from workspace import audit, db, throttle, upkeep
from workspace.audit import Event
from workspace.config import Settings
from workspace.errors import DomainError
from workspace.people.letters import tell
from workspace.people.models import Person
from workspace.people.signin.passkeys import queries
from workspace.people.signin.passkeys.models import CHALLENGE_LIVES, Passkey, PasskeyChallenge
from workspace.people.signin.queries import hash_of

# An hour from one network address, which an office may share; asking and answering count one each.
TRIES, TRIES_WINDOW = 200, timedelta(hours=1)
LONGEST_ANSWER = 20_000  # characters; browsers send about two thousand
LONGEST_CREDENTIAL = 1023  # bytes, as WebAuthn says
PATIENCE = int(CHALLENGE_LIVES.total_seconds() * 1000)  # milliseconds that a browser waits for its owner
VERIFIED = UserVerificationRequirement.REQUIRED  # a finger, a face or a PIN: what makes a passkey two factors


# --- asking --------------------------------------------------------------------------------------------------------


def ask_to_add(*, actor: Person, browser: str, sender: str) -> str:
    """Return what this browser needs to make a passkey for the person, with a challenge that it answers once.

    A device that holds one of their passkeys already makes no second. Refused when too many were asked for.
    """
    challenge = _new_challenge(browser, sender)
    # Not the preferred name: the device shows these words for ever, and names change.
    account = actor.email or _("My account")
    options = webauthn.generate_registration_options(
        rp_id=_settings().host_name,
        rp_name="Working Together",
        user_id=queries.handle_of(actor.id),
        user_name=account,
        challenge=challenge,
        timeout=PATIENCE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=_known_to_devices(actor.id),
    )
    return webauthn.options_to_json(options)


def ask_to_use(*, person_id: int | None, browser: str, sender: str) -> str:
    """Return what this browser needs to use a passkey, with a challenge that it answers once.

    Of somebody who is not signed in nothing is asked but whether their device knows them: what is returned is the same
    for everybody. Refused when too many were asked for.
    """
    challenge = _new_challenge(browser, sender)
    options = webauthn.generate_authentication_options(
        rp_id=_settings().host_name,
        challenge=challenge,
        timeout=PATIENCE,
        allow_credentials=_known_to_devices(person_id) if person_id else None,
        user_verification=VERIFIED,
    )
    return webauthn.options_to_json(options)


def _known_to_devices(person_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one.credential) for one in queries.passkeys_of(person_id)]


def _new_challenge(browser: str, sender: str) -> bytes:
    """Make a challenge for this browser; one that it was given before is worthless from now on."""
    _refuse_too_many(sender)
    made = PasskeyChallenge(browser=hash_of(browser), challenge=webauthn.helpers.generate_challenge(), made_at=db.now())
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.browser == made.browser))
    db.session.add(made)
    db.session.flush()
    return made.challenge


def _take_challenge(browser: str) -> bytes | None:
    """Return this browser's challenge while it lives. It is gone in any case, whatever becomes of the answer."""
    with db.separate_transaction() as own:
        mine = delete(PasskeyChallenge).where(PasskeyChallenge.browser == hash_of(browser))
        taken = own.scalars(mine.returning(PasskeyChallenge)).all()
        return next((one.challenge for one in taken if one.lives(db.now())), None)


def _refuse_too_many(sender: str) -> None:
    if not throttle.hit(f"passkeys from {sender}", TRIES, TRIES_WINDOW):
        words = _("Passkeys were tried very often from your network. Wait an hour, or have a link mailed to you")
        raise DomainError(words)


# --- adding and using ----------------------------------------------------------------------------------------------


def add(*, actor: Person, answer: str, browser: str, sender: str, name: str) -> Passkey:
    """Give the person the passkey that their device made, and tell them by mail. Recorded.

    Refused: the device stopped, the answer is to no challenge of this browser, to one older than five minutes, was made
    for another address or without looking whose device it is, or the key is known already.
    """
    _refuse_too_many(sender)
    challenge = _take_challenge(browser)
    _refuse_stopped(answer, _("No passkey was added: it was stopped, or took too long. You can try again"))
    made = _made(answer, challenge) if challenge else None
    if made is None or queries.passkey_with(made.credential_id):
        raise DomainError(_("No passkey was added: the answer of your device did not fit. You can try again"))
    passkey = Passkey(
        person_id=actor.id,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        added_at=db.now(),
    )
    db.session.add(passkey)
    audit.record(actor, Event.PASSKEY_ADDED, passkey, subject=actor)
    tell(actor, "passkey_added", key=f"passkey_added:{passkey.id}")
    return passkey


def use(*, answer: str, browser: str, sender: str, only: Person | None = None) -> Person:
    """Return the person whose passkey this is. Recorded.

    Refused in the same words: a passkey that we do not know or that was removed, one of anybody but `only`, an answer
    to no challenge of this browser, to one older than five minutes, or made for another address, a signature that does
    not fit, and a device whose count went back, because then there are two of it.
    """
    _refuse_too_many(sender)
    challenge = _take_challenge(browser)
    words = _("No passkey was used: it was stopped, took too long, or this device has none of yours. You can try again")
    _refuse_stopped(answer, words)
    given = _read(answer)
    passkey = queries.passkey_with(given.raw_id) if given and challenge else None
    used = _used(given, challenge, passkey) if given and challenge and passkey else None
    if passkey is None or used is None or (only and passkey.person_id != only.id):
        raise DomainError(_("This passkey does not open this account. Try another way to sign in"))
    passkey.sign_count, passkey.used_at = used.new_sign_count, db.now()
    audit.record(passkey.person, Event.PASSKEY_USED, passkey, subject=passkey.person)
    return passkey.person


def _refuse_stopped(answer: str, otherwise: str) -> None:
    """Say in words what stopped the device: then the answer is not its own, but the name that browsers give to it."""
    if answer.startswith("{"):
        return
    words = {
        "InvalidStateError": _("This device holds a passkey of yours already"),
        "SecurityError": _("Passkeys work only at %(address)s", address=_settings().origin),
    }
    raise DomainError(words.get(answer, otherwise))


def _read(answer: str) -> AuthenticationCredential | None:
    try:
        return parse_authentication_credential_json(answer) if len(answer) <= LONGEST_ANSWER else None
    except Exception:  # whatever a parser raises: no browser made this
        return None


def _made(answer: str, challenge: bytes) -> VerifiedRegistration | None:
    settings = _settings()
    try:
        made = webauthn.verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=challenge,
            expected_rp_id=settings.host_name,
            expected_origin=settings.origin,
            require_user_verification=True,
        )
    except Exception:  # the library names only some of what its parsers raise: no browser made this
        return None
    return made if len(made.credential_id) <= LONGEST_CREDENTIAL else None


def _used(given: AuthenticationCredential, challenge: bytes, passkey: Passkey) -> VerifiedAuthentication | None:
    settings = _settings()
    if given.response.user_handle not in {None, queries.handle_of(passkey.person_id)}:
        return None
    try:
        return webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=settings.host_name,
            expected_origin=settings.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception:  # as above
        return None


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


# --- keeping -------------------------------------------------------------------------------------------------------


def rename(*, passkey: Passkey, name: str) -> None:
    """Call the passkey by another name."""
    passkey.name = name


def remove(*, passkey: Passkey, actor: Person) -> None:
    """Make the passkey worthless, at once, and tell its person by mail. Recorded. Their other ways in stay."""
    audit.record(actor, Event.PASSKEY_REMOVED, passkey, subject=actor)
    tell(actor, "passkey_removed", key=f"passkey_removed:{passkey.id}")
    db.session.delete(passkey)
    db.session.flush()


@upkeep.every_day
def forget_old() -> None:
    """Remove challenges that nobody answered in time."""
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.made_at < db.now() - CHALLENGE_LIVES))
