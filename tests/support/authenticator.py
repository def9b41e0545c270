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

from tests.support.visitor import Page, Visitor

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


# --- what the script of our pages does -----------------------------------------------------------------------------


def asked(somebody: Visitor, page: Page, status: int = 200) -> Any:
    """Ask for a challenge as the page does, and return the options; None where there are none."""
    form = next(form for form in page.forms() if form.get("data-challenge"))
    token = next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
    answer = somebody.post(form.get("data-challenge") or "", {"csrf_token": token}, status=status)
    return json.loads(next(answer.root.iter("div")).get("data-options") or "null")


def adds(somebody: Visitor, device: Authenticator, status: int = 303, **lies: Any) -> Page:
    """Add the device's passkey through the pages."""
    page = somebody.get("/me/passkeys/add")
    return somebody.submit(page, "Make the passkey", answer=device.create(asked(somebody, page), **lies), status=status)


def signs_in(
    somebody: Visitor, device: Authenticator, status: int = 303, address: str = "/sign-in/passkey", **lies: Any
) -> Page:
    """Sign in with the device's passkey through the pages."""
    page = somebody.get(address)
    return somebody.submit(page, "Use my passkey", answer=device.get(asked(somebody, page), **lies), status=status)


def problem(page: Page) -> str:
    """Return the words of the summary of what is wrong."""
    return " ".join("".join(page.find("errors").itertext()).split())
