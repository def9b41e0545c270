"""How needs, and who may see them, are said: defined once for every page and message."""

from textwrap import shorten
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.people.needs.models import Need, NeedKind, SeenBy

KIND_WORDS: dict[NeedKind, Any] = {
    NeedKind.STEP_FREE: _l("A way in without steps"),
    NeedKind.BSL: _l("A British Sign Language interpreter"),
    NeedKind.CAPTIONS: _l("Live captions"),
    NeedKind.HEARING_LOOP: _l("A hearing loop"),
    NeedKind.INTERPRETER: _l("An interpreter for another language"),
    NeedKind.BREAKS: _l("Breaks"),
    NeedKind.QUIET_SPACE: _l("A quiet space"),
    NeedKind.LARGE_PRINT: _l("Large print"),
    NeedKind.EASY_READ: _l("Easy Read"),
    NeedKind.EARLY_PAPERS: _l("Papers early"),
    NeedKind.SUPPORT_PERSON: _l("A support person with me"),
    NeedKind.CAMERA_OFF: _l("My camera off"),
    NeedKind.SEAT: _l("A certain seat"),
    NeedKind.FOOD: _l("Food that is right for me"),
    NeedKind.OTHER: _l("Something else, in my own words"),
}

KIND_MEANS: dict[NeedKind, Any] = {
    NeedKind.STEP_FREE: _l("A ramp or lift, wide doors, and a toilet that I can use"),
    NeedKind.BSL: _l("Booked some weeks before, so tell us early"),
    NeedKind.CAPTIONS: _l("Everything that is said, as text, while it is said"),
    NeedKind.HEARING_LOOP: _l("Or a room where I can sit close to whoever speaks"),
    NeedKind.INTERPRETER: _l("Say below which language"),
    NeedKind.BREAKS: _l("Time to rest, eat or move, at set times"),
    NeedKind.QUIET_SPACE: _l("A place where I can be alone for a while"),
    NeedKind.LARGE_PRINT: _l("Say below which size, and which colour of paper"),
    NeedKind.EASY_READ: _l("Short sentences with pictures"),
    NeedKind.EARLY_PAPERS: _l("More time to read before the meeting"),
    NeedKind.SUPPORT_PERSON: _l("Somebody who helps me take part, and needs a seat too"),
    NeedKind.CAMERA_OFF: _l("Online, people hear me and do not see me"),
    NeedKind.SEAT: _l("Near the door, at the front, away from bright light: say below where"),
    NeedKind.FOOD: _l("Say below what I can and cannot eat"),
    NeedKind.OTHER: _l("Noise, light, scents, words, topics, childcare: whatever matters"),
}

SEEN_BY: dict[SeenBy, Any] = {
    SeenBy.ORGANISERS: _l("Organisers of my meetings"),
    SeenBy.CHAIR: _l("The chair of my meeting"),
    SeenBy.NOBODY: _l("Nobody yet"),
}

SEEN_BY_MEANS: dict[SeenBy, Any] = {
    SeenBy.ORGANISERS: _l("Those who plan a meeting that I am invited to, and whoever chairs it"),
    SeenBy.CHAIR: _l("Only whoever chairs a meeting that I am invited to"),
    SeenBy.NOBODY: _l("Kept here for me alone, until I choose otherwise"),
}


def need_name(need: Need) -> str:
    """Say a need in a few words: by its kind, or in the person's own words when the list has none for it."""
    if need.kind is NeedKind.OTHER:
        return shorten(need.words, 80, placeholder="…")
    return str(KIND_WORDS[need.kind])
