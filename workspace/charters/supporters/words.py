"""How names under a charter are said: defined once for every page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.charters.supporters.models import CameBy, Capacity

CAPACITY: dict[Capacity, Any] = {
    Capacity.LIVES_IT: _l("I live it, or have lived it"),
    Capacity.WORKS: _l("I work in a service"),
    Capacity.SUPPORTS: _l("I support it"),
}
# What somebody says by putting their name under it.
DECLARES: dict[Capacity, Any] = {
    Capacity.LIVES_IT: _l("I know from my own life what these promises are about, and I want them kept."),
    Capacity.WORKS: _l("I will do my part of these promises where I work, and say so when we do not keep them."),
    Capacity.SUPPORTS: _l("I think that these promises are right, and I will tell others about them."),
}
# How they stand in a list.
AS: dict[Capacity, Any] = {
    Capacity.LIVES_IT: _l("lives it"),
    Capacity.WORKS: _l("works in a service"),
    Capacity.SUPPORTS: _l("supports it"),
}
CAME_BY: dict[CameBy, Any] = {
    CameBy.PAPER: _l("On paper"),
    CameBy.PHONE: _l("By phone"),
    CameBy.MEETING: _l("At a meeting"),
}
