"""What a clause of a charter can be."""

from enum import StrEnum


class Kind(StrEnum):
    """What a clause is."""

    PRINCIPLE = "principle"
    RIGHT = "right"
    RESPONSIBILITY = "responsibility"
    COMMITMENT = "commitment"
    YOU_CAN_HELP = "you_can_help"
    WAY_OF_WORKING = "way_of_working"
    LEVEL = "level"
    EXPLANATION = "explanation"
