"""A device that keeps passkeys, in software: it answers what our pages ask, truly or with one thing wrong."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

ORIGIN, RP_ID = "http://127.0.0.1:8000", "127.0.0.1"  # of the installation in tests
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def written(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()


def read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


@dataclass
class Authenticator:
    """One device with one passkey. Change what it says of itself to make it lie."""

    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    handle: bytes = b""
    count: int = 0
    counts: bool = True
    origin: str = ORIGIN
    rp_id: str = RP_ID
    flags: int = PRESENT | VERIFIED

    def create(self, options: dict[str, Any], **lies: Any) -> str:
        """Make the passkey that was asked for and return the answer as the browser's script writes it."""
        self.handle = read(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        length = len(self.credential).to_bytes(2, "big")
        data = self._data(HAS_KEY) + bytes(16) + length + self.credential + encode_cbor(public)
        return self._answer(
            clientDataJSON=self._client("webauthn.create", options, **lies),
            attestationObject=encode_cbor({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def get(self, options: dict[str, Any], **lies: Any) -> str:
        """Sign the challenge and return the answer as the browser's script writes it."""
        self.count += self.counts
        data, client = self._data(), self._client("webauthn.get", options, **lies)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.handle)

    def _data(self, more: int = 0) -> bytes:
        about = bytes([self.flags | more]) + self.count.to_bytes(4, "big")
        return hashlib.sha256(self.rp_id.encode()).digest() + about

    def _client(self, kind: str, options: dict[str, Any], **lies: Any) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **lies}).encode()

    def _answer(self, **response: bytes) -> str:
        name = written(self.credential)
        parts = {name: written(value) for name, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
