"""A time stamping authority of our own: openssl answers, over HTTP, with a certificate made for it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = "Clock of the Tests"
HOW = """
[tsa]
default_tsa = ours
[ours]
serial = {0}/serial
signer_cert = {0}/clock.pem
signer_key = {0}/clock.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@contextmanager
def an_authority(folder: Path) -> Iterator[str]:
    """Give the address of an authority. Its root certificate is root.pem in the folder; what it was asked, in bytes,
    is kept in the file asked."""
    _certificates(folder)
    (folder / "how").write_text(HOW.format(folder))

    class Clock(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            (folder / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            command = ["openssl", "ts", "-reply", "-config", folder / "how", "-queryfile", folder / "asked"]
            answer = subprocess.run(command, capture_output=True, check=True).stdout
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Clock) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _certificates(folder: Path) -> None:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _one in range(2))
    root_name, name = (
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, words)]) for words in ("Root of the Tests", NAME)
    )
    is_root, is_clock = x509.BasicConstraints(True, None), x509.ExtendedKeyUsage([x509.OID_TIME_STAMPING])
    root = _certificate(root_name, root_key, root_name, root_key, is_root)
    clock = _certificate(name, key, root_name, root_key, is_clock)
    pem = serialization.Encoding.PEM
    (folder / "root.pem").write_bytes(root.public_bytes(pem))
    (folder / "clock.pem").write_bytes(clock.public_bytes(pem))
    form = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "clock.key").write_bytes(key.private_bytes(pem, *form))


def _certificate(
    name: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    signs: ec.EllipticCurvePrivateKey,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    made = x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
    made = made.not_valid_after(datetime.now(UTC) + timedelta(days=3650)).add_extension(extension, True)
    return made.sign(signs, hashes.SHA256())
