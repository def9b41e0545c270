"""What every answer carries: the content policy, how long it is kept, and its compression."""

import gzip
from functools import lru_cache

from flask import Response, current_app, request

from workspace.db import SAFE

COMPRESS_FROM = 1_000  # bytes
COMPRESS_UP_TO = 1_000_000
POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A page that other sites may show inside theirs: no script, no form, nothing of the reader's.
FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
YEAR = 365 * 24 * 3600  # seconds


def add(answer: Response) -> Response:
    """Give an answer its headers: what the page may load, who may see it, and how long it is kept."""
    headers = answer.headers
    headers.setdefault("Content-Security-Policy", POLICY)  # a file that people brought has a stricter one
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer" if request.method in SAFE else "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    if headers["Content-Security-Policy"] != FRAMED:
        headers["X-Frame-Options"] = "DENY"
    if current_app.config["SETTINGS"].https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if request.endpoint == "static":
        headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        headers.setdefault("Cache-Control", "no-store")
        headers.add("Vary", "HX-Request, Cookie, Accept-Language")
    return answer


def compress(answer: Response) -> Response:
    """Compress text for browsers that take it. Cookies are SameSite, so no other site can measure a page's length."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    large = (answer.content_length or 0) > COMPRESS_UP_TO  # a file that is given out part by part
    if not takes or large or answer.status_code != 200 or answer.headers.get("Content-Encoding"):
        return answer
    kind = answer.mimetype or ""
    if not (kind.startswith("text/") or "javascript" in kind):
        return answer
    answer.direct_passthrough = False
    body = answer.get_data()
    if len(body) < COMPRESS_FROM:
        return answer
    answer.set_data(_packed(body) if request.endpoint == "static" else gzip.compress(body, 5))
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers.add("Vary", "Accept-Encoding")
    return answer


@lru_cache(maxsize=16)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9)
