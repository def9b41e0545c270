"""Receipts: who signed what, as one small file that shows by itself when a letter of it was changed.

A receipt is JSON in UTF-8. Its seal is an Ed25519 signature (RFC 8032) over all its other members in one plain form:
keys in order, no spaces, so that the order in which a program writes them does not count.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from workspace.charters.sealing import keys
from workspace.charters.sealing.models import SealingKey

FORM = "Working Together, receipt of a signature, form 1"
LONGEST = 4 * 1024 * 1024  # bytes
MEMBERS = {"form", "signed", "text", "record", "key", "seal"}


class NoReceipt(ValueError):  # noqa: N818  (it reads as what it is)
    """What was read is no receipt."""


@dataclass(frozen=True)
class Sealed:
    """What a signature is kept as: the key that sealed it, and the seal."""

    key: SealingKey
    seal: str


def as_written(facts: dict[str, Any]) -> str:
    """Return the one plain form of these facts, over which hashes and seals are made."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(words: str) -> str:
    """Return the SHA-256 of the words in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()


def sealed(signed: dict[str, Any], text: str, record: dict[str, Any]) -> Sealed:
    """Seal what was signed, the text, and its place in the record, with the newest key."""
    key = keys.newest() or keys.make()
    words = as_written(_body(signed, text, record, key.name, key.public))
    used, seal = keys.seal(words.encode())
    if used is not key:  # the newest could not be opened: another was made
        return sealed(signed, text, record)
    return Sealed(key, seal)


def receipt(signed: dict[str, Any], text: str, record: dict[str, Any], key: SealingKey, seal: str) -> str:
    """Return a receipt as it is handed out: one line, so that no letter in it is without meaning."""
    return as_written({**_body(signed, text, record, key.name, key.public), "seal": seal})


def read(words: str) -> dict[str, Any]:
    """Return a receipt's members. Raises NoReceipt for anything else, also where a name stands twice."""
    try:
        found = json.loads(words, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NoReceipt from error
    if not isinstance(found, dict) or set(found) != MEMBERS or found["form"] != FORM:
        raise NoReceipt
    inner = all(isinstance(found[name], dict) for name in ("signed", "record", "key"))
    if not inner or not all(isinstance(found[name], str) for name in ("text", "seal")):
        raise NoReceipt
    if not all(isinstance(found["key"].get(name), str) for name in ("name", "public")):
        raise NoReceipt
    return found


def holds(found: dict[str, Any]) -> bool:
    """Say whether a receipt is as it was sealed, by the key that it names itself."""
    body = {name: value for name, value in found.items() if name != "seal"}
    try:
        words = as_written(body).encode()
    except UnicodeEncodeError:  # half a letter, written as \ud800
        return False
    named_rightly = hashlib.sha256(_bytes(found["key"]["public"])).hexdigest()[:16] == found["key"]["name"]
    return named_rightly and keys.sealed(found["key"]["public"], words, found["seal"])


def _bytes(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""


def _body(signed: dict[str, Any], text: str, record: dict[str, Any], name: str, public: str) -> dict[str, Any]:
    return {"form": FORM, "signed": signed, "text": text, "record": record, "key": {"name": name, "public": public}}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)
