"""The parts of a charter as they were when it was copied, to be kept and to be compared. It knows no database."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from workspace.actions.bodies.models import Body
from workspace.charters.comparing.differences import CHOSEN, SAYS
from workspace.charters.kinds import Kind
from workspace.charters.models import SPLIT, CharterPart, CharterShare
from workspace.meetings.models import Involvement

TEXTS = SAYS.keys() - CHOSEN - {"body", "shares"}


def kept(parts: Iterable[CharterPart]) -> list[dict[str, Any]]:
    """Return all that these parts say, to be kept."""
    return [{"number": one.number} | {name: says(one) for name, says in SAYS.items()} for one in parts]


def as_parts(rows: Iterable[dict[str, Any]]) -> list[CharterPart]:
    """Return what was kept as parts, to be compared with those of today. What nobody wrote then is empty."""
    made = []
    for row in rows:
        texts = {name: row.get(name, "") for name in TEXTS}
        kind = Kind(row["kind"]) if row["kind"] else None
        rung = Involvement(row["rung"]) if row.get("rung") else None
        part = CharterPart(number=row["number"], kind=kind, rung=rung, **texts)
        set_committed_value(part, "body", Body(name=row["body"]) if row["body"] else None)
        set_committed_value(part, "shares", list(_shares(row.get("shares", ""))))
        made.append(part)
    return made


def _shares(kept: str) -> Iterator[CharterShare]:
    for line in kept.splitlines():
        body, _split, words = line.partition(SPLIT)
        share = CharterShare(words=words.strip())
        set_committed_value(share, "body", Body(name=body))
        yield share
