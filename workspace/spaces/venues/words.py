"""How the facts of a venue are called: defined once for page and form."""

from typing import Any

from flask_babel import lazy_gettext as _l

FACILITY: dict[str, Any] = {
    "step_free": _l("Step-free way in"),
    "doors_and_lift": _l("Doors and lift"),
    "toilets": _l("Toilets"),
    "accessible_toilet": _l("Accessible toilet"),
    "changing_places": _l("Changing Places toilet"),
    "parking": _l("Parking"),
    "transport": _l("Buses and trains"),
    "hearing_loop": _l("Hearing loop"),
    "quiet_room": _l("Quiet room"),
    "light_and_noise": _l("Light and noise"),
}

FACILITY_HINT: dict[str, Any] = {
    "step_free": _l("Where it is, how wide, how steep, and whether there is a bell."),
    "doors_and_lift": _l("Heavy or automatic doors, how wide, and how large the lift is."),
    "toilets": _l("Where they are, and whether some are for everybody."),
    "accessible_toilet": _l("Where it is, on which side one moves across, and whether it needs a key."),
    "changing_places": _l("A toilet with a hoist and a bench: here, or the nearest one."),
    "parking": _l("How many places, how far, what it costs, and which are for Blue Badges."),
    "transport": _l("Which stop or station, and how far it is to walk or wheel."),
    "hearing_loop": _l("In which rooms, and when it was last tried."),
    "quiet_room": _l("Where somebody can be alone for a while."),
    "light_and_noise": _l("Flickering or bright lamps, echo, other groups, music, smells."),
}
