"""Asking a time stamping authority, and checking what it answered. It knows no database."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from workspace import libraries

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

TIMEOUT = 30  # seconds for the authority to answer
LONGEST = 64 * 1024  # bytes; an answer with its certificates has five thousand
ASKS = {"Content-Type": "application/timestamp-query"}  # RFC 3161, 3.4


class NoStamp(ValueError):  # noqa: N818  (it reads as what it is)
    """What came is no time stamp of these words by an authority that the host trusts. The text says why."""


@dataclass(frozen=True)
class Stamp:
    """What a time stamp says: when the words were there already, by whose clock."""

    at: datetime
    by: str


def is_set() -> bool:
    """Say whether the host chose an authority."""
    return bool(current_app.config["SETTINGS"].timestamp_url)


def is_trusted() -> bool:
    """Say whether the host trusts any authority, so that stamps which were kept can be checked."""
    return bool(current_app.config["SETTINGS"].timestamp_roots)


def ask(words: bytes) -> bytes:
    """Send the SHA-256 of these words to the authority and return its answer, which read() has found good. Raises
    NoStamp for an answer that is none, and OSError where the authority cannot be reached."""
    stamps = libraries.rfc3161_client
    query = stamps.TimestampRequestBuilder().data(words).hash_algorithm(stamps.HashAlgorithm.SHA256).build()
    address = current_app.config["SETTINGS"].timestamp_url
    request = libraries.request.Request(address, query.as_bytes(), ASKS)
    with libraries.request.urlopen(request, timeout=TIMEOUT) as answered:
        answer: bytes = answered.read(LONGEST + 1)
    if len(answer) > LONGEST:
        raise NoStamp("the answer is too long")
    _checked(answer, words, query.nonce)
    return answer


def read(answer: bytes, words: bytes) -> Stamp:
    """Return what an answer that was kept says of these words. The authority's certificate has to have been good at
    the time of the stamp, not today. Raises NoStamp where a byte of the words or of the answer's seal was changed, and
    where none of the roots that the host trusts stands behind it."""
    found = _checked(answer, words)
    signers = {(one.issuer, one.serial_number) for one in found.signed_data.signer_infos}
    for written in found.signed_data.certificates:
        one = libraries.x509.load_der_x509_certificate(written)
        if (one.issuer, one.serial_number) in signers:
            return Stamp(found.tst_info.gen_time, _name(one))
    raise NoStamp("the authority does not say who it is")


def _checked(answer: bytes, words: bytes, nonce: int | None = None) -> "TimeStampResponse":
    stamps = libraries.rfc3161_client
    trusted = stamps.VerifierBuilder(nonce=nonce, roots=list(_roots(current_app.config["SETTINGS"].timestamp_roots)))
    try:
        found: TimeStampResponse = stamps.decode_timestamp_response(answer)
        trusted.build().verify_message(found, words)
    except (ValueError, stamps.VerificationError) as error:
        raise NoStamp(str(error)) from error
    return found


@lru_cache(1)
def _roots(file: str) -> "tuple[Certificate, ...]":
    return tuple(libraries.x509.load_pem_x509_certificates(Path(file).read_bytes()))


def _name(certificate: "Certificate") -> str:
    names = certificate.subject.get_attributes_for_oid(libraries.x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
