"""Which column of a table says what about an action, and what the words in it mean."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from workspace.actions.models import ActionState

HEADINGS_WITHIN = 10  # rows at the top of a table: titles and dates may stand above the headings


class Part(StrEnum):
    """What a column may say of an action."""

    WHAT = "what"
    WHO = "who"
    DUE = "due"
    STATE = "state"
    WORDS = "words"
    FROM = "from"


Matched = dict[str, int]  # which column each part is in

# What columns are called in the logs of councils and groups, in English and Welsh.
_CALLED = {
    Part.WHAT: "action|actions|what|task|tasks|description|action point|action required|agreed action|details|"
    "what will be done|cam gweithredu|camau gweithredu|gweithred|beth|tasg|disgrifiad",
    Part.WHO: "owner|action owner|who|lead|by whom|responsible|person responsible|assigned to|name|whom|pwy|"
    "perchennog|cyfrifol|gan bwy|arweinydd|enw",
    Part.DUE: "due|due date|by when|when|deadline|target date|date due|complete by|due by|date|erbyn pryd|pryd|"
    "dyddiad|dyddiad cau|erbyn",
    Part.STATE: "state|status|action status|statws|cyflwr",
    Part.WORDS: "in words|notes|note|comments|comment|update|updates|progress|outcome|nodiadau|sylwadau|"
    "diweddariad|mewn geiriau",
    Part.FROM: "meeting|meeting date|from|from meeting|raised at|origin|source|date of meeting|date raised|cyfarfod|"
    "o ba gyfarfod|dyddiad y cyfarfod",
}
KNOWN = {part: set(words.split("|")) for part, words in _CALLED.items()}

STATES: dict[str, ActionState] = {
    word: state
    for state, words in {
        ActionState.TO_DO: "to do|todo|open|new|not started|not begun|outstanding|pending|iw wneud|agored|heb ddechrau",
        ActionState.DOING: "doing|in progress|ongoing|started|underway|under way|on track|ar y gweill|yn mynd rhagddo",
        ActionState.STUCK: "stuck|blocked|on hold|wedii atal|yn sownd",
        ActionState.DONE: "done|complete|completed|closed|finished|yes|wedii wneud|wedii gwblhau|cwblhawyd|ar gau",
        ActionState.COULD_NOT: "could not do|cancelled|dropped|abandoned|not done|withdrawn|ni ellid|wedii ganslo",
    }.items()
    for word in words.split("|")
}


def plain(words: str) -> str:
    """Return words in small letters, without signs, to compare them."""
    return " ".join(re.sub(r"[^\w\s]", "", words.replace("_", " ").casefold()).split())


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row holds the headings: the first with the most that we know, else the first of all."""
    return max(range(min(len(rows), HEADINGS_WITHIN)), key=lambda number: len(guess(rows[number])))


def guess(headings: Sequence[str]) -> Matched:
    """Return what each column seems to be, by its heading. The first of two that say the same is taken."""
    found: Matched = {}
    for part, known in KNOWN.items():
        place = next((place for place, words in enumerate(headings) if plain(words) in known), None)
        if place is not None:
            found[part.value] = place
    return found


def cell(cells: Sequence[str], matched: Mapping[str, int], part: Part) -> str:
    """Return what a row says of this part; nothing where it has no such cell."""
    place = matched.get(part.value, -1)
    return cells[place] if 0 <= place < len(cells) else ""


def state_in(words: str) -> ActionState | None:
    """Return the state that somebody wrote; to do for an empty cell, None for words that we do not know."""
    if words in {state.value for state in ActionState}:
        return ActionState(words)
    return STATES.get(plain(words)) if words.strip() else ActionState.TO_DO
