"""What organisers and leaders do until a charter is signed, and after. letters.py writes to them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm.attributes import set_committed_value

from workspace import audit, db, i18n
from workspace.actions.bodies.service import called
from workspace.audit import Event
from workspace.charters import queries as charters
from workspace.charters.models import CharterVersion
from workspace.charters.sealing import receipts
from workspace.charters.sealing.canonical import sealed_text, unnamed
from workspace.charters.sealing.models import SealedText
from workspace.charters.signing import queries
from workspace.charters.signing.models import Check, Signing, SigningState
from workspace.charters.signing.words import DECLARATION
from workspace.charters.stamping.service import wish_for
from workspace.errors import DomainError
from workspace.people import service as people
from workspace.people.letters import ByHand, tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.people.queries import with_email, with_names
from workspace.people.signin.models import Proof
from workspace.spaces.venues.queries import people_to_name

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # of codes: none that is taken for another
# What shows nobody but the one who is asked: a slip or a host's link passes through other hands.
PROOFS = {Proof.CODE, Proof.LINK, Proof.PASSWORD, Proof.PASSKEY}


@dataclass(frozen=True)
class Asked:
    """Who is asked to sign, and for which body."""

    name: str
    email: str
    post: str
    body: str
    answer_by: date


@dataclass(frozen=True)
class Written:
    """What a leader writes beside their signature."""

    name: str
    authority: str = ""
    statement: str = ""
    reservations: Sequence[tuple[int, str]] = ()  # number of a clause, and what they cannot promise
    until: date | None = None
    assisted_by: str = ""


def ask(version: CharterVersion, *, actor: Person, whom: Asked) -> Signing:
    """Ask a leader to sign the version that the group agreed, by a message to their own address. Recorded. Somebody who
    is not known here is made known. Refused: who is asked for the same body already; no version that is agreed."""
    person = with_email(whom.email) or people.add_person(actor=actor, name=whom.name, email=whom.email)
    body = called(version.space_id, whom.body)
    assert body is not None  # noqa: S101  (the form asks for it)
    if queries.is_asked(version, person.id, body.id):
        raise DomainError(_("This person is asked already to sign for this body, or has signed"), "email")
    row = Signing(
        space_id=version.space_id, charter_id=version.charter_id, version_id=version.id, person_id=person.id,
        body_id=body.id, post=whom.post, asked_by_id=actor.id, asked_at=db.now(), answer_by=whom.answer_by,
        state=SigningState.ASKED, not_yet=[], reservations=[],
    )  # fmt: skip
    db.session.add(row)
    for name, thing in (("person", person), ("body", body), ("charter", version.charter), ("version", version)):
        set_committed_value(row, name, thing)
    audit.record(actor, Event.SIGNATURE_ASKED, row, {"number": version.number}, subject=person)
    write_to(row, person, "sign_asked", key=f"sign_asked:{row.id}")
    return row


def remind(signing: Signing, *, actor: Person) -> None:
    """Write to a leader once more, at most once a day. Recorded. Refused: who is not asked any more."""
    _lock(signing, SigningState.ASKED)
    write_to(signing, signing.person, "sign_reminder", key=f"sign_reminder:{signing.id}:{db.now():%Y-%m-%d}")
    audit.record(actor, Event.SIGNATURE_REMINDED, signing, subject=signing.person)


def take_back(signing: Signing, *, actor: Person) -> None:
    """Ask no more. The page that the message leads to says so. Recorded. Refused: what is signed."""
    _lock(signing, SigningState.ASKED)
    signing.state, signing.ended_at = SigningState.TAKEN_BACK, db.now()
    audit.record(actor, Event.SIGNATURE_TAKEN_BACK, signing, subject=signing.person)


def note_left(signing: Signing, *, actor: Person, on: date) -> None:
    """Write down that whoever signed left their post: what they signed lapses, and who follows them can be asked.
    Recorded. Refused: what is not signed."""
    _lock(signing, SigningState.SIGNED)
    signing.left_on = on
    audit.record(actor, Event.SIGNER_LEFT, signing, {"on": on}, subject=signing.person)


def say_ready(signing: Signing, *, actor: Person, not_yet: Sequence[Check], missing: str, interests: str) -> bool:
    """Keep what the body can say yes to, what is missing for the rest, and what it gains. Recorded, without the words.
    Return whether it is ready: then the signing page opens. Refused: where nobody is asked any more."""
    _lock(signing, SigningState.ASKED)
    named = people_to_name(signing.space_id)
    signing.not_yet = [one.value for one in not_yet]
    signing.missing, signing.interests = to_references(missing, named), to_references(interests, named)
    signing.ready_at = None if not_yet else db.now()
    db.session.flush()
    audit.record(actor, Event.SIGNER_READY, signing, {"not_yet": signing.not_yet})
    return not not_yet


def write(signing: Signing, *, actor: Person, written: Written) -> None:
    """Keep what a leader writes beside their signature, until they sign or change it. Nothing is signed yet. Refused:
    what _refuse() says."""
    _refuse(signing)
    named = people_to_name(signing.space_id)
    signing.name, signing.until = to_references(written.name, named), written.until
    signing.assisted_by = to_references(written.assisted_by, named)
    signing.authority = to_references(written.authority, named)
    signing.statement = to_references(written.statement, named)
    signing.reservations = [[number, to_references(words, named)] for number, words in written.reservations]
    signing.written_at = db.now()
    db.session.flush()


def sign(signing: Signing, *, actor: Person, proof: Proof) -> None:
    """Sign what was written and checked: from now on nothing changes it. Sealed, and recorded with the hash of what is
    sealed. The organisers are told, and who signed gets a message that leads to the receipt. Refused: what _refuse()
    says, and a proof that passed through other hands."""
    _refuse(signing)
    if proof not in PROOFS:
        raise DomainError(_("Show that it is you by the code in a message, a password or a passkey"))
    if signing.written_at is None:
        raise DomainError(_("Write your name first"))
    signing.state, signing.signed_at, signing.identity = SigningState.SIGNED, db.now(), proof
    signing.code = _new_code()
    text = _sealed(signing.version)
    facts = evidence(signing, text)
    signing.evidence = receipts.as_written(facts)
    hashed = {"number": signing.version.number, "sealed": receipts.digest(signing.evidence)}
    row = audit.record(actor, Event.SIGNED, signing, hashed, subject=actor)
    made = receipts.sealed(facts, text, {"number": row.number, "seal": row.seal})
    signing.record_number, signing.record_seal = row.number, row.seal
    signing.key_name, signing.seal = made.key.name, made.seal
    db.session.flush()
    wish_for(signing.id)
    write_to(signing, actor, "signed", key=f"signed:{signing.id}")
    _tell_who_asked(signing)


def decline(signing: Signing, *, actor: Person, why: str) -> None:
    """Say that they do not sign, and why. Recorded, without the words. Whoever asked is told. Refused: what is signed,
    or not asked any more."""
    _lock(signing, SigningState.ASKED)
    signing.state, signing.ended_at = SigningState.DECLINED, db.now()
    signing.why = to_references(why, people_to_name(signing.space_id))
    audit.record(actor, Event.SIGNATURE_DECLINED, signing, subject=actor)
    _tell_who_asked(signing)


def withdraw(signing: Signing, *, actor: Person, why: str) -> None:
    """Take a signature back, and say why. That it was given stays to be read. Recorded, without the words. Whoever
    asked is told. Refused: what is not signed."""
    _lock(signing, SigningState.SIGNED)
    signing.state, signing.ended_at = SigningState.WITHDRAWN, db.now()
    signing.why = to_references(why, people_to_name(signing.space_id))
    audit.record(actor, Event.SIGNATURE_WITHDRAWN, signing, subject=actor)
    _tell_who_asked(signing)


def evidence(signing: Signing, text: str) -> dict[str, Any]:
    """Return what is sealed of a signature: who, for which body, what they read and declared, how they showed that it
    is them, and when. The name of who signs stands as they wrote it; others who are
    named stand as numbers, as names change."""
    version = signing.version
    identity, signed_at = signing.identity or Proof.CODE, signing.signed_at or db.now()
    return {
        "code": signing.code, "installation": current_app.config["SETTINGS"].base_url,
        "space": version.space.name, "charter": version.title, "kind": version.kind.value, "version": version.number,
        "text_sha256": receipts.digest(text), "declaration": declaration(signing),
        "language": i18n.language().tag, "name": with_names(signing.name), "post": signing.post,
        "body": signing.body.name, "authority": unnamed(signing.authority),
        "statement": unnamed(signing.statement), "interests": unnamed(signing.interests),
        "reservations": [{"clause": number, "words": unnamed(words)} for number, words in signing.reservations],
        "until": signing.until.isoformat() if signing.until else None,
        "assisted_by": unnamed(signing.assisted_by), "identity": identity.value,
        "signed_at": signed_at.astimezone(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def declaration(signing: Signing) -> str:
    """Return what somebody declares when they sign, in the reader's language."""
    return str(DECLARATION) % {
        "body": signing.body.name, "title": signing.version.title, "number": signing.version.number
    }  # fmt: skip


def _sealed(version: CharterVersion) -> str:
    found = queries.sealed_of(version)
    if found is None:
        text = sealed_text(version, charters.all_parts(version))
        found = SealedText(space_id=version.space_id, version_id=version.id, text=text)
        db.session.add(found)
        db.session.flush()
    return found.text


def _refuse(signing: Signing) -> None:
    """Refuse to sign what is not asked any more, what is signed, what a newer version follows, and before the body has
    said that it is ready."""
    _lock(signing, SigningState.ASKED)
    if queries.number_in_force(signing.charter_id, signing.space_id) != signing.version.number:
        raise DomainError(
            _(
                "The group has agreed a newer version of this charter. Nothing is signed. Ask the people below to send "
                "you the new one: what you wrote is still here"
            )
        )
    if signing.ready_at is None:
        raise DomainError(_("First say whether your body is ready"))


def _lock(signing: Signing, state: SigningState) -> None:
    """Let one change of a signature follow another. Refused: one that is not in this state."""
    db.session.flush()
    db.session.refresh(signing, ["state"], with_for_update=True)
    if signing.state is state:
        return
    said = {
        SigningState.ASKED: _("It is not signed yet"),
        SigningState.SIGNED: _("This is signed already. Nothing was done twice"),
        SigningState.DECLINED: _("You said that you do not sign. Ask the people below if you changed your mind"),
        SigningState.TAKEN_BACK: _("You are not asked to sign this any more"),
        SigningState.WITHDRAWN: _("This signature is withdrawn"),
    }
    raise DomainError(said[signing.state])


def _new_code() -> str:
    parts = ("".join(secrets.choice(LETTERS) for _one in range(4)) for _part in range(3))
    return "-".join(parts)


def write_to(signing: Signing, person: Person, template: str, *, key: str) -> None:
    """Write to somebody about a signature, once for each key."""
    tell(person, template, key=key, by_hand=[ByHand(signing.space_id)], signing_id=signing.id)


def _tell_who_asked(signing: Signing) -> None:
    if signing.asked_by_id != signing.person_id:
        asker = db.session.get_one(Person, signing.asked_by_id)
        write_to(signing, asker, "sign_answered", key=f"sign_answered:{signing.id}:{signing.state}")
