"""What was written down at a meeting as it was at an earlier moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from workspace.meetings.notes.document import Written
from workspace.meetings.notes.models import DECISION_TEXTS, Decision, DecisionVersion, Note, NoteVersion


def as_it_was(
    written: Written, notes: Sequence[NoteVersion], decisions: Sequence[DecisionVersion], moment: datetime
) -> Written:
    """Return the notes and decisions with the words that they had then. Who may read them is as it is now.

    What has no versions, because it was written before those were kept, has the words that it has today.
    """
    return replace(
        written,
        notes=[old for note in written.notes if (old := _note(note, notes, moment))],
        decisions=[
            _decision(row, decisions, moment) for row in written.decisions if row.recorded_at <= moment
        ],
    )  # fmt: skip


def _note(note: Note, versions: Sequence[NoteVersion], moment: datetime) -> Note | None:
    own = [one for one in versions if one.note_id == note.id]
    until = [one for one in own if one.saved_at <= moment]
    if own and not until:
        return None
    return Note(item_id=note.item_id, text=until[-1].text if until else note.text, sharing=note.sharing)


def _decision(decision: Decision, versions: Sequence[DecisionVersion], moment: datetime) -> Decision:
    until = [one for one in versions if one.decision_id == decision.id and one.saved_at <= moment]
    if not until:
        return decision
    texts = {name: getattr(until[-1], name) for name in DECISION_TEXTS}
    return Decision(
        id=decision.id, item_id=decision.item_id, number=decision.number, sharing=decision.sharing,
        recorded_at=decision.recorded_at, result=until[-1].result, **texts,
    )  # fmt: skip
