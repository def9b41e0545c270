"""The installation's keys: made at first need, kept in a file by command, followed by a new one by command."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from flask import current_app
from sqlalchemy import select

from workspace import audit, db, libraries
from workspace.audit import Event
from workspace.charters.sealing.models import SealingKey


def newest() -> SealingKey | None:
    """Return the key that seals, or None before the first signature."""
    return db.session.scalar(select(SealingKey).order_by(SealingKey.made_at.desc(), SealingKey.id.desc()).limit(1))


def named(name: str) -> SealingKey | None:
    """Return a key of this installation, also one that was followed by another."""
    return db.session.scalar(select(SealingKey).where(SealingKey.name == name))


def make() -> SealingKey:
    """Make a key, which seals from now on. What older ones sealed stays good. Recorded."""
    private = libraries.ed25519.Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    name = hashlib.sha256(public).hexdigest()[:16]
    key = SealingKey(name=name, public=public.hex(), private=_locked(private), made_at=db.now())
    db.session.add(key)
    db.session.flush()
    audit.record(None, Event.SEALING_KEY_MADE, key, {"name": name})
    return key


def all_keys() -> Sequence[SealingKey]:
    """Return every key of this installation, the oldest first."""
    return db.session.scalars(select(SealingKey).order_by(SealingKey.id)).all()


def to_keep() -> list[dict[str, str]]:
    """Return every key with its private half open, for a file that is locked away: it also works on an installation
    with another secret. A key that this installation's secret does not open is kept with its public half alone."""
    kinds = libraries.serialization
    plain = (kinds.Encoding.PEM, kinds.PrivateFormat.PKCS8, kinds.NoEncryption())
    kept = []
    for key in all_keys():
        private = _private(key.private)
        opened = private.private_bytes(*plain).decode() if private else ""
        kept.append({"name": key.name, "public": key.public, "private": opened, "made_at": key.made_at.isoformat()})
    return kept


def bring_back(kept: Sequence[dict[str, str]]) -> int:
    """Take in the keys of a file that to_keep() made, and return how many were not here. Recorded. Raises ValueError
    for a key whose halves do not belong together."""
    count = 0
    for one in kept:
        if named(one["name"]):
            continue
        private = (
            libraries.serialization.load_pem_private_key(one["private"].encode(), None) if one["private"] else None
        )
        if private and private.public_key().public_bytes_raw().hex() != one["public"]:  # type: ignore[union-attr]
            raise ValueError(f"the halves of {one['name']} do not belong together")
        locked = _locked(private) if isinstance(private, libraries.ed25519.Ed25519PrivateKey) else ""
        made_at = datetime.fromisoformat(one["made_at"])
        key = SealingKey(name=one["name"], public=one["public"], private=locked, made_at=made_at)
        db.session.add(key)
        audit.record(None, Event.SEALING_KEY_MADE, key, {"name": key.name})
        count += 1
    return count


def _locked(private: "libraries.ed25519.Ed25519PrivateKey") -> str:
    kinds = libraries.serialization
    lock = kinds.BestAvailableEncryption(_secret())
    return private.private_bytes(kinds.Encoding.PEM, kinds.PrivateFormat.PKCS8, lock).decode()


def seal(words: bytes) -> tuple[SealingKey, str]:
    """Return the key that seals, made now if there is none that this installation's secret opens, and the seal."""
    key = newest()
    if key and (private := _private(key.private)):
        return key, private.sign(words).hex()
    make()
    return seal(words)


def sealed(public: str, words: bytes, seal: str) -> bool:
    """Say whether this seal was made over these words with the key that this is the public half of."""
    try:
        key = libraries.ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(seal), words)
    except (ValueError, libraries.crypto_errors.InvalidSignature):
        return False
    return seal == bytes.fromhex(seal).hex()


@lru_cache(4)
def _opened(locked: str, secret: bytes) -> "libraries.ed25519.Ed25519PrivateKey | None":
    try:
        return _read(locked.encode(), secret)
    except ValueError:  # the installation's secret was changed
        return None


def _read(written: bytes, secret: bytes | None) -> "libraries.ed25519.Ed25519PrivateKey":
    key = libraries.serialization.load_pem_private_key(written, secret)
    if not isinstance(key, libraries.ed25519.Ed25519PrivateKey):
        raise ValueError("this is a key of another kind")
    return key


def _private(locked: str) -> "libraries.ed25519.Ed25519PrivateKey | None":
    return _opened(locked, _secret())


def _secret() -> bytes:
    return hashlib.sha256(f"sealing key {current_app.config['SETTINGS'].secret_key}".encode()).hexdigest().encode()
