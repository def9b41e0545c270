"""Libraries that few requests need. Each is loaded when it is first used, as `libraries.segno`: together they are a
twentieth of what a server may take, and one that sends no invitation and prints no slip never loads them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import mailbox as mailbox
    from urllib import request as request
    from xml.etree import ElementTree as ElementTree

    import email_validator as email_validator
    import icalendar as icalendar
    import markdown_it as markdown_it
    import rfc3161_client as rfc3161_client
    import segno as segno
    from cryptography import x509 as x509
    from cryptography.hazmat.primitives import serialization as serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519 as ed25519

LATER = {
    "ElementTree": "xml.etree.ElementTree",
    "crypto_errors": "cryptography.exceptions",
    "ed25519": "cryptography.hazmat.primitives.asymmetric.ed25519",
    "email_validator": "email_validator",
    "icalendar": "icalendar",
    "mailbox": "mailbox",
    "markdown_it": "markdown_it",  # most need it, but not the first, nor what a start waits for
    "request": "urllib.request",
    "rfc3161_client": "rfc3161_client",
    "segno": "segno",
    "serialization": "cryptography.hazmat.primitives.serialization",
    "x509": "cryptography.x509",
}


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(name)
    return import_module(LATER[name])
