"""A charter of many clauses about which many people said something, for trying and measuring it at that size."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert

from workspace import db
from workspace.charters.consulting.models import About, Came, CharterComment, Consultation, Fate, Phase, Stance
from workspace.charters.kinds import Kind
from workspace.charters.models import Charter, CharterKind, CharterPart, CharterVersion, VersionState
from workspace.sample.clock import moment
from workspace.spaces.models import Space

TITLE = "Everything that families can count on"
DISCUSSED = 7  # the number of the clause of which most is said
IN_GROUP = 12  # clauses under one heading
PROMISE = "Whoever asks about number {n} hears within {days} days what is done, and by whom."
SAID = "Number {n} is right, and it comes too late for families who wait since winter {n}."


def consult(space: Space, people: Sequence[int], clauses: int, comments: int) -> None:
    """Write the draft of a charter with so many clauses, and so many comments on them by these people."""
    charter = _one(Charter, space_id=space.id, numbers_given=clauses, made_at=moment(-40, 9))
    version = _one(
        CharterVersion, space_id=space.id, charter_id=charter, number=1, kind=CharterKind.CHARTER, title=TITLE,
        state=VersionState.DRAFT, changed_at=moment(-40, 9),
    )  # fmt: skip
    of = {"space_id": space.id, "version_id": version}
    rows = [
        {**of, "position": 0, "kind": Kind.COMMITMENT, "number": n, "words": PROMISE.format(n=n, days=n % 9 + 2)}
        for n in range(1, clauses + 1)
    ]
    for start in range(0, len(rows) + len(rows) // IN_GROUP, IN_GROUP + 1):
        rows.insert(
            start, {**of, "position": 0, "kind": None, "number": None, "words": f"Part {start // IN_GROUP + 1}"}
        )
    for position, row in enumerate(rows, 1):
        row["position"] = position
    db.session.execute(insert(CharterPart), rows)
    days = {"opens_on": moment(-30, 9).date(), "closes_on": moment(30, 9).date() + timedelta(days=1)}
    asked = _one(
        Consultation, **of, **days, phase=Phase.CONTENT, why="It is new.", can_change="All.", cannot_change="The law.",
        is_public=True, as_it_was={}, made_at=moment(-30, 9),
    )  # fmt: skip
    _say(space, asked, people, clauses, comments)


def _say(space: Space, asked: int, people: Sequence[int], clauses: int, comments: int) -> None:
    stances, fates = tuple(Stance), tuple(Fate)
    rows = [
        {
            "space_id": space.id, "consultation_id": asked, "about": About.CLAUSE, "clause_kind": Kind.COMMITMENT,
            "clause_number": (about := _clause(n, clauses)), "words": SAID.format(n=n),
            "stance": stances[n % len(stances)],
            "by_id": people[n % len(people)], "came": Came.PAGE, "at": moment(-20, 9) + timedelta(minutes=n),
            "fate": (fate := fates[n % len(fates)]), "answer": "" if fate is Fate.WAITING else "We talked about it.",
            "answered_at": None if fate is Fate.WAITING else moment(-2, 9),
            "changed_number": about if fate is Fate.CHANGED else None,
            "old_words": "in a month" if fate is Fate.CHANGED else "",
            "new_words": "in a week" if fate is Fate.CHANGED else "",
        }
        for n in range(comments)
    ]  # fmt: skip
    db.session.execute(insert(CharterComment), rows)


def _clause(number: int, clauses: int) -> int:
    """Return what a comment is about: every second one is about the same clause, as people have most to say of one."""
    return DISCUSSED if number % 2 else number // 2 % clauses + 1


def _one(model: type[db.Base], **facts: object) -> int:
    return db.session.scalars(insert(model).returning(model.id), [facts]).one()
