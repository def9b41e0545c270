"""What a program may ask for in an address."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask_babel import gettext as _

from workspace.actions.models import ActionState
from workspace.errors import DomainError
from workspace.said.dashboards.queries import Asked
from workspace.said.measures.counting import Period

LONGEST_PAGE = 6  # digits
PARTS = {
    "actions": ("page", "state", "due_from", "due_to", "changed_since"),
    "measures": ("time",),
    "pairs": ("page", "theme", "when"),
}


class Beyond(DomainError):  # noqa: N818  (it reads as what it is)
    """A page was asked for that is not there."""


def refuse_unknown(address: Mapping[str, str], what: str) -> None:
    """Refuse a part of the address that means nothing here: one that is misspelled would be passed over, and all would
    be answered as if it were what was asked for."""
    unknown = next((name for name in address if name not in PARTS[what]), None)
    if unknown is not None:
        there = ", ".join(PARTS[what])
        raise DomainError(_("“%(name)s” means nothing here. There are: %(there)s", name=unknown, there=there), unknown)


def refuse_beyond(asked: int, pages: int) -> None:
    """Refuse a page beyond the last."""
    if asked > pages:
        raise Beyond(_("There is no page %(asked)d. The last one is %(pages)d", asked=asked, pages=pages), "page")


def actions_in(address: Mapping[str, str]) -> Asked:
    """Return which actions are asked for. Refused with the name of the part: what cannot be understood."""
    return Asked(
        state=_read(address, "state", ActionState, ", ".join(ActionState)),
        due_from=_read(address, "due_from", date.fromisoformat, "2026-09-30"),
        due_to=_read(address, "due_to", date.fromisoformat, "2026-09-30"),
        changed_since=_read(address, "changed_since", _moment, "2026-09-30T12:00:00Z"),
        page=page_in(address),
    )


def page_in(address: Mapping[str, str]) -> int:
    """Return which page is asked for, the first without a word of it."""
    return _read(address, "page", _number, "1") or 1


def period_in(address: Mapping[str, str]) -> Period:
    """Return which time is asked for, this year without a word of it."""
    return _read(address, "time", Period, ", ".join(Period)) or Period.YEAR


def _read(address: Mapping[str, str], name: str, read: Callable[[str], Any], such_as: str) -> Any:
    words = address.get(name, "")
    if not words:
        return None
    try:
        return read(words)
    except (ValueError, OverflowError) as error:
        raise DomainError(_("“%(name)s” cannot be understood. Write: %(such_as)s", name=name, such_as=such_as), name) \
            from error  # fmt: skip


def _number(words: str) -> int:
    if not (words.isascii() and words.isdecimal() and len(words) <= LONGEST_PAGE and int(words)):
        raise ValueError
    return int(words)


def _moment(words: str) -> datetime:
    moment = datetime.fromisoformat(words)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
