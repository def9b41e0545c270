"""Libraries that few requests need. Each is loaded when it is first used, as `libraries.segno`: together they are a
twentieth of what a server may take, and one that sends no invitation and prints no slip never loads them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import email_validator as email_validator
    import icalendar as icalendar
    import segno as segno

LATER = {"email_validator", "icalendar", "segno"}


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(name)
    return import_module(name)
